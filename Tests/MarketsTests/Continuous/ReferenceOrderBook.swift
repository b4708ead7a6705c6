import Markets
import Quantities

/// A limit order book as its rules read, in a plain list that is searched for every trade.
struct ReferenceOrderBook {
  struct Resting {
    var identifier: Int64
    var trader: Int32
    var side: Order.Side
    var price: Int64
    var energy: Int64
    var expiry: Int64?
  }

  var prevention: LimitOrderBook.SelfTradePrevention
  /// In the order of time.
  var resting: [Resting] = []
  var fills: [LimitOrderBook.Fill] = []

  mutating func submit(_ order: Resting) -> LimitOrderBook.Outcome {
    fills = []
    var order = order
    guard order.energy > 0, !resting.contains(where: { $0.identifier == order.identifier }) else {
      return .refused
    }
    var passed: Set<Int64> = []
    while order.energy > 0 {
      var best: Int?
      for (place, other) in resting.enumerated()
      where other.side != order.side && !passed.contains(other.identifier) {
        let meets =
          order.side == .bid ? other.price <= order.price : other.price >= order.price
        guard meets else { continue }
        if let found = best {
          let isBetter =
            order.side == .bid
            ? other.price < resting[found].price : other.price > resting[found].price
          if isBetter { best = place }
        } else {
          best = place
        }
      }
      guard let best else { break }
      if resting[best].trader == order.trader, prevention != .none {
        switch prevention {
        case .cancelIncoming: return .cancelled
        case .cancelResting: resting.remove(at: best)
        default: passed.insert(resting[best].identifier)
        }
        continue
      }
      let energy = min(order.energy, resting[best].energy)
      fills.append(
        LimitOrderBook.Fill(
          resting: resting[best].identifier, incoming: order.identifier,
          restingTrader: resting[best].trader, incomingTrader: order.trader,
          incomingSide: order.side, energy: MeteredEnergy(milliwattHours: energy),
          price: EnergyPrice(microsPerKilowattHour: resting[best].price)))
      order.energy -= energy
      resting[best].energy -= energy
      if resting[best].energy == 0 { resting.remove(at: best) }
    }
    guard order.energy > 0 else { return .filled }
    resting.append(order)
    return .resting
  }

  mutating func cancel(_ identifier: Int64) -> Int64? {
    guard let place = resting.firstIndex(where: { $0.identifier == identifier }) else { return nil }
    return resting.remove(at: place).energy
  }

  mutating func expire(at time: Int64) -> Int {
    let count = resting.count
    resting.removeAll { $0.expiry.map { $0 <= time } ?? false }
    return count - resting.count
  }

  /// The orders of a side in the order in which they would trade.
  func orders(of side: Order.Side) -> [Resting] {
    let own = resting.filter { $0.side == side }.enumerated()
    return own.sorted { one, other in
      if one.element.price == other.element.price { return one.offset < other.offset }
      return side == .bid
        ? one.element.price > other.element.price : one.element.price < other.element.price
    }.map(\.element)
  }
}
