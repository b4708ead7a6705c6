import Markets
import Quantities
import TestSupport
import Testing

/// Prices that systems publish, and books calculated by hand.
struct NamedPriceTests {
  private struct Case {
    var mechanism: any MarketMechanism
    var price: Double?
    var volume: Double
    var paid: Double
    var received: Double
  }

  @Test("One book, and each system's own price for it")
  func onePriceEach() {
    let cases = [
      Case(mechanism: AssumePayAsClear(), price: 0.18, volume: 20, paid: 3.6, received: 3.6),
      Case(mechanism: LemlabPayAsClear(), price: 0.19, volume: 20, paid: 3.8, received: 3.8),
      Case(mechanism: LemlabDiscriminatory(), price: nil, volume: 20, paid: 4.005, received: 4.005),
      Case(mechanism: SimplyPayAsClear(), price: 0.18, volume: 20, paid: 3.6, received: 3.6),
      // min(0.19, 1.05 · 0.18)
      Case(mechanism: PowerTacAuction(), price: 0.189, volume: 20, paid: 3.78, received: 3.78),
      // The bid of 8 kWh at 0.20 is rationed.
      Case(mechanism: GridLabDAuction(), price: 0.2, volume: 20, paid: 4, received: 4),
      Case(mechanism: TespAuction(), price: 0.2, volume: 20, paid: 4, received: 4),
      // 20 kWh of supply don't cover the 23 kWh bid at 0.20, so that bid is dropped.
      Case(mechanism: GsyPayAsClear(), price: 0.25, volume: 15, paid: 3.75, received: 3.75),
      // 10 at 0.18 (their last seller) for B1; B2 0.18; B3 0.18.
      Case(mechanism: AssumePayAsBid(), price: nil, volume: 20, paid: 3.2, received: 2.76),
    ]
    for testCase in cases {
      let clearing = expectMarketPromises(of: testCase.mechanism, for: PeerBooks.priceRules)
      let name = testCase.mechanism.name
      #expect(clearing.price?.unitsPerKilowattHour == testCase.price, "\(name)")
      #expect(clearing.volume.kilowattHours == testCase.volume, "\(name)")
      #expect(abs(Double(clearing.paid) / 1e12 - testCase.paid) < 1e-9, "\(name)")
      #expect(abs(Double(clearing.received) / 1e12 - testCase.received) < 1e-9, "\(name)")
    }
  }

  private struct SimpleBooks: Decodable {
    struct Vector: Decodable {
      var id: String
      var orders: [[Double]]
      var price: Double
      var volume: Double
      var accepted: Int
      var rejected: Int
      var acceptedVolumes: [String: Double]?
    }
    var simple: [Vector]
  }

