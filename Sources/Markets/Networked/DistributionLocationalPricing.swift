public import Parameters
import Quantities

/// Energy has the price of its bus: distribution locational marginal prices of a radial feeder
/// (``LinDistFlow``).
///
/// > L. Bai, J. Wang, C. Wang, C. Chen and F. Li. "Distribution locational marginal pricing (DLMP)
/// > for congestion management and voltage support." *IEEE Transactions on Power Systems* 33 (2018).
/// > [doi:10.1109/TPWRS.2017.2767632](https://doi.org/10.1109/TPWRS.2017.2767632)
///
/// All orders, the loads of others and the exchange with the retailer are dispatched together. What
/// is dispatched of bids and of offers is traded inside as far as both reach, the longer side in
/// proportion; the rest is what the retailer supplies or takes, and is left to the residuals. Buyers pay
/// the price of their bus and sellers receive that of theirs; the difference is the auctioneer's. A
/// pair trades only if the buyer's bus is not the cheaper one, so the auctioneer never pays: buyers
/// at the cheapest buses take from sellers at the cheapest.
///
/// What an order loses because its bus cannot carry it, though it would trade at the price of the
/// root, is its ``Clearing/curtailedEnergy``. Prices are rounded half to even and kept to limits;
/// energies are rounded to milliwatt-hours. Without a feeder, without retail prices, or where the
/// loads alone break the feeder's limits, nothing is traded, the latter without convergence. Traders
/// whose bus is unknown do not trade. Ties of prices are those of the simplex method's basis.
public struct DistributionLocationalPricing: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "distribution-locational",
    "Each bus of a radial feeder has its price, from voltage and branch limits.", [])

  /// The greatest number of orders that are dispatched; of more, nothing is traded.
  public static let greatestOrderCount = 20_000

  /// Creates the mechanism.
  public init() {}

  public init(_ values: ParameterValues) throws(ParameterError) {}

  public static let traits = MechanismTraits(
    budgetBalance: .weak, isIndifferentToOrder: false, needs: [.feeder, .retailPrices])

  public var rules: [(name: String, value: String)] {
    [
      ("price_rule", "dual of the balance of the bus, LinDistFlow without losses"),
      ("tie_rule", "basis of the simplex method; the longer side pro rata"),
      ("price_rounding", "half to even, 1e-6 currency/kWh, within limits"),
      ("energy_rounding", "nearest 1e-6 kWh"),
    ]
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    defer { clearing.conclude(orders) }
    guard let network = context.network, let feeder = network.feeder,
      let importPrice = context.importPrice, let exportPrice = context.exportPrice,
      feeder.kilowattHoursPerUnit > 0, feeder.kilowattHoursPerUnit.isFinite
    else { return }
    clearing.curtailedEnergy.append(
      contentsOf: repeatElement(.zero, count: orders.count))
    let entries =
      (clearing.book.bids.entries + clearing.book.offers.entries).filter { entry in
        network.bus(of: entry.trader).map { $0 < feeder.parents.count } ?? false
      }
    guard entries.count <= Self.greatestOrderCount else {
      clearing.hasConverged = false
      return
    }
    let participants = entries.map { entry in
      let order = orders[Int(entry.order)]
      return LinDistFlow.Participant(
        bus: network.bus(of: entry.trader) ?? 0,
        maximum: order.energy.kilowattHours / feeder.kilowattHoursPerUnit,
        price: order.limitPrice.unitsPerKilowattHour, isConsumer: order.side == .bid)
    }
    guard
      let problem = LinDistFlow(
        feeder, participants, importPrice: importPrice.unitsPerKilowattHour,
        exportPrice: min(exportPrice, importPrice).unitsPerKilowattHour),
      let dispatch = try? problem.solve()
    else {
      clearing.hasConverged = false
      return
    }
    var buses = LocationalPositions(orders, entries, participants, dispatch, feeder)
    buses.curtail(&clearing.curtailedEnergy)
    buses.trade(orders, context.intervalOrdinal, &clearing)
  }
}

/// What is dispatched of each order, with the price of its bus.
private struct LocationalPositions {
  private struct Position {
    var order: Int
    var isBid: Bool
    var price: EnergyPrice
    var limit: EnergyPrice
    var energy: Int64
    var unserved: Int64
  }

  private var positions: [Position] = []
  private let rootPrice: EnergyPrice

  init(
    _ orders: Span<Order>, _ entries: [OrderBook.Entry],
    _ participants: [LinDistFlow.Participant], _ dispatch: LinDistFlow.Dispatch,
    _ feeder: RadialFeeder
  ) {
    rootPrice = EnergyPrice(rounding: dispatch.prices[0]) ?? .zero
    for (place, participant) in participants.enumerated() {
      let order = orders[Int(entries[place].order)]
      guard let price = EnergyPrice(rounding: dispatch.prices[participant.bus]) else { continue }
      let served = MeteredEnergy(
        rounding: dispatch.powers[place] * feeder.kilowattHoursPerUnit,
        atMost: order.energy.milliwattHours
      ).milliwattHours
      positions.append(
        Position(
          order: Int(entries[place].order), isBid: participant.isConsumer,
          price: participant.isConsumer
            ? min(price, order.limitPrice) : max(price, order.limitPrice),
          limit: order.limitPrice, energy: served, unserved: order.energy.milliwattHours - served))
      // A price that the solver's tolerance puts beyond the limit of who is served is moved to it;
      // of who is not served, the bus still has its own.
      if served == 0 { positions[positions.count - 1].price = price }
    }
  }

  /// Notes what orders lose to the network.
  func curtail(_ curtailed: inout [MeteredEnergy]) {
    for position in positions where position.unserved > 0 {
      let isLost =
        position.isBid
        ? position.limit >= rootPrice && position.price > rootPrice
        : position.limit <= rootPrice && position.price < rootPrice
      if isLost {
        curtailed[position.order] = MeteredEnergy(milliwattHours: position.unserved)
      }
    }
  }

  /// Trades what is dispatched on both sides.
  mutating func trade(
    _ orders: Span<Order>, _ turn: Int64, _ clearing: inout Clearing
  ) {
    var bids = positions.filter { $0.isBid && $0.energy > 0 }
    var offers = positions.filter { !$0.isBid && $0.energy > 0 }
    // Neither side of the book holds more than 64 bits.
    let (demand, supply) = (
      bids.reduce(0) { $0 + $1.energy }, offers.reduce(0) { $0 + $1.energy }
    )
    Self.ration(&bids, to: min(demand, supply), turn)
    Self.ration(&offers, to: min(demand, supply), turn)
    bids.sort { ($0.price, $0.order) < ($1.price, $1.order) }
    offers.sort { ($0.price, $0.order) < ($1.price, $1.order) }
    var place = 0
    for bid in bids {
      var left = bid.energy
      while left > 0, place < offers.count, offers[place].price <= bid.price {
        let offer = offers[place]
        let energy = min(left, offer.energy)
        clearing.addTrade(
          bid: bid.order, offer: offer.order, of: orders,
          energy: MeteredEnergy(milliwattHours: energy), buyerPrice: bid.price,
          sellerPrice: offer.price)
        left -= energy
        offers[place].energy -= energy
        if offers[place].energy == 0 { place += 1 }
      }
    }
  }

  private static func ration(_ positions: inout [Position], to total: Int64, _ turn: Int64) {
    let shares = sharesByLargestRemainder(total, positions.map(\.energy), turn: turn)
    for place in positions.indices { positions[place].energy = shares[place] }
  }
}
