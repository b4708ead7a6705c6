import Markets
import Quantities
import RandomStreams
import TestSupport
import Testing

struct ContinuousMechanismTests {
  /// A trade as a list of numbers, for comparison.
  private func row(_ trade: Trade) -> [Int64] {
    [
      Int64(trade.buyerOrder), Int64(trade.sellerOrder), trade.energy.milliwattHours,
      trade.buyerPrice.microsPerKilowattHour, trade.sellerPrice.microsPerKilowattHour,
    ]
  }

  private func books(_ seed: Int) -> [[Order]] {
    var generator = TestGenerator(seed: seed)
    return (0..<bookCount(200)).map { _ in
      var orders = randomOrders(
        count: .random(in: 0...12, using: &generator), energies: 0...5, prices: 0...8,
        using: &generator)
      for index in orders.indices { orders[index].trader = .random(in: 0...4, using: &generator) }
      return orders
    }
  }

  @Test("A continuous double auction trades in the order of submission", arguments: 0..<50)
  func continuousDoubleAuction(seed: Int) {
    for orders in books(seed) {
      for prevention in LimitOrderBook.SelfTradePrevention.allCases {
        var reference = ReferenceOrderBook(prevention: prevention)
        var expected: [[Int64]] = []
        for (index, order) in orders.enumerated() {
          _ = reference.submit(
            .init(
              identifier: Int64(index), trader: order.trader, side: order.side,
              price: order.limitPrice.microsPerKilowattHour, energy: order.energy.milliwattHours))
          for fill in reference.fills {
            let isBid = order.side == .bid
            expected.append([
              isBid ? fill.incoming : fill.resting, isBid ? fill.resting : fill.incoming,
              fill.energy.milliwattHours, fill.price.microsPerKilowattHour,
              fill.price.microsPerKilowattHour,
            ])
          }
        }
        let clearing = expectMarketPromises(
          of: ContinuousDoubleAuction(selfTradePrevention: prevention), for: orders)
        #expect(clearing.trades.map(row) == expected)
      }
    }
  }

  @Test("Posted offers are taken by one buyer after another, the cheapest first", arguments: 0..<50)
  func postedOffers(seed: Int) {
    for orders in books(seed) {
      var left = orders.map { max($0.energy.milliwattHours, 0) }
      var expected: [[Int64]] = []
      for buyer in orders.indices where orders[buyer].side == .bid {
        while left[buyer] > 0 {
          let open = orders.indices.filter {
            orders[$0].side == .offer && left[$0] > 0
              && orders[$0].limitPrice <= orders[buyer].limitPrice
          }
          guard let cheapest = open.map({ orders[$0].limitPrice }).min(),
            let seller = open.first(where: { orders[$0].limitPrice == cheapest })
          else { break }
          let energy = min(left[buyer], left[seller])
          left[buyer] -= energy
          left[seller] -= energy
          let price = cheapest.microsPerKilowattHour
          expected.append([Int64(buyer), Int64(seller), energy, price, price])
        }
      }
      let clearing = expectMarketPromises(of: PostedOffers(), for: orders)
      #expect(clearing.trades.map(row) == expected)
    }
  }

