public import Parameters
public import Quantities

/// The uniform price of lemlab: all trades at the mean of the last pair that meets, cut off to an
/// integer.
///
/// Orders are shuffled, then sorted by price; the accumulated energies of both sides are merged,
/// and each piece on which the offer is not dearer than the bid is a trade. Prices count in whole
/// 10⁻⁹ € per watt-hour, which is 10⁻⁶ € per kilowatt-hour.
///
/// Source: lemlab, `lem/clearing_ex_ante.py` (periodic double auction). Its quality classes and the
/// retailer's own orders are left out, and so is its aggregation of a user's equal orders. It clears
/// the efficient volume.
///
/// Its fault: when one side is rationed the price should be that side's, so the mean of the last
/// pair leaves the competitive interval: some who would trade at the price published cannot.
public struct LemlabPayAsClear: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "lemlab-pay-as-clear",
    "As lemlab clears: one price, the truncated mean of the last pair, ties by chance.",
    [.lemlabUnit])

  private let mean: TruncatedMean

  /// Creates the mechanism.
  ///
  /// - Parameter unit: The unit of price; one below a millionth counts as a millionth.
  public init(unit: EnergyPrice = EnergyPrice(microsPerKilowattHour: 1)) {
    mean = TruncatedMean(unit: max(unit.microsPerKilowattHour, 1))
  }

  public init(_ values: ParameterValues) throws(ParameterError) { mean = TruncatedMean(values) }

  public static let traits = MechanismTraits(isEfficient: true, needs: .draws)

  public var rules: [(name: String, value: String)] {
    PeerRules(
      system: "lemlab clearing_ex_ante, uniform", version: "lem/clearing_ex_ante.py",
      price: "mean of the limit prices of the last pair", ties: "random",
      priceRounding: "towards zero to multiples of \(mean.unit) 1e-6 currency/kWh",
      fault: "outside the competitive interval when one side is rationed"
    ).entries
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    var draws = context.draws
    clearing.book.offers.arrangeTies(.random, &draws)
    clearing.book.bids.arrangeTies(.random, &draws)
    if let bid = clearing.marginalBid, let offer = clearing.marginalOffer {
      let price = mean.price(MeetingLimits(bid: bid, offer: offer))
      clearing.tradeInBookOrder(orders) { _ in price }
    }
    clearing.conclude(orders)
  }
}
