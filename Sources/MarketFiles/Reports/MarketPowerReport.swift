import Markets
import Quantities
import RandomStreams

/// Who could move the prices of an order book under a design, what each trader is worth to the
/// others, and whether a group would do better alone.
///
/// The limit prices of the book are taken for true values and costs.
public struct MarketPowerReport: Encodable, Sendable {
  /// What was found about a trader.
  public struct TraderLine: Encodable, Hashable, Sendable {
    /// The name of the trader.
    public let trader: String
    /// What the others could deliver as a share of what is asked for, for one who offers; below 1 the
    /// trader is pivotal.
    public let residualSupplyIndex: Double?
    /// What the others could take as a share of what is offered, for one who bids.
    public let residualDemandIndex: Double?
    /// What the trader gains by true orders.
    public let gain: Double
    /// What the best other orders that were found would add, all others' orders being what they are.
    public let bestResponseGain: Double
    /// What the trader adds to the greatest welfare of a group, on average over all groups.
    public let shapleyValue: Double
    /// The standard error of the Shapley value; 0 when it is exact.
    public let shapleyError: Double
  }

  /// The name of the design.
  public let design: String
  /// The price of all trades; `nil` when nothing is traded or prices differ.
  public let price: ExactDecimal?
  /// The share of the price that stands above the marginal offer; `nil` without a price above zero.
  public let lernerIndex: Double?
  /// The share of the marginal bid that the price stays below; `nil` without such a bid.
  public let buyerLernerIndex: Double?
  /// The sum of squared shares of the sellers in what is traded; `nil` without trades.
  public let sellerConcentration: Double?
  /// The sum of squared shares of the buyers in what is traded; `nil` without trades.
  public let buyerConcentration: Double?
  /// Whether a group would do better alone: `inside` the core, `outside`, or `not-refuted` where there
  /// are too many groups to try all.
  public let core: String
  /// The group that would do better alone by the most.
  public let blockingCoalition: [String]
  /// How much better that group would do.
  public let coreExcess: Double
  /// The traders.
  public let traders: [TraderLine]

  /// Clears a book and looks for power.
  ///
  /// - Parameters:
  ///   - book: The orders.
  ///   - design: The design.
  ///   - interval: The ordinal of the delivery interval in place of the book's.
  ///   - seed: The seed of random numbers in place of the book's.
  ///   - samples: The number of pairs of random orders of joining where there are too many traders
  ///     for exact Shapley values; at least 1.
  public init(
    of book: OrderBookFile, under design: MarketDesign, interval: Int64? = nil,
    seed: UInt64? = nil, samples: Int = 1000
  ) {
    let context = book.context(interval: interval, seed: seed)
    let orders = book.orders
    var clearing = Clearing()
    design.mechanism.clear(orders.span, context: context, into: &clearing)
    let draws = RandomStream(seed: seed ?? book.seed, stream: "market", entity: "measures")
      .draws(at: 0)

    self.design = design.name
    price = clearing.price.map(ExactDecimal.init)
    lernerIndex = Self.both(clearing.price, clearing.marginalOffer) {
      MarketPower.lernerIndex(price: $0, marginalCost: $1)
    }
    buyerLernerIndex = Self.both(clearing.price, clearing.marginalBid) {
      MarketPower.buyerLernerIndex(price: $0, marginalValue: $1)
    }
    sellerConcentration = MarketPower.concentration(of: Self.served(.offer, orders, clearing))
    buyerConcentration = MarketPower.concentration(of: Self.served(.bid, orders, clearing))

    let game = MarketGame(orders.span)
    let names = game.traders.map { book.traderName($0) }
    // Side payments and prices are rounded to millionths, for each trade.
    let check = CoreCheck(
      clearing, for: orders.span, tolerance: 1_000_000 * Int128(1 + clearing.trades.count),
      draws: draws)
    core = check.verdict.rawValue
    blockingCoalition = check.blockingCoalition.map { names[$0] }
    coreExcess = Double(check.excess) / 1e12

    let shapley = ShapleyValue(of: game, pairs: max(samples, 1), draws: draws)
    let supply = Self.indices(MarketPower.residualSupply(of: orders.span))
    let demand = Self.indices(MarketPower.residualDemand(of: orders.span))
    traders = game.traders.enumerated().map { member, trader in
      let response = BestResponse(
        of: trader, in: orders, under: design.mechanism, context: context)
      return TraderLine(
        trader: names[member], residualSupplyIndex: supply[trader],
        residualDemandIndex: demand[trader], gain: Double(response.truthfulGain) / 1e12,
        bestResponseGain: response.improvementUnits, shapleyValue: shapley.values[member],
        shapleyError: shapley.standardErrors[member])
    }
  }

  private static func both(
    _ left: EnergyPrice?, _ right: EnergyPrice?,
    _ calculate: (EnergyPrice, EnergyPrice) -> Double?
  ) -> Double? {
    guard let left, let right else { return nil }
    return calculate(left, right)
  }

  /// By trader of a side, the energy traded.
  private static func served(
    _ side: Order.Side, _ orders: [Order], _ clearing: Clearing
  ) -> [MeteredEnergy] {
    var places: [Int32: Int] = [:]
    var energies: [MeteredEnergy] = []
    for (order, served) in zip(orders, clearing.servedEnergy) where order.side == side {
      if let place = places[order.trader] {
        energies[place] = energies[place] + served
      } else {
        places[order.trader] = energies.count
        energies.append(served)
      }
    }
    return energies
  }

  private static func indices(_ list: [MarketPower.ResidualIndex]) -> [Int32: Double] {
    Dictionary(list.map { ($0.trader, $0.index) }) { first, _ in first }
  }
}
