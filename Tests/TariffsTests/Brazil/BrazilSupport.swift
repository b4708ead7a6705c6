import JSONReading
import Parameters
import Quantities
import Tariffs
import Testing

/// What the tests of Brazilian tariffs share.
enum Brazil {
  static let zone = CivilTimeZone.fixed(offsetSeconds: -10_800)

  /// Values with the defaults of a description filled in, in sections and lists, too.
  static func filled(
    _ set: ParameterSet, _ given: [String: ParameterValue]
  ) -> ParameterValues {
    var values: [String: ParameterValue] = [:]
    for parameter in set.parameters {
      switch (parameter.kind, given[parameter.name] ?? parameter.defaultValue) {
      case (.section(let inner), .section(let section)?):
        values[parameter.name] = .section(filled(inner, section.values))
      case (.list(let inner), .list(let list)?):
        values[parameter.name] = .list(list.map { filled(inner, $0.values) })
      case (_, let value): values[parameter.name] = value
      }
    }
    return ParameterValues(values)
  }

  static func groupB(
    _ given: [String: ParameterValue], days: ClosedRange<CivilDate>? = nil
  ) throws -> RatePlan {
    var given = given
    given["connection"] = given["connection"] ?? .text("two-phase")
    given["lineDecimals"] = given["lineDecimals"] ?? .integer(6)
    return try BrazilGroupBTariff(filled(BrazilGroupBTariff.parameterSet, given)).plan(
      named: "test", TariffInputs(currency: "BRL", days: days, zone: zone))
  }

  static func groupA(_ given: [String: ParameterValue]) throws -> RatePlan {
    var given = given
    given["distributor"] = given["distributor"] ?? .text("Enel SP")
    given["lineDecimals"] = given["lineDecimals"] ?? .integer(6)
    return try BrazilGroupATariff(filled(BrazilGroupATariff.parameterSet, given)).plan(
      named: "test", TariffInputs(currency: "BRL", zone: zone))
  }

  static func date(_ text: String) throws -> CivilDate { try #require(CivilDate(parsing: text)) }

  static func section(_ values: [String: ParameterValue]) -> ParameterValues {
    ParameterValues(values)
  }

  static func list(_ rows: [[String: ParameterValue]]) -> ParameterValue {
    .list(rows.map { ParameterValues($0) })
  }

  /// The grid of whole months.
  static func grid(
    _ year: Int, _ month: Int, months: Int = 1, minutes: Int64 = 15
  ) throws -> BillingGrid {
    let first = try #require(CivilDate(year: year, month: month, day: 1))
    let last = month - 1 + months
    let end = try #require(CivilDate(year: year + last / 12, month: last % 12 + 1, day: 1))
    let start = Int64(first.daysSinceEpoch) * 86_400 + 10_800
    let count = Int64(end.days(since: first)) * 1440 / minutes
    return try BillingGrid(
      start: Instant(nanoseconds: start * 1_000_000_000),
      intervalNanoseconds: minutes * 60_000_000_000, count: Int(count), zone: zone,
      holidays: .brazil)
  }

  /// A meter that registered energies, in kWh, in the first interval of each period of each month.
  static func meter(
    _ plan: RatePlan, on grid: BillingGrid,
    imported: [[String: Double]], exported: [[String: Double]] = []
  ) throws -> MeterSeries {
    var meter = MeterSeries(
      imported: Array(repeating: 0, count: grid.count),
      exported: Array(repeating: 0, count: grid.count))
    let periods = try grid.periods(of: plan.periods)
    func put(_ energies: [[String: Double]], into series: inout [Int64]) throws {
      for (cycle, byPeriod) in zip(grid.cycles, energies) {
        for (name, energy) in byPeriod {
          let period = try #require(plan.periods.names.firstIndex(of: name))
          let interval = try #require(cycle.intervals.first { Int(periods[$0]) == period })
          series[interval] = Int64((energy * 1e6).rounded())
        }
      }
    }
    try put(imported, into: &meter.imported)
    try put(exported, into: &meter.exported)
    return meter
  }

  /// The bill of one month under a tariff with one period.
  static func bill(
    _ plan: RatePlan, _ year: Int, _ month: Int, imported: Double, exported: Double = 0
  ) throws -> Bill {
    let name = plan.periods.names[0]
    return try bill(plan, year, month, imported: [name: imported], exported: [name: exported])
  }

  static func bill(
    _ plan: RatePlan, _ year: Int, _ month: Int, imported: [String: Double],
    exported: [String: Double] = [:]
  ) throws -> Bill {
    let grid = try grid(year, month)
    let meter = try meter(plan, on: grid, imported: [imported], exported: [exported])
    var state = BillingState()
    return try #require(
      try BillingEngine(plan, on: grid).bills(for: meter, state: &state).first)
  }

  /// The facts of a generating unit.
  static func generation(
    requested: String?, kilowatts: Double = 5, _ more: [String: ParameterValue] = [:]
  ) -> ParameterValue {
    var values: [String: ParameterValue] = ["power": .number(kilowatts * 1000)]
    if let requested { values["requestDate"] = .text(requested) }
    return .section(ParameterValues(values.merging(more) { $1 }))
  }

  /// Prices of Energisa TO, B1, since 2026-07-04, in R$/kWh.
  static let tocantins: [String: ParameterValue] = [
    "te": .number(0.32263), "tusd": .number(0.68343), "tusdFioB": .number(0.441478264),
  ]

  /// The message of the error that a body throws.
  static func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "nothing was thrown"
    } catch let error as ParameterError {
      return "\(error.parameter): \(error.message)"
    } catch {
      return "\(error)"
    }
  }
}

extension Bill {
  /// The sum of the amounts of lines of some kinds, with taxes, in currency units.
  func amount(_ kinds: BillLineKind...) -> Double {
    Double(lines.reduce(0) { $0 + (kinds.contains($1.kind) ? $1.amount.micros : 0) }) / 1e6
  }

  var units: Double { Double(total.micros) / 1e6 }
}

/// A vector of worked examples.
struct Vector {
  let root: JSONValue

  init(_ name: String, file: String = #filePath) throws {
    let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    let path = (folder + ["Data", "\(name).json"]).joined(separator: "/")
    root = try JSONDocument(TestFile.bytes(path)).root
  }

  subscript(_ keys: String...) -> JSONValue {
    get throws {
      var value = root
      for key in keys { value = try #require(value.member(key), "\(key)") }
      return value
    }
  }

  func number(_ keys: String...) throws -> Double {
    var value = root
    for key in keys { value = try #require(value.member(key), "\(key)") }
    return try #require(value.number)
  }
}

extension JSONValue {
  func number(_ key: String) throws -> Double { try #require(member(key)?.number, "\(key)") }
  func text(_ key: String) throws -> String { try #require(member(key)?.string, "\(key)") }
}
