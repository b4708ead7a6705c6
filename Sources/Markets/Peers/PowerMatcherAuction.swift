public import Parameters
public import Quantities

/// The price search of PowerMatcher: agents state what they demand at each price of a grid, and the
/// price at which the sum is zero is interpolated.
///
/// ```text
/// D(pₖ) = energy of bids at pₖ or above − energy of offers at pₖ or below,   k = 0 … steps − 1
/// D = 0 on some grid prices         p = the middle of their range
/// D(pₖ) > 0 > D(pₖ₊₁)               p = pₖ + (pₖ₊₁ − pₖ) · D(pₖ) / (D(pₖ) − D(pₖ₊₁))
/// D > 0 on the whole grid           p = the greatest grid price
/// D < 0 on the whole grid           p = the least grid price
/// ```
///
/// An order whose limit price lies between the two grid prices is served the share of its energy that
/// a straight line between them gives at the price; so the sum balances. Where demand is positive,
/// or negative, on the whole grid, the long side is served in proportion. Shares are rounded down to
/// milliwatt-hours, and what is left goes one each in the order of price and submission.
///
/// Source: PowerMatcher, `net.powermatcher.api/.../Bid.java`. Concentrators only add bids up, so they
/// are left out.
///
/// Its faults: between two grid prices an order is served in part at a price that may be up to one
/// step beyond its limit; orders beyond the grid are not told apart; so less welfare than possible is
/// reached. There, bids given as points and as arrays don't balance (powermatcher #199).
public struct PowerMatcherAuction: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "powermatcher",
    "As PowerMatcher clears: the price on a grid at which demand is zero, interpolated.",
    [
      Parameter(
        "minimumPrice", .quantity(.energyPrice), minimum: -1e6, maximum: 1e6, default: .number(0),
        "The least price of the grid."),
      Parameter(
        "maximumPrice", .quantity(.energyPrice), minimum: -1e6, maximum: 1e6, default: .number(1),
        "The greatest price of the grid."),
      Parameter(
        "priceSteps", .integer, minimum: 2, maximum: 1_000_000, default: .integer(100),
        "The number of prices of the grid."),
    ])

  private let grid: PriceGrid

  /// Creates the mechanism.
  ///
  /// - Precondition: The greatest price is above the least, and there are at least two prices.
  public init(
    minimumPrice: EnergyPrice = .zero,
    maximumPrice: EnergyPrice = EnergyPrice(microsPerKilowattHour: 1_000_000),
    priceSteps: Int64 = 100
  ) {
    precondition(minimumPrice < maximumPrice, "the grid must go upwards")
    precondition((2...1_000_000).contains(priceSteps), "a grid has 2 to 1,000,000 prices")
    grid = PriceGrid(least: minimumPrice, greatest: maximumPrice, count: priceSteps)
  }

  public init(_ values: ParameterValues) throws(ParameterError) {
    let least = EnergyPrice(parameter: values.number("minimumPrice"))
    let greatest = EnergyPrice(parameter: values.number("maximumPrice"))
    guard least < greatest else {
      throw ParameterError("maximumPrice", "'maximumPrice' must be above 'minimumPrice'")
    }
    let count = values.integer("priceSteps")
    guard (2...1_000_000).contains(count) else {
      throw ParameterError("priceSteps", "'priceSteps' must lie from 2 to 1000000")
    }
    self.init(minimumPrice: least, maximumPrice: greatest, priceSteps: count)
  }

  public static let traits = MechanismTraits(isIndividuallyRational: false)

  public var rules: [(name: String, value: String)] {
    PeerRules(
      system: "PowerMatcher", version: "net.powermatcher.api Bid.java",
      price: "zero of the net demand on a price grid, interpolated",
      ties: "pro rata between two grid prices", priceRounding: "half to even, 1e-6 currency/kWh",
      energyRounding: "down to 1e-6 kWh, the rest one each by price, then submission",
      fault: "limits may be passed by up to one step of the grid"
    ).entries + [
      ("minimum_price", "\(grid.least.unitsPerKilowattHour)"),
      ("maximum_price", "\(grid.greatest.unitsPerKilowattHour)"),
      ("price_steps", "\(grid.count)"),
    ]
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    let balance = grid.balance(of: clearing.book)
    let bids = clearing.book.bids.serve(
      balance.bidShare,
      firm: { $0.bidLimit >= balance.upper }, partial: { $0.bidLimit >= balance.lower })
    let offers = clearing.book.offers.serve(
      balance.offerShare,
      firm: { $0.offerLimit <= balance.lower }, partial: { $0.offerLimit <= balance.upper })
    // Both are the same number by construction.
    clearing.tradeServed(orders, volume: min(bids, offers), at: balance.price)
    clearing.conclude(orders)
  }
}

extension OrderBook.Side {
  /// Serves firm orders whole and a share of the other partial ones, the sum rounded down.
  ///
  /// - Returns: The energy served.
  fileprivate mutating func serve(
    _ share: Share, firm: (OrderBook.Entry) -> Bool, partial: (OrderBook.Entry) -> Bool
  ) -> Int64 {
    var (firmEnergy, partialEnergy): (Int64, Int64) = (0, 0)
    for index in entries.indices {
      let entry = entries[index]
      if share.isFirmWhole, firm(entry) {
        firmEnergy += entry.energy
        entries[index].served = entry.energy
      } else if partial(entry) {
        partialEnergy += entry.energy
      }
    }
    let part = share.of(partialEnergy)
    var left = part
    for index in entries.indices where isShared(entries[index], share, firm, partial) {
      // No more than the part, as no order has more energy than all of them.
      let served = Int64(
        truncatingIfNeeded: Int128(part) * Int128(entries[index].energy) / Int128(partialEnergy))
      entries[index].served = served
      left -= served
    }
    // Less than one for each order, and none when the part is the whole.
    for index in entries.indices
    where left > 0 && isShared(entries[index], share, firm, partial) {
      entries[index].served += 1
      left -= 1
    }
    return firmEnergy + part
  }

  private func isShared(
    _ entry: OrderBook.Entry, _ share: Share, _ firm: (OrderBook.Entry) -> Bool,
    _ partial: (OrderBook.Entry) -> Bool
  ) -> Bool {
    !(share.isFirmWhole && firm(entry)) && partial(entry)
  }
}
