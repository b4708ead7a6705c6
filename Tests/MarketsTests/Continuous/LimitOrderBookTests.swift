import Markets
import Quantities
import TestSupport
import Testing

struct LimitOrderBookTests {
  private func price(_ units: Double) -> EnergyPrice {
    EnergyPrice(microsPerKilowattHour: money(units))
  }

  private func energy(_ kilowattHours: Double) -> MeteredEnergy {
    MeteredEnergy(milliwattHours: money(kilowattHours))
  }

  @Test(
    "A script of orders and a cancellation trades as calculated",
    .enabled(if: TruthfulVector.areShared, "the shared examples are not here"))
  func script() throws {
    let vector = try TruthfulVector("tariffs-markets/cda_limit_order_book.json")
    var book = LimitOrderBook()
    var names: [String] = []
    var trades: [[String: Any]] = []
    for (place, event) in (vector["events"] as? [[Any]] ?? []).enumerated() {
      let (word, name) = (event[0] as? String, try #require(event[1] as? String))
      if word == "cancel" {
        #expect(book.cancel(Int64(try #require(names.firstIndex(of: name)))) != nil)
        continue
      }
      names.append(name)
      book.submit(
        Int64(names.count - 1), trader: Int32(names.count), side: word == "buy" ? .bid : .offer,
        price: price(try #require(event[3] as? Double)),
        energy: energy(try #require(event[2] as? Double)))
      for fill in book.fills {
        trades.append([
          "t": place + 1, "kwh": fill.energy.kilowattHours,
          "price": fill.price.unitsPerKilowattHour, "resting": names[Int(fill.resting)],
          "aggressor": names[Int(fill.incoming)],
        ])
      }
    }
    let expected = vector["expected_trades"] as? [[String: Any]] ?? []
    // The script counts events from 1, or from 0 as far as its cancellation.
    #expect(trades.count == expected.count)
    for (trade, row) in zip(trades, expected) {
      #expect(trade["kwh"] as? Double == row["kwh"] as? Double)
      #expect(trade["price"] as? Double == row["price"] as? Double)
      #expect(trade["resting"] as? String == row["resting"] as? String)
      #expect(trade["aggressor"] as? String == row["aggressor"] as? String)
      #expect(trade["t"] as? Int == (row["t"] as? Double).map(Int.init))
    }
    for (side, key) in [(Order.Side.bid, "bids"), (.offer, "asks")] {
      let rows = vector["final_book", key] as? [[Any]] ?? []
      let resting = book.orders(of: side)
      #expect(resting.count == rows.count)
      for (order, row) in zip(resting, rows) {
        #expect(names[Int(order.identifier)] == row[0] as? String)
        #expect(order.energy.kilowattHours == row[1] as? Double)
        #expect(order.price.unitsPerKilowattHour == row[2] as? Double)
      }
    }
  }

  @Test("What is left of a resting order keeps its place, and depth counts it")
  func partialFill() {
    var book = LimitOrderBook()
    book.submit(1, trader: 1, side: .offer, price: price(0.2), energy: energy(5))
    book.submit(2, trader: 2, side: .offer, price: price(0.2), energy: energy(4))
    book.submit(3, trader: 3, side: .offer, price: price(0.3), energy: energy(1))
    #expect(
      book.submit(4, trader: 4, side: .bid, price: price(0.25), energy: energy(2)) == .filled)
    #expect(book.order(1)?.energy == energy(3))
    #expect(book.bestOffer == price(0.2))
    #expect(book.bestBid == nil)
    #expect(
      book.depth(of: .offer, count: 1)
        == [.init(price: price(0.2), energy: energy(7), orderCount: 2)])
    #expect(book.depth(of: .offer).count == 2)
    #expect(book.depth(of: .offer, count: -1).isEmpty)
    #expect(
      book.submit(5, trader: 4, side: .bid, price: price(0.25), energy: energy(9)) == .resting)
    #expect(book.fills.map(\.resting) == [1, 2])
    #expect(book.order(5)?.energy == energy(2))
    #expect(book.bestBid == price(0.25))
    #expect(book.bestOffer == price(0.3))
  }

  @Test("Orders of one trader meet as the book was told")
  func selfTrade() {
    for prevention in LimitOrderBook.SelfTradePrevention.allCases {
      var book = LimitOrderBook(selfTradePrevention: prevention)
      book.submit(1, trader: 1, side: .offer, price: price(0.1), energy: energy(1))
      book.submit(2, trader: 2, side: .offer, price: price(0.2), energy: energy(1))
      let outcome = book.submit(3, trader: 1, side: .bid, price: price(0.3), energy: energy(3))
      let met = book.fills.map(\.resting)
      switch prevention {
      case .none:
        #expect(met == [1, 2])
        #expect(outcome == .resting)
        #expect(book.orderCount == 1)
      case .cancelResting:
        #expect(met == [2])
        #expect(book.order(1) == nil)
        #expect(book.order(3)?.energy == energy(2))
      case .cancelIncoming:
        #expect(met == [])
        #expect(outcome == .cancelled)
        #expect(book.orderCount == 2)
        #expect(book.order(3) == nil)
      case .skip:
        #expect(met == [2])
        #expect(book.order(1)?.energy == energy(1))
        #expect(book.order(3)?.energy == energy(2))
      }
    }
  }

  @Test("Orders leave when they expire, and come in no more")
  func expiry() {
    var book = LimitOrderBook()
    func time(_ count: Int64) -> Instant { Instant(nanoseconds: count) }
    for (identifier, expiry) in [5, 3, 9, 3, 7].enumerated() {
      book.submit(
        Int64(identifier), trader: 1, side: .bid, price: price(0.1), energy: energy(1),
        expiry: time(Int64(expiry)))
    }
    book.submit(10, trader: 1, side: .bid, price: price(0.1), energy: energy(1))
    book.cancel(0)
    #expect(book.expire(at: time(2)) == 0)
    #expect(book.expire(at: time(3)) == 2)
    #expect(book.expire(at: time(1)) == 0)
    #expect(
      book.submit(
        11, trader: 1, side: .bid, price: price(0.1), energy: energy(1), expiry: time(3))
        == .refused)
    #expect(book.orders(of: .bid).map(\.identifier) == [2, 4, 10])
    #expect(book.order(4)?.expiry == time(7))
    #expect(book.expire(at: time(.max)) == 2)
    #expect(book.orders(of: .bid).map(\.identifier) == [10])
  }

  @Test("Orders that can't be are refused and change nothing")
  func refusals() {
    var book = LimitOrderBook()
    book.submit(1, trader: 1, side: .bid, price: price(0.1), energy: energy(1))
    let rest = book.orders(of: .bid)
    for energy in [.min, -1, 0] as [Int64] {
      #expect(
        book.submit(
          2, trader: 1, side: .offer, price: .zero, energy: MeteredEnergy(milliwattHours: energy))
          == .refused)
    }
    #expect(
      book.submit(1, trader: 1, side: .offer, price: .zero, energy: energy(1)) == .refused)
    #expect(
      book.submit(
        2, trader: 1, side: .bid, price: .zero, energy: MeteredEnergy(milliwattHours: .max))
        == .refused)
    #expect(book.cancel(2) == nil)
    #expect(book.orders(of: .bid) == rest)
    #expect(book.fills.isEmpty)
  }
}
