import Markets
import Quantities
import TestSupport
import Testing

struct NetworkFeePeerToPeerTests {
  private func price(_ units: Double) -> EnergyPrice {
    EnergyPrice(microsPerKilowattHour: Int64((units * 1e6).rounded()))
  }

  @Test("Peers nearby trade, and the fees are the network's")
  func electricalDistance() {
    // Sellers stand at buses 0 and 1, buyers at 2 and 3.
    var distances = [Double](repeating: 9, count: 16)
    distances[0 * 4 + 2] = 1
    distances[0 * 4 + 3] = 4
    distances[1 * 4 + 2] = 3
    distances[1 * 4 + 3] = 1
    let network = MarketNetwork(busOfTrader: [0, 1, 2, 3], busCount: 4, distances: distances)
    let orders = [
      offer(5, at: 0.10, by: 0), offer(5, at: 0.11, by: 1), bid(4, at: 0.20, by: 2),
      bid(4, at: 0.16, by: 3),
    ]
    let clearing = expectMarketPromises(
      of: NetworkFeePeerToPeer(fee: price(0.02), kind: .electricalDistance), for: orders,
      context: ClearingContext(intervalOrdinal: 0, network: network))
    #expect(clearing.volume.kilowattHours == 8)
    #expect(clearing.networkFees == Money(micros: 160_000))
    #expect(clearing.welfare == Money(micros: 600_000))
    let partners = Set(clearing.trades.map { [$0.seller, $0.buyer] })
    #expect(partners == [[0, 2], [1, 3]])
  }

  @Test("A fee for each zone used keeps trades inside zones")
  func zones() {
    let network = MarketNetwork(busOfTrader: [0, 1, 2], busCount: 3, zoneOfBus: [5, 5, 7])
    let orders = [offer(1, at: 0.10, by: 0), bid(1, at: 0.20, by: 1), bid(1, at: 0.22, by: 2)]
    let clearing = expectMarketPromises(
      of: NetworkFeePeerToPeer(fee: price(0.03), kind: .zonal), for: orders,
      context: ClearingContext(intervalOrdinal: 0, network: network))
    #expect(clearing.trades.map(\.buyer) == [1])
    #expect(clearing.networkFees == Money(micros: 30_000))
    // The other buyer would pay up to 0.22 − 0.06, this one 0.20 − 0.03.
    #expect(clearing.trades[0].sellerPrice == price(0.165))
  }

  @Test("Without a fee it is the double auction", arguments: 0..<50)
  func withoutFee(seed: Int) {
    var generator = TestGenerator(seed: seed)
    for _ in 0..<20 {
      let orders = randomOrders(
        count: 12, energies: 0...20, prices: -5...20, using: &generator)
      let context = ClearingContext(intervalOrdinal: Int64(seed))
      var expected = Clearing()
      UniformPriceDoubleAuction().clear(orders.span, context: context, into: &expected)
      let found = expectMarketPromises(of: NetworkFeePeerToPeer(), for: orders, context: context)
      #expect(found.trades == expected.trades)
      #expect(found.price == expected.price)
    }
  }

