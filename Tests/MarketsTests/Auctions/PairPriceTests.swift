import Markets
import Quantities
import TestSupport
import Testing

struct PairPriceTests {
  @Test("Each pair trades at its bid, its offer or the mean of both")
  func pairPrices() {
    let orders = UniformPriceDoubleAuctionTests.orderBook
    let expected: [(any MarketMechanism, [Double])] = [
      (PayAsBidAuction(), [0.30, 0.30, 0.25, 0.25, 0.20]),
      (PayAsOfferAuction(), [0.08, 0.14, 0.14, 0.18, 0.18]),
      (PairMidpointAuction(), [0.19, 0.22, 0.195, 0.215, 0.19]),
    ]
    for (mechanism, prices) in expected {
      let clearing = expectMarketPromises(of: mechanism, for: orders)
      #expect(clearing.trades.map(\.buyerPrice.unitsPerKilowattHour) == prices)
      #expect(clearing.trades.map(\.sellerPrice) == clearing.trades.map(\.buyerPrice))
      #expect(clearing.trades.map(\.energy.kilowattHours) == [6, 4, 2, 3, 5])
      #expect(clearing.price == nil)
      #expect(clearing.welfare == Money(micros: 2_490_000))
      #expect(clearing.auctioneerBalance == .zero)
    }
  }

  @Test("Where all pairs have one price it is the price of the clearing")
  func commonPrice() {
    let clearing = expectMarketPromises(
      of: PayAsBidAuction(), for: [bid(2, at: 0.2), bid(2, at: 0.2), offer(3, at: 0.1)])
    #expect(clearing.price == EnergyPrice(microsPerKilowattHour: 200_000))
  }

  @Test("A mean of two limits of any size is rounded half to even and does not overflow")
  func extremeMeans() {
    let least = EnergyPrice(microsPerKilowattHour: .min)
    let most = EnergyPrice(microsPerKilowattHour: .max)
    let energy = MeteredEnergy(milliwattHours: .max)
    let clearing = expectMarketPromises(
      of: PairMidpointAuction(),
      for: [
        Order(trader: 0, side: .bid, energy: energy, limitPrice: most),
        Order(trader: .min, side: .offer, energy: energy, limitPrice: least),
      ])
    #expect(clearing.price == .zero)
    #expect(clearing.welfare == nil)
  }
}
