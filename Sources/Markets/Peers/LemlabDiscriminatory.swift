public import Parameters
public import Quantities

/// The discriminatory prices of lemlab: each trade at the mean of its own pair, cut off to an
/// integer.
///
/// The walk is that of ``LemlabPayAsClear``, with the same source and the same parts left out. It
/// clears the efficient volume. Its fault is that of all prices by pair: whom one is paired with
/// decides what one pays, and among equals chance does.
public struct LemlabDiscriminatory: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "lemlab-discriminatory",
    "As lemlab clears: each trade at the truncated mean of its pair, ties by chance.",
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
      system: "lemlab clearing_ex_ante, discriminatory", version: "lem/clearing_ex_ante.py",
      price: "mean of the limit prices of each pair", ties: "random",
      priceRounding: "towards zero to multiples of \(mean.unit) 1e-6 currency/kWh",
      fault: "equals pay what chance pairs them with"
    ).entries
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    var draws = context.draws
    clearing.book.offers.arrangeTies(.random, &draws)
    clearing.book.bids.arrangeTies(.random, &draws)
    clearing.tradeInBookOrder(orders, at: mean.price)
    clearing.conclude(orders)
  }
}