  @Test(
    "ASSUME's own simple tests clear as they assert",
    .enabled(
      if: PeerBooks.has("assume_clearing.json"),
      "the vectors of the peers are not beside the package"))
  func assumeBooks() throws {
    for vector in try PeerBooks.read("assume_clearing.json", as: SimpleBooks.self).simple {
      let orders = vector.orders.enumerated().map { index, order in
        order[0] < 0
          ? bid(-order[0], at: order[1], by: Int32(index))
          : offer(order[0], at: order[1], by: Int32(index))
      }
      let clearing = expectMarketPromises(of: AssumePayAsClear(), for: orders)
      #expect(clearing.price?.unitsPerKilowattHour == vector.price, "\(vector.id)")
      #expect(clearing.volume.kilowattHours == vector.volume, "\(vector.id)")
      let accepted = clearing.servedEnergy.count { $0 > .zero }
      #expect(accepted == vector.accepted, "\(vector.id)")
      #expect(orders.count - accepted == vector.rejected, "\(vector.id)")
      for (index, volume) in vector.acceptedVolumes ?? [:] {
        let served = try clearing.servedEnergy[#require(Int(index))].kilowattHours
        #expect(served == abs(volume), "\(vector.id)")
      }
    }
  }

  @Test("ASSUME's price leaves excess demand where bids are rationed")
  func assumeDefect() {
    let orders = [bid(7, at: 30, by: 1), offer(3, at: 1, by: 2), offer(2, at: 0.5, by: 3)]
    let clearing = PeerBooks.clear(orders, by: AssumePayAsClear())
    #expect(clearing.price?.unitsPerKilowattHour == 1)
    #expect(clearing.lowerCompetitivePrice?.unitsPerKilowattHour == 30)
  }

  @Test("ASSUME's pay-as-bid charges a buyer its last seller's price for all, and 2.50 vanish")
  func assumePayAsBidSurplus() {
    let orders = [bid(10, at: 1, by: 1), offer(5, at: 0.2, by: 2), offer(5, at: 0.7, by: 3)]
    let clearing = expectMarketPromises(of: AssumePayAsBid(), for: orders)
    #expect(clearing.trades.map(\.buyerPrice.unitsPerKilowattHour) == [0.7, 0.7])
    #expect(clearing.trades.map(\.sellerPrice.unitsPerKilowattHour) == [0.2, 0.7])
    #expect(clearing.auctioneerBalance?.units == 2.5)
  }

  @Test("lemlab's mean is cut off towards zero, to its unit, and kept between the limits")
  func lemlabTruncates() {
    func price(_ bidMicros: Int64, _ offerMicros: Int64, unit: Int64 = 1) -> Int64? {
      let energy = MeteredEnergy(milliwattHours: 1)
      let orders = [
        Order(
          trader: 1, side: .bid, energy: energy,
          limitPrice: EnergyPrice(microsPerKilowattHour: bidMicros)),
        Order(
          trader: 2, side: .offer, energy: energy,
          limitPrice: EnergyPrice(microsPerKilowattHour: offerMicros)),
      ]
      let rule = LemlabPayAsClear(unit: EnergyPrice(microsPerKilowattHour: unit))
      return PeerBooks.clear(orders, by: rule).price?.microsPerKilowattHour
    }
    #expect(price(4, 1) == 2)
    #expect(price(-1, -4) == -2)
    #expect(price(57, 38, unit: 10) == 40)
    #expect(price(49, 48, unit: 10) == 48)
    #expect(price(.max, .min) == 0)
    #expect(price(.max, .max, unit: .max) == .max)
  }

  @Test("simply's fee goes to the network, and keeps the trade away that does not cover it")
  func simplyFee() {
    let orders = [
      bid(1, at: 0.3, by: 1), bid(1, at: 0.22, by: 2), offer(1, at: 0.1, by: 3),
      offer(1, at: 0.2, by: 4),
    ]
    let rule = SimplyPayAsClear(gridFee: EnergyPrice(microsPerKilowattHour: 50_000))
    let clearing = expectMarketPromises(of: rule, for: orders)
    #expect(clearing.volume.kilowattHours == 1)
    #expect(clearing.trades.map(\.buyerPrice.unitsPerKilowattHour) == [0.15])
    #expect(clearing.trades.map(\.sellerPrice.unitsPerKilowattHour) == [0.1])
    #expect(clearing.networkFees?.units == 0.05)
    #expect(clearing.auctioneerBalance == .zero)
    // Without the fee both pairs trade at the last offer.
    let free = expectMarketPromises(of: SimplyPayAsClear(), for: orders)
    #expect(free.price?.unitsPerKilowattHour == 0.2)
  }

  @Test("simply serves the greater of two equal orders first")
  func simplyTies() {
    let orders = [
      bid(1, at: 0.3, by: 1), bid(2, at: 0.3, by: 2), offer(2, at: 0.1, by: 3),
    ]
    let clearing = PeerBooks.clear(orders, by: SimplyPayAsClear())
    #expect(clearing.servedEnergy.map(\.kilowattHours) == [0, 2, 2])
  }

  @Test("PowerTAC's cap holds above positive offers and is not applied below negative ones")
  func powerTacCap() {
    func price(_ bidPrice: Double, _ offerPrice: Double) -> Double? {
      PeerBooks.clear(
        [bid(1, at: bidPrice, by: 1), offer(1, at: offerPrice, by: 2)], by: PowerTacAuction()
      ).price?.unitsPerKilowattHour
    }
    #expect(price(100, 20) == 21)
    #expect(price(20.5, 20) == 20.25)
    #expect(price(3, -1) == 1)
    #expect(price(3, 0) == 0)
  }
}
