public import Parameters
public import Quantities

/// The pay-as-clear of simply: all trades at the price of the last offer matched, and a grid fee on
/// top for buyers.
///
/// Bids from the dearest, among equals the greatest energy first; offers from the cheapest, among
/// equals the greatest energy first. They are matched while the offer and the fee do not exceed the
/// bid. The owner of the network receives the fee.
///
/// Source: simply, `pay_as_clear`. Its market maker is an order like any other here. Net of the fee
/// it clears the efficient volume.
///
/// Its fault is that of ``AssumePayAsClear``: below the competitive interval when bids are the
/// rationed side.
public struct SimplyPayAsClear: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "simply-pay-as-clear",
    "As simply clears: one price, that of the last offer matched, and a grid fee for buyers.",
    [
      Parameter(
        "gridFee", .quantity(.energyPrice), minimum: 0, maximum: 1e6, default: .number(0),
        "What buyers pay the owner of the network on top.")
    ])

  /// What buyers pay the owner of the network on top.
  public var gridFee: EnergyPrice

  /// Creates the mechanism; a negative fee counts as none.
  public init(gridFee: EnergyPrice = .zero) { self.gridFee = max(gridFee, .zero) }

  public init(_ values: ParameterValues) throws(ParameterError) {
    self.init(gridFee: EnergyPrice(parameter: values.number("gridFee")))
  }

  // A fee keeps trades away that would gain; and where what is paid, received and charged is rounded
  // apart, a millionth per trade may be missing.
  public static let traits = MechanismTraits(budgetBalance: .none, isEfficient: false)

  public var rules: [(name: String, value: String)] {
    PeerRules(
      system: "simply pay_as_clear", version: "issues up to #220",
      price: "limit price of the last offer matched, buyers pay the grid fee on top",
      ties: "greater energy first, then submission",
      fault: "below the competitive interval when bids are rationed"
    ).entries + [("grid_fee", "\(gridFee.unitsPerKilowattHour)")]
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    var draws = context.draws
    clearing.book.bids.arrangeTies(.energyDescending, &draws)
    clearing.book.offers.arrangeTies(.energyDescending, &draws)
    clearing.tradeInBookOrder(orders, fee: gridFee) { limits in limits.offer }
    if let last = clearing.trades.last {
      let buyerPrice = last.sellerPrice.saturatingSum(gridFee)
      for index in clearing.trades.indices {
        clearing.trades[index].sellerPrice = last.sellerPrice
        clearing.trades[index].buyerPrice = buyerPrice
      }
    }
    clearing.conclude(orders)
  }
}
