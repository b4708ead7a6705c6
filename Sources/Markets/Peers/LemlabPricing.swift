import Parameters
import Quantities

/// The mean of two limit prices as lemlab calculates it: cut off, towards zero, to whole multiples
/// of its unit of price.
struct TruncatedMean: Hashable, Sendable {
  /// The unit of price, in millionths of the currency per kilowatt-hour.
  var unit: Int64

  /// The mean of a bid and an offer that is not dearer.
  ///
  /// Limit prices that are no multiples of the unit could leave the cut mean outside of them; then
  /// the nearest of the two stands.
  func price(_ limits: MeetingLimits) -> EnergyPrice {
    let sum =
      Int128(limits.bid.microsPerKilowattHour) + Int128(limits.offer.microsPerKilowattHour)
    let doubled = 2 * Int128(max(unit, 1))
    // No greater in magnitude than the mean, which fits in 64 bits.
    let cut = Int64(truncatingIfNeeded: sum / doubled * Int128(max(unit, 1)))
    return EnergyPrice(microsPerKilowattHour: cut).clamped(from: limits.offer, to: limits.bid)
  }
}

extension Parameter {
  /// The unit in which lemlab counts prices.
  static let lemlabUnit = Parameter(
    "unit", .quantity(.energyPrice), minimum: 1e-6, maximum: 1e6, default: .number(1e-6),
    "The unit in which prices are whole numbers; the mean is cut off to it.")
}

extension TruncatedMean {
  init(_ values: ParameterValues) {
    unit = max(EnergyPrice(parameter: values.number("unit")).microsPerKilowattHour, 1)
  }
}
