import Markets
import Quantities
import TestSupport
import Testing

struct CommunityPoolTests {
  private func context(
    import importPrice: Int64 = 250_000, export exportPrice: Int64 = 50_000
  ) -> ClearingContext {
    ClearingContext(
      intervalOrdinal: 0, importPrice: EnergyPrice(microsPerKilowattHour: importPrice),
      exportPrice: EnergyPrice(microsPerKilowattHour: exportPrice))
  }

  @Test("A community with a surplus trades its demand inside and exports the rest")
  func published() {
    let orders = [
      bid(5, at: 0.25, by: 0), offer(3, at: 0.05, by: 1), bid(1, at: 0.25, by: 2),
      offer(6, at: 0.05, by: 3),
    ]
    let clearing = expectMarketPromises(
      of: CommunityPool(communityFee: EnergyPrice(microsPerKilowattHour: 10_000)), for: orders,
      context: context())
    #expect(clearing.volume.kilowattHours == 6)
    // One more kilowatt-hour would be exported, so sellers receive the export price.
    #expect(clearing.trades.allSatisfy { $0.sellerPrice.microsPerKilowattHour == 50_000 })
    #expect(clearing.trades.allSatisfy { $0.buyerPrice.microsPerKilowattHour == 70_000 })
    #expect(clearing.networkFees == Money(micros: 120_000))
    #expect(clearing.servedEnergy[1].kilowattHours == 2)
    #expect(clearing.servedEnergy[3].kilowattHours == 4)
  }

  @Test("Limits beyond the retailer's prices count as these")
  func retailer() {
    let orders = [bid(1, at: 9, by: 0), offer(1, at: -9, by: 1)]
    let clearing = expectMarketPromises(of: CommunityPool(), for: orders, context: context())
    #expect(clearing.price == EnergyPrice(microsPerKilowattHour: 150_000))
    let none = expectMarketPromises(
      of: CommunityPool(), for: [bid(1, at: 9), offer(1, at: 0.3)], context: context())
    #expect(none.trades.isEmpty)
  }

  @Test("Without retail prices nothing is traded")
  func withoutRetailer() {
    let clearing = expectMarketPromises(
      of: CommunityPool(), for: [bid(1, at: 9), offer(1, at: 0.3)])
    #expect(clearing.trades.isEmpty)
  }

  @Test("With limits between the retailer's prices and no fee it is the double auction")
  func auction() {
    var generator = TestGenerator(seed: 3)
    for _ in 0..<1000 {
      let orders = randomOrders(count: 9, energies: 0...9, prices: -9...9, using: &generator)
      let context = context(import: 9, export: -9)
      var expected = Clearing()
      UniformPriceDoubleAuction().clear(orders.span, context: context, into: &expected)
      let found = expectMarketPromises(of: CommunityPool(), for: orders, context: context)
      #expect(found.trades == expected.trades)
    }
  }
}