  @Test(
    "Posted offers and a concession clear as calculated",
    .enabled(if: TruthfulVector.areShared, "the shared examples are not here"))
  func example() throws {
    let vector = try TruthfulVector("tariffs-markets/posted_offer_bilateral.json")
    var (orders, names): ([Order], [String]) = ([], [])
    for key in ["offers", "buyers"] {
      for row in vector["posted_offer", key] as? [[Any]] ?? [] {
        let (kwh, price) = (row[1] as? Double ?? 0, row[2] as? Double ?? 0)
        let trader = Int32(names.count)
        orders.append(
          key == "offers" ? offer(kwh, at: price, by: trader) : bid(kwh, at: price, by: trader))
        names.append(row[0] as? String ?? "")
      }
    }
    let clearing = expectMarketPromises(of: PostedOffers(), for: orders)
    let expected = vector["posted_offer", "expected"] as? [[Any]] ?? []
    #expect(clearing.trades.count == expected.count)
    for (trade, row) in zip(clearing.trades, expected) {
      #expect(names[Int(trade.buyer)] == row[0] as? String)
      #expect(names[Int(trade.seller)] == row[1] as? String)
      #expect(trade.energy.kilowattHours == row[2] as? Double)
      #expect(trade.sellerPrice.unitsPerKilowattHour == row[3] as? Double)
    }
    func price(_ key: String) throws -> EnergyPrice {
      let units = try #require(vector["bilateral_concession", key] as? Double)
      return EnergyPrice(microsPerKilowattHour: money(units))
    }
    let concession = Concession(
      firstBid: try price("b0"), bidStep: try price("db"), firstAsk: try price("a0"),
      askStep: try price("da"))
    let deal = try #require(
      concession.deal(bidLimit: try price("bmax"), offerLimit: try price("amin")))
    func result(_ key: String) -> Double? {
      vector["bilateral_concession", "expected", key] as? Double
    }
    #expect(deal.round == result("t").map { Int128($0) })
    #expect(deal.bid.unitsPerKilowattHour == result("bid"))
    #expect(deal.ask.unitsPerKilowattHour == result("ask"))
    #expect(deal.price.unitsPerKilowattHour == result("price"))
  }

  @Test("Concessions deal in the first round in which bid and ask meet", arguments: 0..<50)
  func concessions(seed: Int) {
    var generator = TestGenerator(seed: seed)
    func price(_ range: ClosedRange<Int64>) -> EnergyPrice {
      EnergyPrice(microsPerKilowattHour: .random(in: range, using: &generator))
    }
    for _ in 0..<bookCount(200) {
      let concession = Concession(
        firstBid: price(-20...50), bidStep: price(1...9), firstAsk: price(-20...90),
        askStep: price(1...9))
      let (bidLimit, offerLimit) = (price(-10...60), price(-10...60))
      var expected: (round: Int, bid: Int64, ask: Int64)?
      for round in 0..<200 where expected == nil {
        let bid = min(
          concession.firstBid.count + Int64(round) * concession.bidStep.count, bidLimit.count)
        let ask = max(
          concession.firstAsk.count - Int64(round) * concession.askStep.count, offerLimit.count)
        if bid >= ask { expected = (round, bid, ask) }
      }
      let deal = concession.deal(bidLimit: bidLimit, offerLimit: offerLimit)
      #expect(deal?.round == expected.map { Int128($0.round) })
      #expect(deal?.bid.count == expected?.bid)
      #expect(deal?.ask.count == expected?.ask)
    }
    let extremes = TruthfulPromiseTests.extremes.map(EnergyPrice.init(microsPerKilowattHour:))
    func extreme() -> EnergyPrice { extremes.randomElement(using: &generator) ?? .zero }
    for _ in 0..<200 {
      let concession = Concession(
        firstBid: extreme(), bidStep: extreme(), firstAsk: extreme(), askStep: extreme())
      let (bidLimit, offerLimit) = (extreme(), extreme())
      let deal = concession.deal(bidLimit: bidLimit, offerLimit: offerLimit)
      #expect((deal == nil) == (bidLimit < offerLimit))
      if let deal {
        #expect(deal.bid >= deal.ask && deal.bid <= bidLimit && deal.ask >= offerLimit)
        #expect(deal.price <= deal.bid && deal.price >= deal.ask)
      }
    }
  }

  @Test("In submission order the k-th bid meets the k-th offer, and then the next one")
  func meetings() {
    let concession = Concession(
      firstBid: .zero, bidStep: EnergyPrice(microsPerKilowattHour: 10_000),
      firstAsk: EnergyPrice(microsPerKilowattHour: 400_000),
      askStep: EnergyPrice(microsPerKilowattHour: 10_000))
    let orders = [
      bid(2, at: 0.3, by: 0), bid(1, at: 0.1, by: 1), offer(1, at: 0.2, by: 2),
      offer(1, at: 0.25, by: 3),
    ]
    let once = cleared(
      orders, by: BilateralConcession(concession: concession, pairing: .submission))
    #expect(once.trades.map { [$0.buyer, $0.seller] } == [[0, 2]])
    #expect(once.price?.unitsPerKilowattHour == 0.2)
    let twice = cleared(
      orders,
      by: BilateralConcession(concession: concession, pairing: .submission, meetingCount: 2))
    // Who is left: the first bid with 1 kWh, the second, and one offer; now that side is longer.
    #expect(twice.volume == once.volume)
    let thrice = cleared(
      orders,
      by: BilateralConcession(concession: concession, pairing: .submission, meetingCount: 3))
    #expect(thrice.trades.map { [$0.buyer, $0.seller] } == [[0, 2], [0, 3]])
    // The seller stops at 0.25 and waits until the buyer is there.
    #expect(thrice.trades.last?.buyerPrice.unitsPerKilowattHour == 0.25)
  }

  @Test("Every pair of a random market meets once, and all pairings are as likely")
  func randomPairing() {
    // Two bids and two offers: who meets whom first is a coin.
    let orders = [
      bid(1, at: 3, by: 0), bid(1, at: 0.5, by: 1), offer(1, at: 1, by: 2), offer(1, at: 2, by: 3),
    ]
    var counts: [[Int32]: Int] = [:]
    for key in 0..<1000 as Range<UInt64> {
      var clearing = Clearing()
      RandomPairing().clear(
        orders.span,
        context: ClearingContext(intervalOrdinal: 0, draws: RandomDraws(key: key, ordinal: 0)),
        into: &clearing)
      counts[clearing.trades.flatMap { [$0.buyer, $0.seller] }, default: 0] += 1
      // The published pairing of the first bid with the dearer offer trades at 2.5.
      let price = clearing.trades.first?.seller == 3 ? 2.5 : 2
      #expect(clearing.price?.unitsPerKilowattHour == price)
    }
    #expect(counts.count == 2)
    #expect(counts.values.allSatisfy { abs($0 - 500) < 80 })
  }

  @Test("A random market ends when no bid left reaches any offer left", arguments: 0..<50)
  func randomPairingEnds(seed: Int) {
    for orders in books(seed) {
      let clearing = expectMarketPromises(of: RandomPairing(k: 0.25), for: orders)
      let left = orders.indices.filter { clearing.servedEnergy[$0] < orders[$0].energy }
      let bid = left.filter { orders[$0].side == .bid }.map { orders[$0].limitPrice }.max()
      let offer = left.filter { orders[$0].side == .offer }.map { orders[$0].limitPrice }.min()
      if let bid, let offer { #expect(bid < offer) }
    }
  }
}
