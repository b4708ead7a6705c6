import Markets
import Quantities
import TestSupport
import Testing

/// Each rule against a second, literal version of it: 200 seeds with 60 books each.
struct NaivePeerTests {
  static let seeds: Range<UInt64> = 0..<200

  @Test("gsy-e's pay-as-bid makes the trades of the literal rule", arguments: seeds)
  func gsyPayAsBid(seed: UInt64) {
    PeerBooks.forEachBook(seed: seed) { orders, _ in
      let clearing = PeerBooks.clear(orders, by: GsyPayAsBid())
      let deals = clearing.trades.map {
        NaivePeers.Deal(
          bid: Int($0.buyerOrder), offer: Int($0.sellerOrder), energy: $0.energy.milliwattHours,
          price: $0.buyerPrice.microsPerKilowattHour)
      }
      #expect(deals == NaivePeers.gsyPayAsBid(orders))
    }
  }

  @Test("gsy-e's pay-as-clear has the price and volume of the literal rule", arguments: seeds)
  func gsyPayAsClear(seed: UInt64) {
    PeerBooks.forEachBook(seed: seed) { orders, _ in
      let clearing = PeerBooks.clear(orders, by: GsyPayAsClear())
      let point = NaivePeers.gsyPayAsClear(orders)
      #expect(clearing.volume.milliwattHours == point?.volume ?? 0)
      if clearing.volume > .zero {
        #expect(clearing.price?.microsPerKilowattHour == point?.price)
      }
      // The best bids and the best offers are those served.
      expectBestServed(clearing, orders)
    }
  }

  @Test("Prices of the last pair are those of the last pair of units", arguments: seeds)
  func lastPair(seed: UInt64) {
    PeerBooks.forEachBook(seed: seed) { orders, book in
      guard book % 3 == 0 else { return }
      let last = NaivePeers.lastPair(orders)
      let rules: [(any MarketMechanism, (Int64, Int64) -> Int64)] = [
        (AssumePayAsClear(), { $1 }), (SimplyPayAsClear(), { $1 }),
        (LemlabPayAsClear(), { ($0 + $1) / 2 }),
        (
          PowerTacAuction(),
          {
            let mean = Int64((Double($0 + $1) / 2).rounded(.toNearestOrEven))
            let cap = Int64((1.05 * Double($1)).rounded(.toNearestOrEven))
            return $1 < 0 ? mean : min(mean, cap)
          }
        ),
      ]
      for (rule, price) in rules {
        let clearing = PeerBooks.clear(orders, by: rule, Int64(book))
        #expect(clearing.volume.milliwattHours == last?.volume ?? 0, "\(rule.name)")
        #expect(
          clearing.price?.microsPerKilowattHour == last.map { price($0.bid, $0.offer) },
          "\(rule.name)")
        expectBestServed(clearing, orders)
      }
    }
  }

  @Test("lemlab's and ASSUME's trades have the prices of their own pairs", arguments: seeds)
  func pairPrices(seed: UInt64) {
    PeerBooks.forEachBook(seed: seed) { orders, book in
      let means = PeerBooks.clear(orders, by: LemlabDiscriminatory(), Int64(book))
      for trade in means.trades {
        let (bid, offer) = (orders[Int(trade.buyerOrder)], orders[Int(trade.sellerOrder)])
        let sum = bid.limitPrice.microsPerKilowattHour + offer.limitPrice.microsPerKilowattHour
        #expect(trade.buyerPrice.microsPerKilowattHour == sum / 2)
        #expect(trade.sellerPrice == trade.buyerPrice)
      }
      expectBestServed(means, orders)
      let own = PeerBooks.clear(orders, by: AssumePayAsBid(), Int64(book))
      for trade in own.trades {
        #expect(trade.sellerPrice == orders[Int(trade.sellerOrder)].limitPrice)
        let dearest = own.trades.filter { $0.buyerOrder == trade.buyerOrder }.map(\.sellerPrice)
        #expect(trade.buyerPrice == dearest.max())
      }
      expectBestServed(own, orders)
    }
  }

  @Test("Each consumer of the one-sided market takes the cheapest left", arguments: seeds)
  func oneSided(seed: UInt64) {
    PeerBooks.forEachBook(seed: seed) { orders, book in
      let clearing = PeerBooks.clear(orders, by: GsyOneSided(), Int64(book))
      var left = orders.map { max($0.energy.milliwattHours, 0) }
      func cheapest() -> EnergyPrice? {
        orders.indices.filter { orders[$0].side == .offer && left[$0] > 0 }
          .map { orders[$0].limitPrice }.min()
      }
      for trade in clearing.trades {
        #expect(trade.buyerPrice == cheapest() && trade.sellerPrice == trade.buyerPrice)
        left[Int(trade.buyerOrder)] -= trade.energy.milliwattHours
        left[Int(trade.sellerOrder)] -= trade.energy.milliwattHours
        #expect(left[Int(trade.buyerOrder)] == 0 || left[Int(trade.sellerOrder)] == 0)
      }
      // Nobody who would pay for what is left goes home without.
      for index in orders.indices where orders[index].side == .bid && left[index] > 0 {
        if let price = cheapest() { #expect(price > orders[index].limitPrice) }
      }
    }
  }

  @Test(
    "PowerMatcher's price and volume are those found by looking at the whole grid", arguments: seeds
  )
  func powerMatcher(seed: UInt64) {
    PeerBooks.forEachBook(seed: seed) { orders, book in
      let (least, greatest, count): (Int64, Int64, Int64) =
        book % 2 == 0 ? (-2, 6, 5) : (-50_000, 400_000, 10)
      let rule = PowerMatcherAuction(
        minimumPrice: EnergyPrice(microsPerKilowattHour: least),
        maximumPrice: EnergyPrice(microsPerKilowattHour: greatest), priceSteps: count)
      let clearing = PeerBooks.clear(orders, by: rule)
      let naive = NaivePeers.powerMatcher(orders, least: least, greatest: greatest, count: count)
      #expect(clearing.volume.milliwattHours == Int64((naive.bought + 1e-6).rounded(.down)))
      if let price = clearing.price {
        #expect(abs(Double(price.microsPerKilowattHour) - naive.price) <= 0.5 + 1e-9)
        // Limits are passed by less than a step of the grid.
        let step = (greatest - least) / (count - 1)
        for index in orders.indices where clearing.servedEnergy[index] > .zero {
          let limit = orders[index].limitPrice.microsPerKilowattHour
          let beyond =
            orders[index].side == .bid
            ? price.microsPerKilowattHour - limit : limit - price.microsPerKilowattHour
          #expect(beyond <= step)
        }
      }
    }
  }

  /// No order keeps energy while a worse one of its side is served.
  private func expectBestServed(_ clearing: Clearing, _ orders: [Order]) {
    for side in Order.Side.allCases {
      let own = orders.indices.filter { orders[$0].side == side && orders[$0].energy > .zero }
      let served = own.filter { clearing.servedEnergy[$0] > .zero }.map { orders[$0].limitPrice }
      let left = own.filter { clearing.servedEnergy[$0] < orders[$0].energy }
        .map { orders[$0].limitPrice }
      if side == .bid, let worst = served.min(), let best = left.max() { #expect(best <= worst) }
      if side == .offer, let worst = served.max(), let best = left.min() { #expect(best >= worst) }
    }
  }
}
