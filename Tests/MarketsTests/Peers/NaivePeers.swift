import Markets
import Quantities

/// The peers' rules once more, as slow and as literal as can be, for tests to compare with.
///
/// Orders are (index, trader, price, energy left) in plain arrays that are searched from the start
/// for each step; prices are chosen by trying all of them.
enum NaivePeers {
  struct Wish {
    var index: Int
    var trader: Int32
    var price: Int64
    var left: Int64
  }

  struct Deal: Hashable {
    var bid: Int
    var offer: Int
    var energy: Int64
    var price: Int64
  }

  static func wishes(_ orders: [Order], _ side: Order.Side) -> [Wish] {
    orders.indices.filter { orders[$0].side == side && orders[$0].energy > .zero }.map {
      Wish(
        index: $0, trader: orders[$0].trader, price: orders[$0].limitPrice.microsPerKilowattHour,
        left: orders[$0].energy.milliwattHours)
    }
  }

  static func demand(_ orders: [Order], at price: Int64) -> Int64 {
    wishes(orders, .bid).filter { $0.price >= price }.reduce(0) { $0 + $1.left }
  }

  static func supply(_ orders: [Order], at price: Int64) -> Int64 {
    wishes(orders, .offer).filter { $0.price <= price }.reduce(0) { $0 + $1.left }
  }

  /// gsy-e's two-sided pay-as-bid: the dearest offer left takes the dearest bid left that is not its
  /// own, as often as one pays it.
  static func gsyPayAsBid(_ orders: [Order]) -> [Deal] {
    var (bids, offers) = (wishes(orders, .bid), wishes(orders, .offer))
    var deals: [Deal] = []
    while let dearest = offers.max(by: { ($0.price, $0.index) < ($1.price, $1.index) }) {
      offers.removeAll { $0.index == dearest.index }
      var offer = dearest
      while offer.left > 0,
        let bid = bids.filter({
          $0.left > 0 && $0.trader != offer.trader && $0.price >= offer.price
        }).max(by: { ($0.price, $0.index) < ($1.price, $1.index) })
      {
        let energy = min(bid.left, offer.left)
        deals.append(Deal(bid: bid.index, offer: offer.index, energy: energy, price: bid.price))
        offer.left -= energy
        for place in bids.indices where bids[place].index == bid.index {
          bids[place].left -= energy
        }
      }
    }
    return deals
  }

  /// gsy-e's pay-as-clear: the price and the volume.
  static func gsyPayAsClear(_ orders: [Order]) -> (price: Int64, volume: Int64)? {
    let prices = Set(wishes(orders, .bid).map(\.price))
    let covered = prices.filter { supply(orders, at: $0) >= demand(orders, at: $0) }
    if let lowest = covered.min() { return (lowest, demand(orders, at: lowest)) }
    return prices.max().map { ($0, supply(orders, at: $0)) }
  }

  /// The greatest volume at which each unit bought is worth its cost, and the last pair of units.
  static func lastPair(_ orders: [Order]) -> (volume: Int64, bid: Int64, offer: Int64)? {
    func units(_ side: Order.Side) -> [Int64] {
      wishes(orders, side).flatMap { [Int64](repeating: $0.price, count: Int($0.left)) }
    }
    let (bids, offers) = (units(.bid).sorted(by: >), units(.offer).sorted())
    let crossing = zip(bids, offers).prefix { $0.0 >= $0.1 }
    return crossing.last.map { (Int64(crossing.count), $0.0, $0.1) }
  }

  /// PowerMatcher's price, by looking at each grid price.
  static func powerMatcher(
    _ orders: [Order], least: Int64, greatest: Int64, count: Int64
  ) -> (price: Double, bought: Double) {
    let grid = (0..<count).map { least + (greatest - least) * $0 / (count - 1) }
    let nets = grid.map { demand(orders, at: $0) - supply(orders, at: $0) }
    let zeros = grid.indices.filter { nets[$0] == 0 }
    if let first = zeros.first, let last = zeros.last {
      return (Double(grid[first] + grid[last]) / 2, Double(demand(orders, at: grid[first])))
    }
    guard let above = nets.firstIndex(where: { $0 < 0 }) else {
      return (Double(greatest), Double(supply(orders, at: greatest)))
    }
    guard above > 0 else { return (Double(least), Double(demand(orders, at: least))) }
    let share = Double(nets[above - 1]) / Double(nets[above - 1] - nets[above])
    let (low, high) = (grid[above - 1], grid[above])
    return (
      Double(low) + Double(high - low) * share,
      Double(demand(orders, at: low)) * (1 - share) + Double(demand(orders, at: high)) * share
    )
  }
}
