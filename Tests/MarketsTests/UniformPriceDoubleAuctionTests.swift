import Markets
import Parameters
import Quantities
import TestSupport
import Testing

struct UniformPriceDoubleAuctionTests {
  /// The order book on whose price published tools disagree.
  static let orderBook = [
    bid(10, at: 0.30, by: 0), bid(5, at: 0.25, by: 1), bid(8, at: 0.20, by: 2),
    bid(4, at: 0.12, by: 3), offer(6, at: 0.08, by: 4), offer(6, at: 0.14, by: 5),
    offer(8, at: 0.18, by: 6), offer(10, at: 0.26, by: 7),
  ]

  private func cleared(
    _ orders: [Order], _ mechanism: UniformPriceDoubleAuction = UniformPriceDoubleAuction()
  ) -> Clearing {
    expectMarketPromises(of: mechanism, for: orders)
  }

  @Test("The book of the specification clears 20 kWh at 0.20, its only competitive price")
  func orderBookClears() {
    let clearing = cleared(Self.orderBook)
    #expect(clearing.volume == MeteredEnergy(milliwattHours: 20_000_000))
    #expect(clearing.price == EnergyPrice(microsPerKilowattHour: 200_000))
    #expect(clearing.lowerCompetitivePrice == EnergyPrice(microsPerKilowattHour: 200_000))
    #expect(clearing.upperCompetitivePrice == EnergyPrice(microsPerKilowattHour: 200_000))
    #expect(clearing.marginalBid == EnergyPrice(microsPerKilowattHour: 200_000))
    #expect(clearing.marginalOffer == EnergyPrice(microsPerKilowattHour: 180_000))
    #expect(clearing.welfare == Money(micros: 2_490_000))
    #expect(clearing.isEfficient)
    let kilowattHours = clearing.servedEnergy.map(\.kilowattHours)
    #expect(kilowattHours == [10, 5, 5, 0, 6, 6, 8, 0])
  }

  @Test("The trades join the best bid with the best offer")
  func tradesAreInPriceOrder() {
    let trades = cleared(Self.orderBook).trades
    #expect(trades.map(\.energy.kilowattHours) == [6, 4, 2, 3, 5])
    #expect(trades.map(\.buyer) == [0, 0, 1, 1, 2])
    #expect(trades.map(\.seller) == [4, 5, 5, 6, 6])
  }

  struct PriceCase: Sendable {
    var k: Double
    var micros: Int64
  }

  @Test(
    "k places the price in the competitive interval",
    arguments: [
      PriceCase(k: 0, micros: 110_000), PriceCase(k: 0.25, micros: 132_500),
      PriceCase(k: 0.5, micros: 155_000), PriceCase(k: 1, micros: 200_000),
    ])
  func kPlacesThePrice(example: PriceCase) {
    // Last served 0.30 and 0.10, next 0.11 and 0.20: the interval is [0.11, 0.20].
    let orders = [bid(1, at: 0.30), bid(1, at: 0.11), offer(1, at: 0.10), offer(1, at: 0.20)]
    let clearing = cleared(orders, UniformPriceDoubleAuction(k: example.k))
    #expect(clearing.price == EnergyPrice(microsPerKilowattHour: example.micros))
  }

  @Test(
    "A price between two millionths is rounded half to even", arguments: [0, 1, 2, 3] as [Int64])
  func priceIsRoundedHalfToEven(lower: Int64) {
    let orders = [
      Order(
        trader: 0, side: .bid, energy: MeteredEnergy(milliwattHours: 1),
        limitPrice: EnergyPrice(microsPerKilowattHour: lower + 1)),
      Order(
        trader: 1, side: .offer, energy: MeteredEnergy(milliwattHours: 1),
        limitPrice: EnergyPrice(microsPerKilowattHour: lower)),
    ]
    let even = lower % 2 == 0 ? lower : lower + 1
    #expect(cleared(orders).price == EnergyPrice(microsPerKilowattHour: even))
  }

  @Test("Orders that do not cross do not trade, and the interval lies between them")
  func nothingCrosses() {
    let clearing = cleared([bid(1, at: 0.09), offer(1, at: 0.10)])
    #expect(clearing.trades.isEmpty)
    #expect(clearing.price == nil)
    #expect(clearing.marginalBid == nil)
    #expect(clearing.lowerCompetitivePrice == EnergyPrice(microsPerKilowattHour: 90_000))
    #expect(clearing.upperCompetitivePrice == EnergyPrice(microsPerKilowattHour: 100_000))
  }

  @Test(
    "Empty and one-sided books clear to nothing",
    arguments: [[], [bid(1, at: 1)], [offer(1, at: 1), offer(2, at: 0)]] as [[Order]])
  func oneSidedBooks(orders: [Order]) {
    let clearing = cleared(orders)
    #expect(clearing.trades.isEmpty)
    #expect(clearing.volume == .zero)
    #expect(clearing.welfare == .zero)
  }

  @Test("Orders of equal price trade without gain")
  func equalPricesTrade() {
    let clearing = cleared([bid(2, at: 0.1), offer(3, at: 0.1)])
    #expect(clearing.volume.kilowattHours == 2)
    #expect(clearing.welfare == .zero)
  }

  @Test("Orders of no or of negative energy are refused and counted")
  func refusesEmptyOrders() {
    let clearing = cleared([bid(0, at: 1), bid(-5, at: 1), bid(2, at: 1), offer(2, at: 0)])
    #expect(clearing.refusedOrderCount == 2)
    #expect(clearing.servedEnergy.map(\.kilowattHours) == [0, 0, 2, 2])
  }

  @Test("Negative prices clear as others do")
  func negativePrices() {
    let clearing = cleared([bid(1, at: -0.05), offer(1, at: -0.07)])
    #expect(clearing.price == EnergyPrice(microsPerKilowattHour: -60_000))
    #expect(clearing.welfare == Money(micros: 20_000))
  }

  @Test("Parameters make the mechanism, and each rule is said in words")
  func parametersMakeTheMechanism() throws {
    let mechanism = try UniformPriceDoubleAuction(
      ParameterValues(["k": .number(0.25), "rationing": .text("time-priority")]))
    #expect(mechanism == UniformPriceDoubleAuction(k: 0.25, rationing: .timePriority))
    #expect(mechanism.rules.contains { $0 == (name: "k", value: "0.25") })
    #expect(mechanism.rules.contains { $0 == (name: "tie_rule", value: "time-priority") })
    #expect(throws: ParameterError.self) {
      try UniformPriceDoubleAuction(
        ParameterValues(["k": .number(.nan), "rationing": .text("pro-rata")]))
    }
  }
}
