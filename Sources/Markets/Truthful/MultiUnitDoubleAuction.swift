public import Parameters
import RandomStreams

/// MUDA: the traders are split at random into two halves, and each half trades at the price of the
/// other.
///
/// Nobody's orders touch the price at which it trades. In each half, bids not below and offers not
/// above that price may trade; all of the side of less energy does. What is left to decide is who of
/// the long side does:
///
/// ```text
/// vickrey:  the best limits; a trader pays a fee: what others would gain from the energy it takes
/// none:     in random order, no fee
/// ```
///
/// It is individually rational, the auctioneer keeps the fees, and under both rules a trader with
/// one order never gains by another limit or energy, whatever the split. Trades between the halves are lost; their share
/// falls as the market grows.
///
/// **Split.** A fair coin for each trader, in the order of their numbers. **Price rule** of a half:
/// the middle of its competitive interval, or of the limits of its last pair; without a bid and an
/// offer it has no price, and the other half does not trade. **Tie rule.** Equal limits in the order
/// of submission; under the Vickrey rule it makes no difference to a trader. **Rounding.** Prices half to even to
/// 10⁻⁶ per kilowatt-hour, fees down to 10⁻⁶ of the currency.
///
/// > E. Segal-Halevi, A. Hassidim, Y. Aumann. "MUDA: a truthful multi-unit double-auction mechanism."
/// > *AAAI* 32 (2018). [doi:10.1609/aaai.v32i1.11450](https://doi.org/10.1609/aaai.v32i1.11450)
///
/// - Complexity: O(*n* log *n*), and for fees as ``VickreyClarkeGroves``.
public struct MultiUnitDoubleAuction: MarketMechanism, Parameterized, Hashable {
  /// What traders of the long side pay for being served.
  public enum Fee: String, CaseIterable, Hashable, Sendable {
    /// What others would gain from the energy that the trader takes.
    case vickrey
    /// Nothing; the long side is served in random order.
    case none
  }

  /// How a half finds the price at which the other trades.
  public enum HalfPrice: String, CaseIterable, Hashable, Sendable {
    /// The middle of the competitive interval.
    case competitive
    /// The middle between the limits of the last bid and the last offer that would trade; the middle
    /// of the competitive interval if none would.
    case lastPair = "last-pair"
  }

  public static let parameterSet = ParameterSet(
    name: "muda",
    "Traders are split at random; each half trades at the price of the other.",
    [
      Parameter(
        "fee", .choice(Fee.allCases.map(\.rawValue)), default: .text(Fee.vickrey.rawValue),
        "What the long side pays for being served; with none, it is served in random order."),
      Parameter(
        "halfPrice", .choice(HalfPrice.allCases.map(\.rawValue)),
        default: .text(HalfPrice.competitive.rawValue),
        "How a half finds the price at which the other trades."),
    ])

  /// What traders of the long side pay for being served.
  public var fee: Fee
  /// How a half finds the price at which the other trades.
  public var halfPrice: HalfPrice

  /// Creates the mechanism.
  public init(fee: Fee = .vickrey, halfPrice: HalfPrice = .competitive) {
    self.fee = fee
    self.halfPrice = halfPrice
  }

  public init(_ values: ParameterValues) throws(ParameterError) {
    guard let fee = Fee(rawValue: values.text("fee")) else {
      throw ParameterError("fee", "'fee' must be 'vickrey' or 'none'")
    }
    guard let halfPrice = HalfPrice(rawValue: values.text("halfPrice")) else {
      throw ParameterError("halfPrice", "'halfPrice' must be 'competitive' or 'last-pair'")
    }
    self.init(fee: fee, halfPrice: halfPrice)
  }

  public static let traits = MechanismTraits(
    budgetBalance: .weak, incentiveCompatibility: .multiUnit, needs: .draws)

  public var rules: [(name: String, value: String)] {
    [
      ("price_rule", "each random half trades at the other half's price"),
      (
        "half_price", halfPrice == .competitive ? "competitive interval, middle" : "last pair, mean"
      ),
      ("split", "a fair coin for each trader"),
      ("fee", fee == .vickrey ? "Vickrey, on the long side" : "none, long side in random order"),
      ("tie_rule", "order of submission"),
      ("price_rounding", "half to even, 1e-6 currency/kWh"),
      ("fee_rounding", "down, 1e-6 currency"),
    ]
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    var draws = context.draws
    clearing.traderMemory.sortByTrader(clearing.book) { _ in true }
    clearing.traderMemory.forgetHalves(orders.count)
    var start = 0
    while start < clearing.traderMemory.sorter.count {
      let run = clearing.traderMemory.run(from: start)
      let isLeft = draws.uniformInteger(below: 2) == 0
      for place in run {
        let order = clearing.traderMemory.entry(at: place, clearing.book).0.order
        clearing.traderMemory.isLeft[Int(order)] = isLeft
      }
      start = run.upperBound
    }
    trade(orders, &draws, into: &clearing)
  }

  /// Clears with a split that is given.
  ///
  /// - Parameters:
  ///   - orders: The orders.
  ///   - isLeft: By the index of the order, whether its trader is in the left half. All orders of a
  ///     trader should be in one half.
  ///   - context: What the rule may know.
  ///   - clearing: Takes the result.
  /// - Precondition: There is one element for each order.
  public func clear(
    _ orders: Span<Order>, isLeft: [Bool], context: ClearingContext, into clearing: inout Clearing
  ) {
    precondition(isLeft.count == orders.count, "the split must have one element for each order")
    clearing.begin(orders)
    clearing.traderMemory.sortByTrader(clearing.book) { _ in true }
    clearing.traderMemory.isLeft.removeAll(keepingCapacity: true)
    clearing.traderMemory.isLeft.append(contentsOf: isLeft)
    var draws = context.draws
    trade(orders, &draws, into: &clearing)
  }
}

extension TraderMemory {
  fileprivate mutating func forgetHalves(_ count: Int) {
    isLeft.removeAll(keepingCapacity: true)
    isLeft.append(contentsOf: repeatElement(false, count: count))
  }
}
