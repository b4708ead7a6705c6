public import Parameters
public import Quantities

/// A pool whose local price falls from *λb* to *λs* as its members generate more of what they need.
///
/// ```text
/// s = G / D
/// s ≤ 1:  1/p = s/(λs + λ) + (1 − s)/λb          p = (λs + λ)·λb / ((λb − λs − λ)·s + λs + λ)
/// s > 1:  p = λs + λ
/// ```
///
/// with *λb* the lowest limit of a bid, *λs* the highest limit of an offer, and *λ* a compensation
/// to sellers, cut so that *λs* + *λ* ≤ *λb*; nothing is traded where *λb* < *λs*. At *s* ≤ 1 sellers
/// receive *p* and buyers pay *s·p* + (1 − *s*)·*λb* on average; beyond it buyers pay *p* and sellers
/// receive *λs* + *λ*/*s*. A harmonic mean needs positive prices: where *λs* + *λ* is not, the price is
/// *λs* + *λ* at any ratio, which is the limit from above.
///
/// The price is rounded once, half to even; where numbers are too large for 128 bits it is the
/// nearest that floating point gives. Strongly budget balanced and individually rational. The
/// published rule asks for no limits; here a trader with the highest offer or the lowest bid moves
/// the price.
///
/// > N. Liu, X. Yu, C. Wang, C. Li, L. Ma and J. Lei. "Energy-sharing model with price-based demand
/// > response for microgrids of peer-to-peer prosumers." *IEEE Transactions on Power Systems* 32
/// > (2017). [doi:10.1109/TPWRS.2017.2649558](https://doi.org/10.1109/TPWRS.2017.2649558)
public struct SupplyDemandRatio: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "supply-demand-ratio",
    "A pool with one local price that falls with the ratio of supply to demand.",
    [
      PoolReference.parameter,
      Parameter(
        "compensation", .quantity(.energyPrice), minimum: 0, default: .number(0),
        "What sellers receive beyond the price of selling elsewhere."),
    ])

  /// Where the two prices come from.
  public var reference: PoolReference
  /// What sellers receive beyond the price of selling elsewhere, *λ*; a negative one counts as none.
  public var compensation: EnergyPrice

  /// Creates the mechanism.
  public init(reference: PoolReference = .orders, compensation: EnergyPrice = .zero) {
    self.reference = reference
    self.compensation = compensation
  }

  public init(_ values: ParameterValues) throws(ParameterError) {
    let micros = (values.number("compensation") * 1e6).rounded(.toNearestOrEven)
    guard let compensation = Int64(exactly: micros), compensation >= 0 else {
      throw ParameterError("compensation", "'compensation' must be a price from 0 up")
    }
    self.init(
      reference: try PoolReference(values),
      compensation: EnergyPrice(microsPerKilowattHour: compensation))
  }

  public static let traits = MechanismTraits(servesByLimit: false)

  public var rules: [(name: String, value: String)] {
    [
      ("price_rule", "s ≤ 1: 1/(s/(λs + λ) + (1 − s)/λb), s > 1: λs + λ, with s = G/D"),
      ("compensation", "\(compensation.unitsPerKilowattHour)"),
    ] + poolRules
  }

  /// The local price.
  public func localPrice(
    generation: MeteredEnergy, demand: MeteredEnergy, importPrice: EnergyPrice,
    exportPrice: EnergyPrice
  ) -> EnergyPrice {
    let (greatest, least) = (importPrice.microsPerKilowattHour, exportPrice.microsPerKilowattHour)
    let (sum, overflows) = least.addingReportingOverflow(
      max(compensation.microsPerKilowattHour, 0))
    let compensated = overflows ? greatest : min(sum, greatest)
    guard compensated > 0, demand > .zero, generation < demand else {
      return EnergyPrice(microsPerKilowattHour: compensated)
    }
    return EnergyPrice(
      microsPerKilowattHour: harmonicMean(
        of: compensated, and: greatest, weight: max(generation, .zero).milliwattHours,
        outOf: demand.milliwattHours))
  }

  /// The average prices of a community with these sums.
  public func prices(
    generation: MeteredEnergy, demand: MeteredEnergy, importPrice: EnergyPrice,
    exportPrice: EnergyPrice
  ) -> PoolPrices {
    averagePrices(generation, demand, importPrice, exportPrice)
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearPool(orders, context: context, into: &clearing)
  }
}

extension SupplyDemandRatio: PoolMechanism {}

/// The harmonic mean of two positive prices, of which the second is not the lesser.
///
/// - Parameters:
///   - weight: The weight of the first.
///   - whole: The weight of both, which is positive.
private func harmonicMean(
  of least: Int64, and greatest: Int64, weight: Int64, outOf whole: Int64
) -> Int64 {
  // The divisor is at most 2⁶³ · 2⁶³: (greatest − least)·weight + least·whole ≤ greatest·whole.
  let divisor = Int128(greatest - least) * Int128(weight) + Int128(least) * Int128(whole)
  let (dividend, overflows) = (Int128(least) * Int128(greatest))
    .multipliedReportingOverflow(by: Int128(whole))
  if !overflows { return Int64(clamping: quotientRoundedHalfToEven(dividend, by: divisor)) }
  let share = Double(weight) / Double(whole)
  let mean = 1 / (share / Double(least) + (1 - share) / Double(greatest))
  let rounded = Int64(exactly: mean.rounded(.toNearestOrEven)) ?? greatest
  return min(max(rounded, least), greatest)
}
