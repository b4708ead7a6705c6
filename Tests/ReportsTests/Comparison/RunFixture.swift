import Quantities
import Reports
import ResultFiles
import StudyFiles

/// Result files of runs about two members.
struct RunFixture {
  var title = "Two houses"
  var arm: String?
  var seed: Int64 = 1
  var currency = "EUR"
  var overrides: [(String, String)] = []
  var source = "title: Two houses\n"
  var status = ResultStatus.complete
  var bills = [100.0, 60]
  var network = 50.0
  var gridImport = 400.0
  var hasContract = false

  /// The same as it is read.
  func run(path: String) -> ComparedRun {
    let accounts = accounts
    return ComparedRun(
      path: path, title: title, arm: arm, seed: UInt64(bitPattern: seed), currency: currency,
      version: "0.7.0", overrides: overrides.map { ComparedRun.Override(path: $0.0, value: $0.1) },
      origin: "title: Two houses",
      indicators: [
        IndicatorRecord("total_bills", bills.reduce(0, +), units: currency, longName: "Bills"),
        IndicatorRecord("grid_import", gridImport, units: "kWh", longName: "Import"),
        IndicatorRecord("self_consumption", .nan, units: "1", longName: "Own use"),
      ],
      members: AxisTable(
        axis: "member", labels: ["ana", "bia"],
        columns: [
          AxisColumn("bill", bills, units: currency, longName: "Bill"),
          AxisColumn("generation_energy", [0, 300], units: "kWh", longName: "Generation"),
          AxisColumn("bought", [0, 0], units: "kWh", longName: "Bought"),
          AxisColumn("sold", [0, 0], units: "kWh", longName: "Sold"),
          AxisColumn(
            "battery_capacity", [0, 5], units: "kWh",
            longName: "Capacity of the member's storage"),
        ]),
      accounts: AxisTable(
        axis: "account", labels: accounts.map(\.0),
        columns: [
          AxisColumn("balance", accounts.map(\.1), units: currency, longName: "Balance")
        ]))
  }

  private var accounts: [(String, Double)] {
    [
      ("retailer", bills.reduce(0, +) - network), ("distribution company", network),
      ("government", 0), ("auctioneer", 0),
    ] + (hasContract ? [("contract", 0), ("plant builder", 0)] : [])
      + zip(["ana", "bia"], bills).map { ($0, -$1) }
  }

  /// Writes the result file of the run.
  func write(to path: String) throws {
    let run = run(path: path)
    let schema = ResultSchema(
      attributes: [
        NamedAttribute("title", .text(title)), NamedAttribute("mgsim_version", "0.7.0"),
        NamedAttribute("mgsim_seed", .integer(seed)),
        NamedAttribute("mgsim_currency", .text(currency)),
      ] + (arm.map { [NamedAttribute("mgsim_arm", .text($0))] } ?? []),
      axes: [
        Axis(
          name: "member", labels: run.members.labels, longName: "Member",
          columns: [
            Column(
              "member_battery_capacity", .float64([0, 5]), units: "kWh", longName: "Capacity")
          ]),
        Axis(name: "account", labels: run.accounts.labels, longName: "Account"),
      ], signals: [], tables: [])
    var writer = try ResultFileWriter(
      creating: path, schema: schema,
      timeAxis: TimeAxis(
        start: Instant(seconds: 0), intervalNanoseconds: 3_600_000_000_000, count: 1),
      options: WriterOptions(memoryBudget: 1 << 20, overwrites: true))
    try writer.endInterval()
    func columns(_ table: AxisTable) -> [Column] {
      table.columns.filter { $0.name != "battery_capacity" }.map {
        Column($0.name, .float64($0.values), units: $0.units, longName: $0.longName)
      }
    }
    try writer.finish(
      status: status,
      trailing: [
        ResultGroup(
          path: "indicators",
          scalars: run.indicators.map {
            Scalar($0.name, .number($0.value), units: $0.units, longName: $0.longName)
          }),
        ResultGroup(
          path: "indicators/by_member", rows: .axis("member"), columns: columns(run.members)),
        ResultGroup(
          path: "indicators/by_account", rows: .axis("account"), columns: columns(run.accounts)),
        ResultGroup(
          path: "scenario",
          scalars: [
            Scalar("source_text", .text("seed: \(seed)\n" + source), longName: "Scenario")
          ]),
      ]
        + (overrides.isEmpty
          ? []
          : [
            ResultGroup(
              path: "scenario/overrides",
              rows: .numbered(dimension: "override", longName: "Number"),
              columns: [
                Column("override_path", .text(overrides.map(\.0)), longName: "Key"),
                Column("override_value", .text(overrides.map(\.1)), longName: "Value"),
              ])
          ]))
  }
}
