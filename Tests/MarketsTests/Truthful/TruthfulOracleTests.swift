import Markets
import Quantities
import TestSupport
import Testing

/// Payments and trades against calculations that share nothing with the mechanisms.
struct TruthfulOracleTests {
  /// The greatest welfare by trying every energy of every order, without sorting.
  ///
  /// Keeps, for each balance of bought less sold energy, the greatest value reached.
  static func exhaustiveWelfare(_ orders: [Order]) -> Int64 {
    var best: [Int64: Int64] = [0: 0]
    for order in orders {
      var next = best
      for energy in 1...max(order.energy.milliwattHours, 1) where order.energy > .zero {
        let value = energy * order.limitPrice.microsPerKilowattHour
        for (balance, sum) in best {
          let isBid = order.side == .bid
          let reached = balance + (isBid ? energy : -energy)
          next[reached] = max(next[reached] ?? .min, sum + (isBid ? value : -value))
        }
      }
      best = next
    }
    return best[0] ?? 0
  }

  @Test(
    "Clarke payments equal the welfare of the others without and with the trader, by exhaustion",
    arguments: 0..<50)
  func clarkeByExhaustion(seed: Int) {
    var generator = TestGenerator(seed: seed)
    for _ in 0..<bookCount(200) {
      // A price of 10⁶ per kilowatt-hour makes one millionth of a milliwatt-hour, so all is exact.
      let traderCount = Int32.random(in: 1...6, using: &generator)
      var orders = randomOrders(
        count: .random(in: 0...6, using: &generator), energies: 0...3, prices: -2...6,
        using: &generator)
      for index in orders.indices {
        orders[index].trader = .random(in: 0..<traderCount, using: &generator)
        orders[index].limitPrice.microsPerKilowattHour *= 1_000_000
      }
      let clearing = expectMarketPromises(of: VickreyClarkeGroves(), for: orders)
      let welfare = Self.exhaustiveWelfare(orders)
      #expect((clearing.welfare?.micros ?? 0) * 1_000_000 == welfare)
      let paid = payments(of: clearing)
      for trader in 0..<traderCount {
        let value = orders.indices.filter { orders[$0].trader == trader }.map { index in
          clearing.servedEnergy[index].milliwattHours
            * orders[index].limitPrice.microsPerKilowattHour
            * (orders[index].side == .bid ? 1 : -1)
        }.reduce(0, +)
        let without = Self.exhaustiveWelfare(orders.filter { $0.trader != trader })
        #expect((paid[trader] ?? 0) * 1_000_000 == without - (welfare - value))
      }
    }
  }

  /// The greatest welfare of a large book by sorting the whole of it anew, in 10⁻¹² of the currency.
  static func sortedWelfare(_ orders: [Order]) -> Int128 {
    let bids = orders.filter { $0.side == .bid && $0.energy > .zero }
      .sorted { $0.limitPrice > $1.limitPrice }
    let offers = orders.filter { $0.side == .offer && $0.energy > .zero }
      .sorted { $0.limitPrice < $1.limitPrice }
    var (bid, offer, sum) = (0, 0, Int128(0))
    var bidLeft = bids.first?.energy.milliwattHours ?? 0
    var offerLeft = offers.first?.energy.milliwattHours ?? 0
    while bid < bids.count, offer < offers.count,
      bids[bid].limitPrice >= offers[offer].limitPrice
    {
      let energy = min(bidLeft, offerLeft)
      sum +=
        Int128(energy)
        * (Int128(bids[bid].limitPrice.microsPerKilowattHour)
          - Int128(offers[offer].limitPrice.microsPerKilowattHour))
      bidLeft -= energy
      offerLeft -= energy
      if bidLeft == 0 {
        bid += 1
        bidLeft = bid < bids.count ? bids[bid].energy.milliwattHours : 0
      }
      if offerLeft == 0 {
        offer += 1
        offerLeft = offer < offers.count ? offers[offer].energy.milliwattHours : 0
      }
    }
    return sum
  }

  @Test(
    "Payments of traders with many orders on both sides are exact, rounded down once",
    arguments: 0..<20)
  func clarkeOfLargeBooks(seed: Int) {
    var generator = TestGenerator(seed: seed)
    for _ in 0..<bookCount(20) {
      var orders = randomOrders(
        count: 60, energies: 1...3_000_000, prices: -50_000...300_000, using: &generator)
      for index in orders.indices { orders[index].trader = Int32(index % 17) - 8 }
      let rule = RationingRule.allCases.randomElement(using: &generator) ?? .proRata
      let clearing = expectMarketPromises(of: VickreyClarkeGroves(rationing: rule), for: orders)
      let welfare = Self.sortedWelfare(orders)
      let paid = payments(of: clearing)
      var total: Int64 = 0
      for trader in Int32(-8)...8 {
        var value: Int128 = 0
        for (index, order) in orders.enumerated() where order.trader == trader {
          let part =
            Int128(clearing.servedEnergy[index].milliwattHours)
            * Int128(order.limitPrice.microsPerKilowattHour)
          value += order.side == .bid ? part : -part
        }
        let exact = Self.sortedWelfare(orders.filter { $0.trader != trader }) - (welfare - value)
        let floor = exact >= 0 ? exact / 1_000_000 : -((-exact + 999_999) / 1_000_000)
        #expect(Int128(paid[trader] ?? 0) == floor)
        total += paid[trader] ?? 0
      }
      #expect(clearing.auctioneerBalance?.micros == total)
      #expect(total <= 0)
    }
  }

