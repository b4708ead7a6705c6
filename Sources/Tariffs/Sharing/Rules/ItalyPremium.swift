import Quantities

/// Italy's premium on shared energy (*tariffa incentivante premio*, TIP).
///
/// ```text
/// TIP = min(B + max(0, 180 − Pz), cap) + zone adder of photovoltaics            €/MWh
/// (B, cap) = (80, 120) up to 200 kW, (70, 110) up to 600 kW, (60, 100) above
/// ```
///
/// The adder comes after the cap: 4 in the centre, 10 in the north. The numbers live in a data file
/// with their source (DM 7 December 2023 n. 414).
public struct ItalyPremium: Hashable, Sendable {
  /// The zone of a plant, which decides on the adder of photovoltaics.
  public enum Zone: String, CaseIterable, Hashable, Sendable {
    case south
    case centre
    case north
  }

  /// The base B of the plant's class, in 10⁻⁹ of the currency for each kWh.
  let base: Int64
  /// The cap of the class.
  let cap: Int64
  /// The price up to which the premium grows as the market's price falls.
  let reference: Int64
  /// The adder of photovoltaics.
  let adder: Int64
  /// The share that is left where a capital grant reduces the premium, in millionths.
  let kept: Int64

  /// The premium of a plant.
  ///
  /// - Parameters:
  ///   - kilowatts: The nominal power.
  ///   - zone: The zone.
  ///   - isPhotovoltaic: Whether the zone's adder is due.
  ///   - reduction: The share by which a capital grant reduces the premium, from 0 to 1.
  /// - Throws: ``BillingError`` when the power is no positive number.
  public init(
    kilowatts: Double, zone: Zone, isPhotovoltaic: Bool = true, reduction: Double = 0
  ) throws(BillingError) {
    let numbers = try EuropeRules.shared.get().italy
    guard kilowatts > 0, kilowatts.isFinite,
      let entry = numbers.classes.first(where: { $0.upTo.map { kilowatts <= $0 } ?? true })
    else { throw BillingError("a plant of \(kilowatts) kW has no premium") }
    func nanos(_ perMegawattHour: Double) -> Int64 {
      UnitPrice(rounding: perMegawattHour / 1e3).nanos
    }
    base = nanos(entry.base)
    cap = nanos(entry.cap)
    reference = nanos(numbers.referencePrice)
    let adders = numbers.photovoltaicAdders
    adder =
      isPhotovoltaic ? nanos(adders.first { $0.zone == zone.rawValue }?.adder ?? 0) : 0
    kept = 1_000_000 - Int64((min(max(reduction, 0), 1) * 1e6).rounded())
  }

  /// The premium in an hour.
  ///
  /// - Parameter zonalPrice: The price of the zone in the day-ahead market, for each kWh.
  public func price(at zonalPrice: UnitPrice) -> UnitPrice {
    let variable = max(0, Int128(reference) - Int128(zonalPrice.nanos))
    let premium = min(Int128(base) + variable, Int128(cap)) + Int128(adder)
    return UnitPrice(
      nanos: Int64(quotientRoundedHalfToEven(premium * Int128(kept), by: 1_000_000)))
  }
}
