import Quantities
import ResultFiles

/// A small result file of a run: three members of São Paulo on the last day of 2023 and the first of
/// 2024, hour by hour, billed under a flat tariff.
struct RunFile {
  static let memberNames = ["ana", "bakery", "sun-1"]
  static let hours = 48
  /// 2023-12-31T00:00 in São Paulo.
  static let start = Instant(seconds: 1_703_991_600)
  /// The beginning of 2024, in seconds since the midnight (UTC) before the start.
  static let newYear = 97_200.0

  /// The price of imported energy of the retailer and of the distribution company, and that of
  /// exports, in millionths for each kWh.
  static let prices: (energy: Int64, wires: Int64, export: Int64) = (500_000, 300_000, 250_000)
  static let localPrice: Int64 = 600_000

  var attributes: [NamedAttribute] = [
    NamedAttribute("title", "Two days & a night"), NamedAttribute("mgsim_run_id", "run-1"),
    NamedAttribute("mgsim_time_zone", "America/Sao_Paulo"), NamedAttribute("mgsim_currency", "BRL"),
  ]
  /// Energies in mWh, by hour and member.
  var imported: [[Int64]]
  var exported: [[Int64]]
  var bought: [[Int64]]
  var sold: [[Int64]]
  var resolvedText = RunFile.scenario()
  var intervalNanoseconds: Int64 = 3_600_000_000_000
  var status = ResultStatus.complete
  var hasMeters = true
  var damagedKind: Int64?

  /// - Parameter trades: Whether the plant sells some of its surplus to its neighbours.
  init(trades: Bool = false) {
    let none = Array(repeating: Array(repeating: Int64(0), count: 3), count: Self.hours)
    (imported, exported, bought, sold) = (none, none, none, none)
    for hour in 0..<Self.hours {
      let clock = Int64(hour % 24)
      imported[hour] = [300_000 + 10_001 * clock, 1_500_000 - 20_003 * clock, 200_007]
      if (9...15).contains(clock) {
        imported[hour][2] = 0
        exported[hour][2] = 1_000_003 * (clock - 8)
        guard trades else { continue }
        bought[hour] = [imported[hour][0], 100_000, 0]
        sold[hour] = [0, 0, imported[hour][0] + 100_000]
      }
    }
  }

  /// The part of a resolved scenario that bills look at.
  static func scenario(
    interval: String = "1 h", row: String? = nil, holidays: String = "brazil", extra: String = "[]",
    control: String = "time-of-use"
  ) -> String {
    """
    schemaVersion: 1
    title: "Two days & a night"
    time:
      zone: "America/Sao_Paulo"
      start: "2023-12-31"
      interval: \(interval)
      holidays: \(holidays)
      extraHolidays: \(extra)
    members:
      - name: "ana"
        tariff: "B1"
        electricVehicle:
          control:
            kind: cheapest-hours
      - name: "bakery"
        tariff: "B1"
      - group: "sun"
        count: 1
        battery:
          capacity: 5 kWh
          control:
            kind: \(control)
          share: 1
        tariff: "B1"
    recording:
    \(row.map { "  interval: \($0)\n" } ?? "")  ledger: billing-periods

    """
  }

  /// The result file of a run, written to a path.
  func write(to path: String) throws {
    let schema = ResultSchema(
      attributes: attributes, axes: [members, accounts],
      signals: hasMeters
        ? ["member_import", "member_export", "member_bought", "member_sold"].map {
          Signal(name: $0, axis: "member", type: .float64, units: "kWh", longName: $0)
        } + [
          Signal(name: "member_generation", axis: "member", units: "kW", longName: "generation")
        ] : [],
      tables: [bills, ledger])
    var writer = try ResultFileWriter(
      creating: path, schema: schema,
      timeAxis: TimeAxis(
        start: Self.start, intervalNanoseconds: intervalNanoseconds, count: Self.hours),
      options: WriterOptions(memoryBudget: 1 << 20, overwrites: true))
    for hour in 0..<Self.hours {
      if hasMeters {
        let rows = [imported[hour], exported[hour], bought[hour], sold[hour], exported[hour]]
        let names = [
          "member_import", "member_export", "member_bought", "member_sold", "member_generation",
        ]
        for (name, row) in zip(names, rows) {
          let values = row.map { Double($0) / 1e6 }
          writer.set(values.span, for: writer.signal(named: name))
        }
      }
      try writer.endInterval()
    }
    for line in lines { try append(line, to: &writer) }
    try writer.finish(
      status: status,
      trailing: [
        ResultGroup(
          path: "scenario",
          scalars: [Scalar("resolved_text", .text(resolvedText), longName: "Resolved scenario")])
      ])
  }
}

// MARK: Bills

extension RunFile {
  /// The kinds of postings as files number them.
  enum Kind: Int64 {
    case localTrade = 0
    case supplierImport = 1
    case supplierExport = 2
  }

