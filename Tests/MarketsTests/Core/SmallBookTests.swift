import Markets
import Quantities
import TestSupport
import Testing

/// Compares auctions with what trying every price says, on 12,000 books of up to 4 × 4 orders.
struct SmallBookTests {
  static let mechanisms: [any MarketMechanism] = [
    UniformPriceDoubleAuction(), UniformPriceDoubleAuction(pricing: .marginalSupply),
    UniformPriceDoubleAuction(pricing: .marginalDemand, rationing: .random),
    UniformPriceDoubleAuction(pricing: .lastPairMidpoint, rationing: .timePriority),
    PayAsBidAuction(), PayAsOfferAuction(rationing: .timePriority),
    PairMidpointAuction(rationing: .random),
  ]

  @Test(
    "Every auction trades the efficient volume, and the interval holds just the competitive prices",
    arguments: 0..<200 as Range<UInt64>)
  func auctionsAreEfficient(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    for index in 0..<60 {
      let book = SmallBook(
        bidCount: .random(in: 3...4, using: &generator),
        offerCount: .random(in: 3...4, using: &generator), using: &generator)
      let clearing = expectMarketPromises(
        of: Self.mechanisms[index % Self.mechanisms.count], for: book.orders,
        context: ClearingContext(intervalOrdinal: Int64(index)))
      let best = book.best
      #expect(clearing.volume.milliwattHours == best.volume * 1_000_000)
      #expect(clearing.welfare?.micros == best.welfare * 1_000_000)
      #expect(clearing.isEfficient)
      let competitive = (-3...9 as ClosedRange<Int64>).filter(book.isCompetitive)
      let whole: (EnergyPrice) -> Int64 = { $0.microsPerKilowattHour / 1_000_000 }
      #expect(clearing.lowerCompetitivePrice.map(whole) == competitive.first)
      #expect(clearing.upperCompetitivePrice.map(whole) == competitive.last)
    }
  }

  @Test(
    "A uniform price is no worse than the limit of any trade", arguments: 0..<200 as Range<UInt64>)
  func uniformPricesAreRational(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    for _ in 0..<50 {
      let book = SmallBook(bidCount: 4, offerCount: 4, using: &generator)
      for pricing in [.marginalSupply, .marginalDemand, .lastPairMidpoint] as [UniformPricing] {
        let clearing = expectMarketPromises(
          of: UniformPriceDoubleAuction(pricing: pricing), for: book.orders)
        guard let price = clearing.price, let bid = clearing.marginalBid,
          let offer = clearing.marginalOffer
        else { continue }
        #expect(offer <= price && price <= bid)
      }
    }
  }
}
