public import Parameters
import Quantities

/// The Vickrey–Clarke–Groves mechanism: the efficient trades, each trader paying what its
/// participation costs the others.
///
/// ```text
/// pay_i = W(−i) − (W − v_i)        W: greatest welfare, v_i: what its trades are worth to i
/// ```
///
/// Payments are reckoned per *trader*: all orders of one trader leave together. So nobody gains by
/// another limit or energy, or by splitting an order, whatever others submit. It is efficient and
/// individually rational; what sellers receive is never less than what buyers pay, so the auctioneer
/// pays the difference.
///
/// **Price rule.** The payment is exact and rounded once, to 10⁻⁶ of the currency, in favour of the
/// trader, so that rounding breaks neither individual rationality nor the sign of the deficit. Each
/// trade is made at the buyer's and at the seller's own average price, rounded down, but never worse
/// than the limit of the order; the rest of the payment is a ``SidePayment``. A trader that is served
/// on both sides has no average: its trades are made at its limits and the side payment is the
/// rest. So trades and side payments of a trader sum exactly to its payment. A payment beyond the
/// range of money is left to the trades, and the auctioneer's balance is then `nil`.
///
/// **Tie rule.** Whoever of equals is served, its payment leaves it no better off; the
/// ``RationingRule`` decides.
///
/// > W. Vickrey. "Counterspeculation, auctions, and competitive sealed tenders." *Journal of Finance*
/// > 16 (1961). [doi:10.2307/2977633](https://doi.org/10.2307/2977633); E. Clarke, *Public Choice* 11
/// > (1971); T. Groves, *Econometrica* 41 (1973).
///
/// - Complexity: O(*n* log *n*) and, for each trader, the orders that would take its place: few
///   unless one trader's energy is that of many others; O(*n*²) at worst.
public struct VickreyClarkeGroves: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "vickrey-clarke-groves",
    "Efficient trades; each trader pays what its participation costs the others.",
    [
      Parameter(
        "rationing", .choice(RationingRule.allCases.map(\.rawValue)),
        default: .text(RationingRule.proRata.rawValue),
        "Who is served among equal orders at the margin.")
    ])

  /// The rationing rule.
  public var rationing: RationingRule

  /// Creates the mechanism.
  public init(rationing: RationingRule = .proRata) { self.rationing = rationing }

  public init(_ values: ParameterValues) throws(ParameterError) {
    guard let rationing = RationingRule(rawValue: values.text("rationing")) else {
      throw ParameterError("rationing", "'rationing' must be 'pro-rata' or 'time-priority'")
    }
    self.init(rationing: rationing)
  }

  public static let traits = MechanismTraits(
    budgetBalance: .none, incentiveCompatibility: .multiUnit, isEfficient: true)

  public var rules: [(name: String, value: String)] {
    [
      ("price_rule", "Clarke payments per trader, W(-i) - (W - v_i)"),
      ("tie_rule", rationing.rawValue),
      ("price_rounding", "average payment down to 1e-6 currency/kWh, within the limit"),
      ("payment_rounding", "down to 1e-6 currency, exact with side payments"),
    ]
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    guard clearing.book.volume > 0 else { return }
    clearing.book.serve(
      by: rationing, intervalOrdinal: context.intervalOrdinal, draws: context.draws)
    clearing.traderMemory.makeRoom(forOrders: orders.count)
    clearing.traderMemory.chargeClarkePayments(clearing.book)
    let memory = clearing.traderMemory
    clearing.pairServed(orders) { buyer, seller in
      (memory.prices[Int(buyer.order)], memory.prices[Int(seller.order)])
    }
    for trade in clearing.trades {
      let (bid, offer) = (Int(trade.buyerOrder), Int(trade.sellerOrder))
      clearing.traderMemory.dues[memory.accounts[bid]] -= cost(trade.energy, trade.buyerPrice)
      clearing.traderMemory.dues[memory.accounts[offer]] += cost(trade.energy, trade.sellerPrice)
    }
    let isWhole = clearing.addSidePayments()
    clearing.conclude(orders)
    if !isWhole { clearing.auctioneerBalance = nil }
  }
}

/// What an energy costs at a price, rounded as every cost is, in 128 bits.
private func cost(_ energy: MeteredEnergy, _ price: EnergyPrice) -> Int128 {
  quotientRoundedHalfToEven(
    Int128(energy.milliwattHours) * Int128(price.microsPerKilowattHour), by: 1_000_000)
}

extension TraderMemory {
  /// Opens an account for each trader that is served, and sets the price of each of its orders.
  fileprivate mutating func chargeClarkePayments(_ book: OrderBook) {
    sortByTrader(book) { $0.served > 0 }
    let payments = ClarkePayments(book)
    var start = 0
    while start < sorter.count {
      let run = run(from: start)
      start = run.upperBound
      var (bought, sold): (Int64, Int64) = (0, 0)
      for place in run {
        let (entry, isBid) = entry(at: place, book)
        if isBid { bought += entry.served } else { sold += entry.served }
      }
      let trader = entry(at: run.lowerBound, book).0.trader
      let payment = payments.payment(of: trader, bought: bought, sold: sold, in: book)
      for place in run {
        let (entry, isBid) = entry(at: place, book)
        let limit = Int128(isBid ? ~entry.rank : entry.rank)
        let price =
          if bought > 0, sold > 0 {
            limit
          } else if isBid {
            min(limit, quotientRoundedDown(payment, by: Int128(bought)))
          } else {
            max(limit, quotientRoundedDown(-payment, by: Int128(sold)))
          }
        // A mean of limits of 64 bits, or a limit itself.
        prices[Int(entry.order)] = EnergyPrice(
          microsPerKilowattHour: Int64(truncatingIfNeeded: price))
        accounts[Int(entry.order)] = dues.count
      }
      openAccount(of: trader, due: quotientRoundedDown(payment, by: 1_000_000))
    }
  }
}
