import Foundation
import JSONReading
import Quantities
import Tariffs

/// The year of SAM: 8760 hours, of which 1 January is a Monday; 2018 in UTC without holidays.
enum URDBYear {
  static func grid() throws -> BillingGrid {
    try BillingGrid(
      start: Instant(seconds: 1_514_764_800), intervalNanoseconds: 3_600_000_000_000, count: 8760)
  }

  static func data(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return [UInt8](try Data(contentsOf: folder.appending(path: "Data/\(name)")))
  }

  /// The twelve bills of a year.
  static func bills(_ plan: RatePlan, _ meter: MeterSeries) throws -> [Bill] {
    var state = BillingState()
    return try BillingEngine(plan, on: grid()).bills(for: meter, state: &state)
  }

  /// A meter that nets each hour's load and generation, in mWh.
  static func meter(load: [Int64], generation: [Int64]) -> MeterSeries {
    let net = zip(load, generation).map { $0 - $1 }
    var meter = MeterSeries(imported: net.map { max($0, 0) }, exported: net.map { max(-$0, 0) })
    meter.load = load
    meter.generation = generation
    return meter
  }

  /// Kilowatt-hours as milliwatt-hours, the remainder of each hour carried to the next.
  static func milliwattHours(_ values: [Double]) -> [Int64] {
    var carried = 0.0
    return values.map { value in
      let exact = value * 1e6 + carried
      let whole = exact.rounded()
      carried = exact - whole
      return Int64(whole)
    }
  }

  /// Hourly load and generation, from whole-number arithmetic alone: those of the oracle's script.
  static func profile(_ seed: UInt64, load: Int64, generation: Int64) -> MeterSeries {
    var state = seed
    func word() -> Int64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(state >> 33)
    }
    var loads: [Int64] = []
    var generations: [Int64] = []
    for hour in 0..<Int64(8760) {
      let (first, second) = (word(), word())
      let (day, hourOfDay) = hour.quotientAndRemainder(dividingBy: 24)
      let evening: Int64 = (17..<22).contains(hourOfDay) ? 3 : 1
      loads.append(load * evening + first % (2 * load + 1))
      let sun = hourOfDay - 6
      let height = sun > 0 && sun < 13 ? sun * (13 - sun) : 0
      let season = 100 - (abs((day + 10) % 365 - 182) * 40 + 181) / 182
      generations.append(generation * height * season * (second % 1000) / 4_200_000)
    }
    return meter(load: loads, generation: generations)
  }
}

/// One year that the oracle has billed.
struct OracleCase: CustomStringConvertible {
  let rate: [UInt8]
  let scheme: URDBExportScheme
  let meter: MeterSeries
  let expected: [Double]
  let description: String

  /// Reads the output of the oracle's script.
  static func read(_ bytes: [UInt8]) throws -> [OracleCase] {
    let cases = try JSONDocument(bytes).root.member("cases")?.elements ?? []
    return cases.enumerated().compactMap { index, value in
      guard let rate = value.member("rate"), let option = value.member("option")?.number,
        let profile = value.member("profile")?.elements?.compactMap(\.number), profile.count == 3,
        let expected = value.member("expected")?.elements?.compactMap(\.number)
      else { return nil }
      return OracleCase(
        rate: [UInt8](rate.text), scheme: URDBExportScheme.allCases[Int(option)],
        meter: URDBYear.profile(
          UInt64(profile[0]), load: Int64(profile[1]), generation: Int64(profile[2])),
        expected: expected,
        description: "case \(index), option \(Int(option)), "
          + (rate.member("label")?.string ?? ""))
    }
  }

  /// The greatest difference from the oracle, as a share of the bill (of 1 where it is smaller),
  /// beyond the half millionth by which each line is rounded.
  func greatestError() throws -> (share: Double, months: String) {
    var options = URDBOptions()
    options.exportScheme = scheme
    let plan = try URDBRate.read(rate, named: "rate").plan(options)
    let bills = try URDBYear.bills(plan, meter)
    guard bills.count == 12, expected.count == 12 else { return (.infinity, "other months") }
    var worst = 0.0
    for (bill, theirs) in zip(bills, expected) {
      let rounding = 0.5e-6 * Double(bill.lines.count)
      let difference = abs(bill.total.units - theirs)
      worst = max(worst, (difference - rounding) / max(1, abs(theirs)))
    }
    return (worst, "\(bills.map(\.total.units)) instead of \(expected)")
  }
}
