public import Parameters
import Quantities

/// A leader who sells for all offers sets one price, knowing how the buyers follow.
///
/// > S. Maharjan, Q. Zhu, Y. Zhang, S. Gjessing and T. Başar. "Dependable demand response management
/// > in the smart grid: a Stackelberg game approach." *IEEE Transactions on Smart Grid* 4 (2013).
/// > [doi:10.1109/TSG.2012.2223766](https://doi.org/10.1109/TSG.2012.2223766)
///
/// ```text
/// follower    maximise k·ln(1 + x) − p·x       →   x = k/p − 1, from none to the energy of the bid
/// leader      maximise p·X(p) − C(X(p))        →   p = √(c·K/n) where no bound and no step binds
/// ```
///
/// The limit of a bid is what its first kilowatt-hour is worth at the margin, so it is *k*. The
/// leader's cost C takes the cheapest offers first, serves only what does not cost more than the
/// price, and stays between the retailer's export and import prices. The price is searched exactly:
/// among the stationary points and the ends of all pieces between bounds and steps, the lowest of
/// the best. Sellers receive the price that buyers pay, so the leader's profit is the sellers'.
///
/// The best price is rounded half to even; buyers' energies are calculated from the rounded price and
/// rounded to milliwatt-hours. If buyers want more than may be served, all get the same share. Prices
/// that are not positive make demand endless, so the leader's price is at least 10⁻⁶. Without retail
/// prices nothing is traded.
public struct StackelbergPricing: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "stackelberg", "A leader sets the price that is best for sellers; buyers follow.", [])

  /// Creates the mechanism.
  public init() {}

  public init(_ values: ParameterValues) throws(ParameterError) {}

  public static let traits = MechanismTraits(needs: .retailPrices)

  public var rules: [(name: String, value: String)] {
    [
      ("price_rule", "the price of greatest profit of all sellers, within retail prices"),
      ("tie_rule", "the lowest of the best prices; excess demand pro rata"),
      ("price_rounding", "half to even, 1e-6 currency/kWh"),
      ("energy_rounding", "nearest 1e-6 kWh, largest remainders"),
    ]
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    defer { clearing.conclude(orders) }
    guard let importPrice = context.importPrice, let exportPrice = context.exportPrice,
      exportPrice <= importPrice, importPrice > .zero
    else { return }
    let (bids, offers) = (clearing.book.bids.entries, clearing.book.offers.entries)
    let game = PricingGame(
      bids: bids, offers: offers,
      from: max(exportPrice.unitsPerKilowattHour, 1e-6), to: importPrice.unitsPerKilowattHour)
    guard let best = game.bestPrice(), let price = EnergyPrice(rounding: best), price > .zero
    else { return }
    let wanted = bids.map { entry in
      MeteredEnergy(
        rounding: Double(~entry.rank) / 1e6 / price.unitsPerKilowattHour - 1,
        atMost: entry.energy
      ).milliwattHours
    }
    let supply = offers.reduce(0) { sum, offer in
      offer.rank <= price.microsPerKilowattHour ? sum + offer.energy : sum
    }
    // At most the energy of the side, which fits.
    let demand = wanted.reduce(0, +)
    let served = sharesByLargestRemainder(
      min(demand, supply), wanted, turn: context.intervalOrdinal)
    for place in bids.indices { clearing.book.bids.entries[place].served = served[place] }
    var left = min(demand, supply)
    for place in offers.indices {
      let sold = min(left, offers[place].energy)
      clearing.book.offers.entries[place].served = sold
      left -= sold
    }
    clearing.tradeBook(orders, buyerPrice: price, sellerPrice: price, networkFee: .zero)
  }
}