  @Test("Trades gain as much as any trades, and prices support them", arguments: 0..<100)
  func oracle(seed: Int) {
    var generator = TestGenerator(seed: seed)
    for round in 0..<100 {
      let book = SmallFeeBook(&generator)
      let mechanism = NetworkFeePeerToPeer(
        fee: EnergyPrice(microsPerKilowattHour: 1), kind: .electricalDistance,
        k: Double(round % 3) / 2)
      let clearing = expectMarketPromises(of: mechanism, for: book.orders, context: book.context)
      let gain = clearing.trades.reduce(Int64(0)) { sum, trade in
        let (bid, offer) = (
          book.orders[Int(trade.buyerOrder)], book.orders[Int(trade.sellerOrder)]
        )
        return sum + trade.energy.milliwattHours
          * (bid.limitPrice.microsPerKilowattHour - offer.limitPrice.microsPerKilowattHour
            - trade.networkFee.microsPerKilowattHour)
      }
      #expect(gain == book.greatestGain())
      #expect(clearing.hasConverged)
      // One price for each seller and each buyer, and whoever has energy left does not envy.
      for trade in clearing.trades {
        #expect(trade.buyerPrice - trade.sellerPrice == trade.networkFee)
        for other in clearing.trades where other.sellerOrder == trade.sellerOrder {
          #expect(other.sellerPrice == trade.sellerPrice)
        }
        for other in clearing.trades where other.buyerOrder == trade.buyerOrder {
          #expect(other.buyerPrice == trade.buyerPrice)
        }
        let seller = Int(trade.sellerOrder)
        // Nobody who has energy left, or another partner, would rather have it from this seller.
        for buyer in 3..<6 where clearing.servedEnergy[buyer] < book.orders[buyer].energy {
          #expect(
            book.orders[buyer].limitPrice - trade.sellerPrice
              <= book.fee(from: seller, to: buyer))
        }
        for other in clearing.trades {
          #expect(
            other.buyerPrice - trade.sellerPrice
              <= book.fee(from: seller, to: Int(other.buyerOrder)))
        }
        if clearing.servedEnergy[seller] < book.orders[seller].energy {
          #expect(trade.sellerPrice == book.orders[seller].limitPrice)
        }
      }
    }
  }

  @Test("A book of 200 bids and 200 offers is cleared at distances of its own")
  func largeBook() {
    var generator = TestGenerator(seed: 1)
    var orders: [Order] = []
    for index in 0..<400 {
      orders.append(
        Order(
          trader: Int32(index), side: index < 200 ? .bid : .offer,
          energy: MeteredEnergy(milliwattHours: .random(in: 1...5_000_000, using: &generator)),
          limitPrice: EnergyPrice(
            microsPerKilowattHour: .random(in: 50_000...300_000, using: &generator))))
    }
    let distances = (0..<160_000).map { _ in Double.random(in: 0...5, using: &generator) }
    let network = MarketNetwork(
      busOfTrader: (0..<400).map { Int32($0) }, busCount: 400, distances: distances)
    var clearing = Clearing()
    NetworkFeePeerToPeer(
      fee: EnergyPrice(microsPerKilowattHour: 10_000), kind: .electricalDistance
    ).clear(
      orders.span, context: ClearingContext(intervalOrdinal: 0, network: network),
      into: &clearing)
    #expect(clearing.hasConverged)
    #expect(clearing.trades.count > 100)
  }
}

/// A few units to trade at random fees, few enough for everything to be tried.
private struct SmallFeeBook {
  var orders: [Order] = []
  var distances: [Double] = []

  init(_ generator: inout TestGenerator) {
    for index in 0..<6 {
      let isBid = index >= 3
      orders.append(
        Order(
          trader: Int32(index), side: isBid ? .bid : .offer,
          energy: MeteredEnergy(milliwattHours: .random(in: 0...2, using: &generator)),
          limitPrice: EnergyPrice(
            microsPerKilowattHour: .random(in: isBid ? 5...25 : 0...20, using: &generator))))
    }
    distances = (0..<36).map { _ in Double(Int.random(in: 0...6, using: &generator)) }
  }

  var context: ClearingContext {
    ClearingContext(
      intervalOrdinal: 0,
      network: MarketNetwork(
        busOfTrader: [0, 1, 2, 3, 4, 5], busCount: 6, distances: distances))
  }

  func fee(from seller: Int, to buyer: Int) -> EnergyPrice {
    EnergyPrice(microsPerKilowattHour: Int64(distances[seller * 6 + buyer]))
  }

  /// Lets every unit of every seller go to every buyer or nowhere.
  func greatestGain() -> Int64 {
    var left = orders.map(\.energy.milliwattHours)
    func best(_ seller: Int) -> Int64 {
      guard seller < 3 else { return 0 }
      guard left[seller] > 0 else { return best(seller + 1) }
      let all = left[seller]
      left[seller] = 0
      var greatest = best(seller + 1)
      left[seller] = all - 1
      for buyer in 3..<6 where left[buyer] > 0 {
        let gain =
          orders[buyer].limitPrice.microsPerKilowattHour
          - orders[seller].limitPrice.microsPerKilowattHour - Int64(distances[seller * 6 + buyer])
        guard gain > 0 else { continue }
        left[buyer] -= 1
        greatest = max(greatest, gain + best(seller))
        left[buyer] += 1
      }
      left[seller] = all
      return greatest
    }
    return best(0)
  }
}
