import Quantities

/// What results store of the rule of an existing system.
struct PeerRules {
  /// The system, and where its rule stands in it.
  var system: String
  /// The version that was read, or the newest change that it holds.
  var version: String
  var price: String
  var ties: String
  var priceRounding = "none"
  var energyRounding = "none"
  /// How the rule fails, in words; `nil` when no fault is known.
  var fault: String?

  /// The rules in the form that results store.
  var entries: [(name: String, value: String)] {
    var entries = [
      ("system", system), ("system_version", version), ("price_rule", price), ("tie_rule", ties),
      ("price_rounding", priceRounding), ("energy_rounding", energyRounding),
    ]
    if let fault { entries.append(("known_fault", fault)) }
    return entries.map { (name: $0.0, value: $0.1) }
  }
}

extension EnergyPrice {
  /// A price from a parameter: the nearest millionth, or the end of the range that is nearest.
  init(parameter units: Double) {
    let micros = (units * 1e6).rounded(.toNearestOrEven)
    self.init(
      microsPerKilowattHour: Int64(exactly: micros) ?? (micros > 0 ? .max : micros < 0 ? .min : 0))
  }

  /// The mean of two prices, rounded half to even.
  static func mean(_ left: EnergyPrice, _ right: EnergyPrice) -> EnergyPrice {
    let sum = Int128(left.microsPerKilowattHour) + Int128(right.microsPerKilowattHour)
    return EnergyPrice(
      microsPerKilowattHour: Int64(truncatingIfNeeded: quotientRoundedHalfToEven(sum, by: 2)))
  }

  /// The sum of two prices, or the end of the range that it passes.
  func saturatingSum(_ other: EnergyPrice) -> EnergyPrice {
    let (sum, overflows) = microsPerKilowattHour.addingReportingOverflow(
      other.microsPerKilowattHour)
    guard overflows else { return EnergyPrice(microsPerKilowattHour: sum) }
    return EnergyPrice(microsPerKilowattHour: microsPerKilowattHour < 0 ? .min : .max)
  }

  /// The difference of two prices, or the end of the range that it passes.
  func saturatingDifference(_ other: EnergyPrice) -> EnergyPrice {
    let (difference, overflows) = microsPerKilowattHour.subtractingReportingOverflow(
      other.microsPerKilowattHour)
    guard overflows else { return EnergyPrice(microsPerKilowattHour: difference) }
    return EnergyPrice(microsPerKilowattHour: microsPerKilowattHour < 0 ? .min : .max)
  }

  /// The price, moved to the nearest end of a range that does not hold it.
  func clamped(from lower: EnergyPrice, to upper: EnergyPrice) -> EnergyPrice {
    max(lower, min(self, upper))
  }
}
