import Quantities

extension LimitOrderBook {
  /// Trades an order that comes in with those that rest on the other side.
  ///
  /// - Returns: Whether what is left of it may rest.
  static func match(
    _ incoming: inout RestingOrders.Slot, with side: inout PriceLevels,
    of orders: inout RestingOrders, _ prevention: SelfTradePrevention, _ fills: inout [Fill]
  ) -> Bool {
    // A key is the complement of the other side's price: ~limit is the least that the order meets.
    let leastKey = ~incoming.key
    var place = side.levels.count - 1
    while incoming.energy > 0, place >= 0, side.levels[place].key >= leastKey {
      let mayRest = match(&incoming, with: &side, at: place, of: &orders, prevention, &fills)
      if side.levels[place].first < 0 { side.levels.remove(at: place) }
      guard mayRest else { return false }
      place -= 1
    }
    return true
  }

  /// Trades an order with those that rest at one price.
  private static func match(
    _ incoming: inout RestingOrders.Slot, with side: inout PriceLevels, at place: Int,
    of orders: inout RestingOrders, _ prevention: SelfTradePrevention, _ fills: inout [Fill]
  ) -> Bool {
    let key = side.levels[place].key
    let price = EnergyPrice(microsPerKilowattHour: incoming.isBid ? ~key : key)
    var slot = side.levels[place].first
    while slot >= 0, incoming.energy > 0 {
      let resting = orders.slots[Int(slot)]
      if resting.trader == incoming.trader, prevention != .none {
        switch prevention {
        case .none, .skip: break
        case .cancelResting: remove(slot, resting, from: &side, at: place, of: &orders)
        case .cancelIncoming: return false
        }
      } else {
        let energy = min(resting.energy, incoming.energy)
        fills.append(
          Fill(
            resting: resting.identifier, incoming: incoming.identifier,
            restingTrader: resting.trader, incomingTrader: incoming.trader,
            incomingSide: incoming.isBid ? .bid : .offer,
            energy: MeteredEnergy(milliwattHours: energy), price: price))
        incoming.energy -= energy
        if energy == resting.energy {
          remove(slot, resting, from: &side, at: place, of: &orders)
        } else {
          orders.reduceEnergy(of: slot, by: energy)
          side.energy -= energy
        }
      }
      slot = resting.next
    }
    return true
  }

  /// Takes an order out of the queue at a known place; the queue may be empty then.
  private static func remove(
    _ slot: Int32, _ resting: RestingOrders.Slot, from side: inout PriceLevels, at place: Int,
    of orders: inout RestingOrders
  ) {
    if resting.previous < 0 { side.levels[place].first = resting.next }
    if resting.next < 0 { side.levels[place].last = resting.previous }
    side.discard(slot, &orders)
  }
}
