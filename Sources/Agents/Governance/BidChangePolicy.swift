public import Parameters

/// Whether to change or withdraw a bid.
///
/// A shock to the budget takes a share of it and lowers or withdraws the live bids. When a plant
/// opens that promises more per unit of money, (V + λ)/κ, than one with a bid, the bid may move.
///
/// What is left out: bids that are changed because of what others bid.
public struct BidChangePolicy: Parameterized, Hashable {
  /// The rate of shocks to the budget, per year.
  public var shockRate: Double
  /// The share of the budget that a shock takes.
  public var shockShare: Double
  /// The probability of withdrawing a bid after a shock, instead of lowering it.
  public var withdrawalProbability: Double
  /// The gain per unit of money by which a plant must be better, as a share.
  public var switchMargin: Double
  /// The probability of moving a bid to a better plant.
  public var switchProbability: Double

  public static let parameterSet = ParameterSet(
    name: "bidChange", "Whether to change or withdraw a bid.",
    [
      quantityParameter(
        "shockRate", .yearlyRate, maximum: 1000, default: 0.1, "Rate of shocks to the budget."),
      shareParameter(
        "shockShare", default: 0.5, "Share of the budget and of live bids that a shock takes."),
      shareParameter(
        "withdrawalProbability", default: 0.3,
        "Probability that a shock withdraws a bid instead of lowering it."),
      Parameter(
        "switchMargin", .fraction, minimum: 0, maximum: 100, default: .number(0.1),
        "How much more another plant must promise per unit of money for a bid to move."),
      shareParameter(
        "switchProbability", default: 0.3, "Probability of moving a bid to a better plant."),
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    let values = values.completed(by: Self.parameterSet)
    shockRate = values.number("shockRate")
    shockShare = values.number("shockShare")
    withdrawalProbability = values.number("withdrawalProbability")
    switchMargin = values.number("switchMargin")
    switchProbability = values.number("switchProbability")
  }

  /// What is left of a bid after a shock, in whole units of the currency; 0 withdraws it.
  ///
  /// - Parameters:
  ///   - bid: The bid.
  ///   - minimumOffer: The least bid.
  public func loweredBid(_ bid: Int64, minimumOffer: Int64) -> Int64 {
    let lowered = min(whole((1 - shockShare) * Double(bid)), bid)
    return lowered >= minimumOffer ? lowered : 0
  }
}
