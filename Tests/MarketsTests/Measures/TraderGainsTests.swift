import Markets
import Quantities
import TestSupport
import Testing

struct TraderGainsTests {
  /// A mechanism that trades at two prices and charges for it.
  private struct TwoPrices: MarketMechanism {
    static let name = "two-prices"
    static let traits = MechanismTraits(budgetBalance: .weak)
    var rules: [(name: String, value: String)] { [] }

    func clear(_ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing) {
      clearing.begin(orders)
      clearing.addTrade(
        bid: 0, offer: 1, of: orders, energy: MeteredEnergy(milliwattHours: 2_000_000),
        buyerPrice: EnergyPrice(microsPerKilowattHour: 400_000),
        sellerPrice: EnergyPrice(microsPerKilowattHour: 300_000))
      clearing.addSidePayment(of: 1, Money(micros: 50_000))
      clearing.addSidePayment(of: 8, Money(micros: -10_000))
      clearing.conclude(orders)
    }
  }

  @Test("Gains are values less prices and side payments, by hand")
  func byHand() {
    let orders = [
      bid(3, at: 0.5, by: 1), offer(2, at: 0.1, by: -2), offer(1, at: 0.05, by: 1),
      bid(0, at: 0.5, by: 4),
    ]
    let clearing = expectMarketPromises(of: TwoPrices(), for: orders)
    let gains = TraderGains(of: clearing, for: orders.span)
    #expect(gains.traders == [-2, 1, 4, 8])
    #expect(gains.trillionths == [400_000_000_000, 150_000_000_000, 0, 10_000_000_000])
    #expect(gains.units == [0.4, 0.15, 0, 0.01])
    #expect(gains.gain(of: 1) == 150_000_000_000 && gains.gain(of: 77) == 0)
  }

  @Test(
    "All gains and what the auctioneer keeps are the welfare", arguments: 0..<100 as Range<UInt64>)
  func sumsToWelfare(seed: UInt64) {
    PeerBooks.forEachBook(seed: seed, count: 20) { orders, book in
      for mechanism in [AssumePayAsBid(), GsyPayAsBid()] as [any MarketMechanism] {
        let clearing = PeerBooks.clear(orders, by: mechanism, Int64(book))
        let gains = TraderGains(of: clearing, for: orders.span)
        let kept = clearing.paid - clearing.received
        let welfare = clearing.trades.reduce(0 as Int128) { sum, trade in
          let value = orders[Int(trade.buyerOrder)].limitPrice.microsPerKilowattHour
          let cost = orders[Int(trade.sellerOrder)].limitPrice.microsPerKilowattHour
          return sum + Int128(trade.energy.milliwattHours) * Int128(value - cost)
        }
        #expect(gains.trillionths.reduce(0, +) + kept == welfare)
      }
    }
  }
}