  /// Single units by definition: the number of trades and the prices; `nil` where nothing trades.
  struct SingleUnitOutcome: Equatable {
    var count: Int
    var buyerPrice: Int64?
    var sellerPrice: Int64?
  }

  static func reduction(_ bids: [Int64], _ offers: [Int64], mcafee: Bool) -> SingleUnitOutcome {
    let (bids, offers) = (bids.sorted(by: >), offers.sorted())
    let pairs = zip(bids, offers).prefix { $0 >= $1 }.count
    if mcafee, pairs > 0, bids.count > pairs, offers.count > pairs,
      (bids[pairs] + offers[pairs]) >= 2 * offers[pairs - 1],
      (bids[pairs] + offers[pairs]) <= 2 * bids[pairs - 1]
    {
      let price = (bids[pairs] + offers[pairs]) / 2
      return SingleUnitOutcome(count: pairs, buyerPrice: price, sellerPrice: price)
    }
    guard pairs > 1 else { return SingleUnitOutcome(count: 0) }
    return SingleUnitOutcome(
      count: pairs - 1, buyerPrice: bids[pairs - 1], sellerPrice: offers[pairs - 1])
  }

  @Test("McAfee and trade reduction clear single units by definition", arguments: 0..<50)
  func singleUnitsByDefinition(seed: Int) {
    var generator = TestGenerator(seed: seed)
    for _ in 0..<bookCount(200) {
      // Even prices, so that p0 is exact.
      let orders = randomOrders(
        count: .random(in: 0...10, using: &generator), energies: 7...7, prices: 0...12,
        using: &generator
      ).map { order in
        var order = order
        order.limitPrice.microsPerKilowattHour *= 2
        return order
      }
      let bids = orders.filter { $0.side == .bid }.map(\.limitPrice.microsPerKilowattHour)
      let offers = orders.filter { $0.side == .offer }.map(\.limitPrice.microsPerKilowattHour)
      let mechanisms: [(any MarketMechanism, Bool)] = [
        (McAfeeAuction(), true), (TradeReduction(), false),
      ]
      for (mechanism, isMcAfee) in mechanisms {
        let clearing = expectMarketPromises(of: mechanism, for: orders)
        let expected = Self.reduction(bids, offers, mcafee: isMcAfee)
        #expect(clearing.volume.milliwattHours == Int64(7 * expected.count))
        #expect(
          clearing.trades.allSatisfy {
            $0.buyerPrice.microsPerKilowattHour == expected.buyerPrice
              && $0.sellerPrice.microsPerKilowattHour == expected.sellerPrice
              && $0.energy.milliwattHours == 7
          })
        #expect((clearing.auctioneerBalance?.micros ?? -1) >= 0)
      }
    }
  }

  @Test(
    "Unequal energies: the marginal orders do not trade and the long side is shared",
    arguments: 0..<50)
  func unequalEnergies(seed: Int) {
    var generator = TestGenerator(seed: seed)
    for _ in 0..<bookCount(200) {
      let orders = randomOrders(
        count: .random(in: 0...10, using: &generator), energies: 1...9, prices: 0...12,
        using: &generator)
      // Who would trade if all that gain did, orders of one price in the order of submission.
      let efficient = cleared(orders, by: UniformPriceDoubleAuction(rationing: .timePriority))
      func traded(_ side: Order.Side) -> [Int] {
        let served = orders.indices.filter {
          orders[$0].side == side && efficient.servedEnergy[$0] > .zero
        }
        return served.sorted {
          let (one, other) = (orders[$0].limitPrice, orders[$1].limitPrice)
          return one == other ? $0 < $1 : side == .bid ? one > other : one < other
        }
      }
      let (bids, offers) = (traded(.bid), traded(.offer))
      let reduced = expectMarketPromises(of: TradeReduction(), for: orders)
      expect(reduced, orders, bids.dropLast(), offers.dropLast(), isEqualCut: false)
      let huang = expectMarketPromises(of: HuangAuction(), for: orders)
      let (lastBid, lastOffer) = (efficient.marginalBid, efficient.marginalOffer)
      expect(
        huang, orders, bids.filter { orders[$0].limitPrice != lastBid }[...],
        offers.filter { orders[$0].limitPrice != lastOffer }[...], isEqualCut: true)
      for clearing in [reduced, huang] {
        for trade in clearing.trades {
          #expect(trade.buyerPrice == lastBid)
          #expect(trade.sellerPrice == lastOffer)
        }
      }
    }
  }

  private func expect(
    _ clearing: Clearing, _ orders: [Order], _ bids: ArraySlice<Int>, _ offers: ArraySlice<Int>,
    isEqualCut: Bool
  ) {
    func energy(_ order: Int) -> Int64 { orders[order].energy.milliwattHours }
    let demand = bids.map(energy).reduce(0, +)
    let supply = offers.map(energy).reduce(0, +)
    #expect(clearing.volume.milliwattHours == min(demand, supply))
    let (short, long) = demand <= supply ? (bids, offers) : (offers, bids)
    for order in short { #expect(clearing.servedEnergy[order].milliwattHours == energy(order)) }
    let served = long.map { clearing.servedEnergy[$0].milliwattHours }
    for (order, given) in zip(long, served) {
      if isEqualCut {
        // Nobody loses more than one unit more than another who could lose as much.
        let lost = energy(order) - given
        let most = zip(long, served).map { energy($0) - $1 }.max() ?? 0
        #expect(given == 0 || lost >= most - 1)
        #expect(given <= max(0, energy(order) - most + 1))
      } else {
        let share = Double(min(demand, supply)) / Double(max(demand, supply, 1))
        #expect(abs(Double(given) - share * Double(energy(order))) < 1)
      }
    }
  }
}
