public import Quantities

/// What a member's deviation from the position that it announced at the last gate closure costs.
///
/// ```text
/// n = export − import + credit           the net position, metered or announced
/// δ = n metered − n announced            positive when the member injects more than announced
/// ```
public enum ImbalanceRule: Hashable, Sendable, CustomStringConvertible {
  /// Nothing: the residual is settled at the member's own retail prices, deviation or not.
  case tariff
  /// A penalty for each kilowatt-hour of deviation in either direction, beside the tariff.
  case penalty(EnergyPrice)
  /// The deviation is settled at one price for all, that of the margin: the import price while all
  /// members together are short of what they announced, the export price while they are long.
  case marginal

  /// The rule in words, as results store it.
  public var description: String {
    switch self {
    case .tariff: "tariff"
    case .penalty(let price): "penalty of \(price.unitsPerKilowattHour) per kWh"
    case .marginal: "marginal"
    }
  }
}

/// One member's deviation in one interval.
public struct Imbalance: Hashable, Sendable {
  /// By how much the member injected more than it had announced.
  public let deviation: MeteredEnergy
  /// What it contracted for the interval, bought less sold.
  public let contracted: MeteredEnergy
  /// The position that it had announced, as an injection.
  public let announced: MeteredEnergy

  /// Finds the deviation.
  ///
  /// - Parameters:
  ///   - net: What the member injected, credits of shared plants included; negative when it consumed.
  ///   - announced: The same as it was announced.
  ///   - contracted: What the member bought locally less what it sold.
  /// - Throws: `QuantityOverflow` when the difference leaves the range of 64 bits.
  public init(
    net: MeteredEnergy, announced: MeteredEnergy, contracted: MeteredEnergy
  ) throws(QuantityOverflow) {
    deviation = try net.subtracting(announced)
    self.contracted = contracted
    self.announced = announced
  }

  /// What the member owes for its deviation beyond what its tariff charges for the residual;
  /// negative when it is owed.
  ///
  /// Under ``ImbalanceRule/marginal`` the tariff has charged the deviation already, as a part of the
  /// residual ρ, so the difference is due:
  ///
  /// ```text
  /// owed  = −π·δ − (T(ρ) − T(ρ + δ))     T(ρ) = ρ·import price for ρ ≥ 0, ρ·export price below
  /// ρ + δ = −announced − contracted      the residual without the deviation
  /// ```
  ///
  /// - Parameters:
  ///   - rule: The rule.
  ///   - importPrice: The member's price for one more imported kilowatt-hour.
  ///   - exportPrice: The member's price for one more exported kilowatt-hour.
  ///   - marginalPrice: The price π of the deviation of all.
  /// - Throws: `QuantityOverflow` when the amount leaves the range of 64 bits.
  public func owed(
    _ rule: ImbalanceRule, importPrice: EnergyPrice, exportPrice: EnergyPrice,
    marginalPrice: EnergyPrice
  ) throws(QuantityOverflow) -> Money {
    guard deviation != .zero else { return .zero }
    switch rule {
    case .tariff: return .zero
    case .penalty(let price):
      return try price.cost(of: deviation < .zero ? .zero - deviation : deviation)
    case .marginal:
      let planned = -Int128(announced.milliwattHours) - Int128(contracted.milliwattHours)
      let actual = planned - Int128(deviation.milliwattHours)
      func cost(_ residual: Int128) -> Int128 {
        residual
          * Int128((residual < 0 ? exportPrice : importPrice).microsPerKilowattHour)
      }
      let exact =
        -Int128(marginalPrice.microsPerKilowattHour) * Int128(deviation.milliwattHours)
        - cost(actual) + cost(planned)
      guard let micros = Int64(exactly: quotientRoundedHalfToEven(exact, by: 1_000_000)) else {
        throw QuantityOverflow(calculation: "the cost of an imbalance")
      }
      return Money(micros: micros)
    }
  }
}