  /// A line of a bill with the parties of its posting.
  struct Line {
    var member: Int
    var year: Int
    var kind: Kind
    var component: String
    var energy: Int64
    var micros: Int64
    var party: Int
  }

  /// What the run billed: the residual at the flat price, trades at the local price.
  var lines: [Line] {
    (0..<3).flatMap { member in (0..<2).flatMap { lines(ofMember: member, year: $0) } }
  }

  private func lines(ofMember member: Int, year: Int) -> [Line] {
    var (supplied, fed) = (Int64(0), Int64(0))
    var (purchases, sales) = (Int64(0), Int64(0))
    for hour in 24 * year..<24 * (year + 1) {
      let position =
        imported[hour][member] - exported[hour][member] - bought[hour][member]
        + sold[hour][member]
      supplied += max(0, position)
      fed += max(0, -position)
      purchases += bought[hour][member]
      sales += sold[hour][member]
    }
    func line(
      _ kind: Kind, _ component: String, _ energy: Int64, _ price: Int64, _ party: Int
    ) -> Line {
      Line(
        member: member, year: year, kind: kind, component: component, energy: energy,
        micros: Int64(
          quotientRoundedHalfToEven(Int128(energy) * Int128(price), by: 1_000_000)), party: party)
    }
    return [
      line(.supplierImport, "energy", supplied, Self.prices.energy, 0),
      line(.supplierImport, "wires", supplied, Self.prices.wires, 1),
      line(.supplierExport, "export", fed, -Self.prices.export, 0),
      line(.localTrade, "bought", purchases, Self.localPrice, 3),
      line(.localTrade, "sold", sales, -Self.localPrice, 3),
    ].filter { $0.energy != 0 }
  }

  private func append(_ line: Line, to writer: inout ResultFileWriter) throws {
    let bills = writer.table(at: "bills")
    func column(_ name: String) -> ColumnHandle { writer.column(named: name, of: bills) }
    let start = line.year == 0 ? 10_800.0 : Self.newYear
    let end = line.year == 0 ? Self.newYear : Self.newYear + 86_400
    writer.append(line.member, to: column("member"))
    writer.append(start, to: column("period_start"))
    writer.append(damagedKind ?? line.kind.rawValue, to: column("kind"))
    writer.append(line.component, to: column("component"))
    writer.append(Double(line.energy) / 1e6, to: column("energy"))
    writer.append(Double(line.micros) / 1e6, to: column("amount"))
    try writer.endRow(of: bills)
    let ledger = writer.table(at: "ledger")
    func posting(_ name: String) -> ColumnHandle { writer.column(named: name, of: ledger) }
    writer.append(end, to: posting("booked"))
    writer.append(line.kind.rawValue, to: posting("kind"))
    writer.append(line.micros < 0 ? line.party : 4 + line.member, to: posting("debtor"))
    writer.append(line.micros < 0 ? 4 + line.member : line.party, to: posting("creditor"))
    writer.append(Double(line.micros.magnitude) / 1e6, to: posting("amount"))
    try writer.endRow(of: ledger)
  }

  private var members: Axis {
    Axis(
      name: "member", labels: Self.memberNames, longName: "Member",
      columns: [
        Column("member_tariff", .text(["B1", "B1", "B1"]), longName: "Tariff"),
        Column("member_strategy", .text(["truthful", "truthful", "sniper"]), longName: "Strategy"),
        Column(
          "member_battery_capacity", .float64([0, 0, 5]), units: "kWh", longName: "Capacity"),
      ])
  }

  private var accounts: Axis {
    Axis(
      name: "account",
      labels: ["retailer", "distribution company", "government", "auctioneer"] + Self.memberNames,
      longName: "Account")
  }

  private var bills: Table {
    Table(
      path: "bills", rowDimension: "bill_line",
      columns: [
        TableColumn(name: "member", type: .int32, longName: "Member", indexOf: "member"),
        TableColumn(name: "period_start", type: .float64, units: "s", longName: "Beginning"),
        TableColumn(name: "kind", type: .int8, longName: "Kind"),
        TableColumn(name: "component", type: .text, longName: "Component"),
        TableColumn(name: "energy", type: .float64, units: "kWh", longName: "Energy"),
        TableColumn(name: "amount", type: .float64, units: "BRL", longName: "Amount"),
      ])
  }

  private var ledger: Table {
    Table(
      path: "ledger", rowDimension: "entry",
      columns: [
        TableColumn(name: "booked", type: .float64, units: "s", longName: "Booked"),
        TableColumn(name: "kind", type: .int8, longName: "Kind"),
        TableColumn(name: "debtor", type: .int32, longName: "Debtor", indexOf: "account"),
        TableColumn(name: "creditor", type: .int32, longName: "Creditor", indexOf: "account"),
        TableColumn(name: "amount", type: .float64, units: "BRL", longName: "Amount"),
      ])
  }
}
