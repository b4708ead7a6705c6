import Foundation
import Quantities
import Tariffs

/// Short ways to plans, grids and meters, in units that people calculate with.
enum BillingSamples {
  static func price(_ units: Double) -> UnitPrice { UnitPrice(rounding: units) }

  static func tier(
    _ price: Double, upTo limit: Double? = nil, export: Double? = 0
  ) -> EnergyTier {
    EnergyTier(
      limit: limit.map(energy), prices: [self.price(price)],
      exportPrice: export.map { self.price($0) })
  }

  /// A plan with one component, by period and tier.
  static func plan(
    _ tiers: [[EnergyTier]], periods: PeriodSchedule = .always()
  ) -> RatePlan {
    RatePlan(
      name: "sample", currency: "EUR", components: [RateComponent("energy", party: .retailer)],
      periods: periods, energy: tiers)
  }

  static func flat(_ price: Double, export: Double = 0) -> RatePlan {
    plan([[tier(price, export: export)]])
  }

  /// An energy in mWh.
  static func energy(_ kilowattHours: Double) -> Int64 { Int64((kilowattHours * 1e6).rounded()) }

  static func micros(_ units: Double) -> Int64 { Int64((units * 1e6).rounded()) }

  static func meter(_ imported: [Double], _ exported: [Double]? = nil) -> MeterSeries {
    MeterSeries(
      imported: imported.map(energy),
      exported: exported?.map(energy) ?? Array(repeating: 0, count: imported.count))
  }

  /// A grid in UTC from midnight of a date; 2018 begins with a Monday.
  static func grid(
    year: Int = 2018, month: Int = 1, day: Int = 1, minutes: Int64 = 60, count: Int,
    zone: CivilTimeZone = .utc, holidays: HolidayCalendar = .none, readings: [CivilDate] = []
  ) throws -> BillingGrid {
    let date = CivilDate(year: year, month: month, day: day) ?? .first
    return try BillingGrid(
      start: zone.startOfDay(date), intervalNanoseconds: minutes * 60_000_000_000, count: count,
      zone: zone, holidays: holidays, readings: readings)
  }

  static func bills(
    _ plan: RatePlan, _ meter: MeterSeries, on grid: BillingGrid
  ) throws -> [Bill] {
    var state = BillingState()
    return try BillingEngine(plan, on: grid).bills(for: meter, state: &state)
  }

  /// The totals of all bills, in currency units.
  static func total(_ plan: RatePlan, _ meter: MeterSeries, on grid: BillingGrid) throws -> Int64 {
    try bills(plan, meter, on: grid).reduce(0) { $0 + $1.total.micros }
  }

  static func date(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
    CivilDate(year: year, month: month, day: day) ?? .first
  }

  /// A vector beside the tests; `energy_kwh` is read as `energyKwh`.
  static func vector<Value: Decodable>(
    _ name: String, as type: Value.Type, file: String = #filePath
  ) throws -> Value {
    let folder = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(
      type, from: Data(contentsOf: folder.appending(path: "Data/\(name).json")))
  }
}
