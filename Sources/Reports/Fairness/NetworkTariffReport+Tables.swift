import Quantities
import Settlement

extension NetworkTariffReport {
  /// What the parties receive under each design.
  static func parties(_ report: FairnessReport, _ currency: String) -> ReportTable {
    var header = [
      "design", "factor", "collected share", "members pay (\(currency))", "retailer (\(currency))",
      "distribution company (\(currency))", "government (\(currency))", "community (\(currency))",
    ]
    if report.wholesaleCost != nil { header.append("retailer's margin (\(currency))") }
    func row(_ name: String, _ totals: PartyTotals, factor: Double, ratio: Double)
      -> [ReportTable.Cell]
    {
      var cells: [ReportTable.Cell] = [
        .text(name), .number(factor, decimals: 6), .number(ratio, decimals: 9),
        .number(Double(totals.paid) / 1e6, decimals: 2),
        .number(totals.retailer.units, decimals: 2),
        .number(totals.distributionCompany.units, decimals: 2),
        .number(totals.government.units, decimals: 2),
        .number(totals.community.units, decimals: 2),
      ]
      if let cost = report.wholesaleCost {
        cells.append(.number(totals.retailer.units - cost.units, decimals: 2))
      }
      return cells
    }
    let allowed = report.allowedRevenue.units
    let before = report.parties.distributionCompany.units
    return ReportTable(
      name: "parties", title: "What members pay and the parties receive", header: header,
      rows: [
        row(
          "as it is", report.parties, factor: 1,
          ratio: allowed == 0 ? .nan : before / allowed)
      ]
        + report.results.map {
          row($0.name, $0.parties, factor: $0.scaling.factor, ratio: $0.scaling.ratio)
        })
  }

  /// Whose bills each design raises.
  static func shift(_ report: FairnessReport, _ currency: String) -> ReportTable {
    ReportTable(
      name: "cost_shift", title: "Cost shift by group",
      header: [
        "design", "group", "members", "before (\(currency))", "after (\(currency))",
        "change (\(currency))", "per member (\(currency))", "per imported kWh (\(currency))",
      ],
      rows: report.results.flatMap { result in
        result.costShift.rows.map { row in
          [
            .text(result.name), .text(row.group), .number(Double(row.memberCount), decimals: 0),
            .number(row.before.units, decimals: 2), .number(row.after.units, decimals: 2),
            .number(row.change, decimals: 2),
            row.changePerMember.map { .number($0, decimals: 2) } ?? .missing,
            row.changePerKilowattHour.map { .number($0, decimals: 5) } ?? .missing,
          ]
        }
      })
  }

  /// The emissions of imports by group.
  static func emissions(
    _ emissions: [[Double]], groups: [String], _ groupOfMember: [Int]
  ) -> ReportTable {
    let totals = emissions.map { $0.reduce(0, +) }
    func sum(_ group: Int) -> Double {
      zip(totals, groupOfMember).reduce(0) { $0 + ($1.1 == group ? $1.0 : 0) }
    }
    return ReportTable(
      name: "emissions", title: "Emissions of imported energy",
      header: ["group", "emissions (kg CO2e)"],
      rows: groups.enumerated().map { [.text($1), .number(sum($0), decimals: 1)] }
        + [[.text("all members"), .number(totals.reduce(0, +), decimals: 1)]])
  }
}
