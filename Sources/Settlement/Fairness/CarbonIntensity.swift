public import Quantities
public import Tariffs

/// The emissions of imported energy, in kg of CO₂-equivalent for each kilowatt-hour: a constant or a
/// series.
///
/// ```text
/// emissions = Σ_t c(t)·(import(t) − credit·export(t))        credit: 0 or a share chosen
/// ```
public struct CarbonIntensity: Hashable, Sendable {
  /// The intensities, in kg for each kWh: value *k* holds from `start + k·interval` to the next.
  public var values: [Double]
  /// When the first holds.
  public var start: Instant
  /// The nanoseconds for which one holds; 0 for a constant.
  public var intervalNanoseconds: Int64
  /// The share of the intensity that an exported kilowatt-hour is credited, from 0 to 1.
  public var exportCredit: Double

  /// Creates a constant intensity.
  public init(constant kilograms: Double, exportCredit: Double = 0) {
    values = [kilograms]
    start = Instant(nanoseconds: 0)
    intervalNanoseconds = 0
    self.exportCredit = exportCredit
  }

  /// Creates a series.
  public init(
    _ values: [Double], from start: Instant, intervalNanoseconds: Int64, exportCredit: Double = 0
  ) {
    self.values = values
    self.start = start
    self.intervalNanoseconds = intervalNanoseconds
    self.exportCredit = exportCredit
  }

  /// The intensity at an instant; `nil` outside the series.
  public func value(at instant: Instant) -> Double? {
    guard intervalNanoseconds > 0 else { return values.first }
    let (span, overflow) = instant.nanoseconds.subtractingReportingOverflow(start.nanoseconds)
    guard !overflow, span >= 0 else { return nil }
    let index = span / intervalNanoseconds
    return index < values.count ? values[Int(index)] : nil
  }

  /// The emissions of each member in each billing cycle, in kg of CO₂-equivalent.
  ///
  /// - Throws: `BillingError` when the series does not cover the grid or a meter has other intervals.
  public func emissions(
    of meters: [MeterSeries], on grid: BillingGrid
  ) throws(BillingError) -> [[Double]] {
    var intensity: [Double] = []
    intensity.reserveCapacity(grid.count)
    for interval in 0..<grid.count {
      guard let value = value(at: grid.start(ofInterval: interval)), value.isFinite else {
        throw BillingError("the carbon intensity has no value for interval \(interval)")
      }
      intensity.append(value)
    }
    var emissions: [[Double]] = []
    for (member, meter) in meters.enumerated() {
      guard meter.imported.count == grid.count, meter.exported.count == grid.count else {
        throw BillingError("the meter of member \(member + 1) has other intervals than the bills")
      }
      emissions.append(
        grid.cycles.map { cycle in
          cycle.intervals.reduce(0) {
            let net = Double(meter.imported[$1]) - exportCredit * Double(meter.exported[$1])
            return $0 + intensity[$1] * net / 1e6
          }
        })
    }
    return emissions
  }
}
