import Markets
import Quantities
import TestSupport
import Testing

struct MarketPowerTests {
  @Test("Residual supply by hand: 10 + 5 + 5 kWh against 12 kWh")
  func residualSupply() {
    let orders = [
      offer(6, at: 0.1, by: 7), offer(5, at: 0.1, by: -3), offer(4, at: 0.3, by: 7),
      offer(5, at: 0.2, by: 2), bid(12, at: 0.3, by: 9), bid(-4, at: 0.3, by: 9),
    ]
    let sellers = MarketPower.residualSupply(of: orders.span)
    #expect(sellers.map(\.trader) == [-3, 2, 7])
    #expect(sellers.map(\.energy.kilowattHours) == [5, 5, 10])
    let (fifteen, ten) = (15.0 / 12, 10.0 / 12)
    #expect(sellers.map(\.index) == [fifteen, fifteen, ten])
    #expect(sellers.map(\.isPivotal) == [false, false, true])
    let buyers = MarketPower.residualDemand(of: orders.span)
    #expect(buyers.map(\.index) == [0])
    #expect(buyers[0].isPivotal)
    let needs = MarketPower.residualSupply(
      of: orders.span, demand: MeteredEnergy(milliwattHours: 5_000_000))
    #expect(needs.map(\.index) == [3, 3, 2])
    let alone = [offer(1, at: 1)]
    #expect(MarketPower.residualSupply(of: alone.span).map(\.index) == [.infinity])
  }

  @Test("Concentration is 1 for a monopoly and 1/n for n equals")
  func concentration() {
    func energies(_ numbers: [Int64]) -> [MeteredEnergy] {
      numbers.map { MeteredEnergy(milliwattHours: $0) }
    }
    #expect(MarketPower.concentration(of: energies([7, 0])) == 1)
    #expect(MarketPower.concentration(of: energies([5, 5, 5, 5])) == 0.25)
    #expect(
      abs((MarketPower.concentration(of: energies([50, 30, 20])) ?? 0) - 0.38) < 1e-12)
    #expect(MarketPower.concentration(of: energies([0])) == nil)
    #expect(MarketPower.concentration(of: energies([2, -1])) == nil)
    #expect(MarketPower.concentration(of: energies([.max, .max])) == 0.5)
  }

  @Test("Lerner's index is the share of the price above cost, or below value")
  func lerner() {
    func price(_ micros: Int64) -> EnergyPrice { EnergyPrice(microsPerKilowattHour: micros) }
    #expect(MarketPower.lernerIndex(price: price(200), marginalCost: price(150)) == 0.25)
    #expect(MarketPower.lernerIndex(price: price(0), marginalCost: price(1)) == nil)
    #expect(MarketPower.lernerIndex(price: price(.max), marginalCost: price(.min)) == 2)
    #expect(MarketPower.buyerLernerIndex(price: price(150), marginalValue: price(200)) == 0.25)
  }
}
