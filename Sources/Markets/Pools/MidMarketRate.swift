public import Parameters
public import Quantities

/// A pool whose local price lies midway between what its members pay and what they are paid without
/// it.
///
/// ```text
/// p = (λb + λs) / 2
/// ```
///
/// with *λb* the lowest limit of a bid and *λs* the highest limit of an offer; nothing is traded
/// where *λb* < *λs*. The volume, the long side and the rest are those of all pools: min(*G*, *D*) is
/// traded, the long side pro rata, and what remains of an order is settled with the retailer, so that
/// on average buyers pay *p* or (*G·p* + (*D* − *G*)·*λb*)/*D*, and sellers receive *p* or
/// (*D·p* + (*G* − *D*)·*λs*)/*G*.
///
/// It is strongly budget balanced and individually rational. The published rule asks for no limits;
/// here a trader with the highest offer or the lowest bid moves the price.
///
/// The divisor is 2 but in variants that other tools have; then the price may leave the limits of
/// some orders, and these are not served.
///
/// > C. Long, J. Wu, C. Zhang, L. Thomas, M. Cheng and N. Jenkins. "Peer-to-peer energy trading in a
/// > community microgrid." *IEEE Power & Energy Society General Meeting* (2017).
/// > [doi:10.1109/PESGM.2017.8274546](https://doi.org/10.1109/PESGM.2017.8274546)
public struct MidMarketRate: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "mid-market-rate",
    "A pool with one local price midway between the prices of buying and selling elsewhere.",
    [
      PoolReference.parameter,
      Parameter(
        "divisor", .number, minimum: 1, maximum: 1000, default: .number(2),
        "By what the sum of both prices is divided; 2 gives the middle."),
    ])

  /// Where the two prices come from.
  public var reference: PoolReference
  /// By what the sum of both prices is divided, in 10⁻⁹.
  public let divisorBillionths: Int64

  /// Creates the mechanism.
  ///
  /// - Precondition: The divisor lies from 1 to 1000.
  public init(reference: PoolReference = .orders, divisor: Double = 2) {
    precondition((1...1000).contains(divisor), "the divisor lies from 1 to 1000")
    self.reference = reference
    divisorBillionths = Int64((divisor * 1e9).rounded(.toNearestOrEven))
  }

  public init(_ values: ParameterValues) throws(ParameterError) {
    let divisor = values.number("divisor")
    guard (1...1000).contains(divisor) else {
      throw ParameterError("divisor", "'divisor' must lie from 1 to 1000")
    }
    self.init(reference: try PoolReference(values), divisor: divisor)
  }

  public static let traits = MechanismTraits(servesByLimit: false)

  public var rules: [(name: String, value: String)] {
    let divisor = Double(divisorBillionths) / 1e9
    return [("price_rule", "(λb + λs)/divisor"), ("divisor", "\(divisor)")] + poolRules
  }

  /// The local price, rounded once, half to even.
  public func localPrice(
    generation: MeteredEnergy, demand: MeteredEnergy, importPrice: EnergyPrice,
    exportPrice: EnergyPrice
  ) -> EnergyPrice {
    let sum = Int128(importPrice.microsPerKilowattHour) + Int128(exportPrice.microsPerKilowattHour)
    let price = quotientRoundedHalfToEven(sum * 1_000_000_000, by: Int128(divisorBillionths))
    return EnergyPrice(microsPerKilowattHour: Int64(clamping: price))
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

extension MidMarketRate: PoolMechanism {}
