import Agents
import Devices
import Markets
import Parameters
import Quantities
import RandomStreams
import Testing

struct BiddingStrategyTests {
  static let valuation = Valuation(
    importPrice: EnergyPrice(microsPerKilowattHour: 300_000),
    exportPrice: EnergyPrice(microsPerKilowattHour: 100_000),
    localCharges: EnergyPrice(microsPerKilowattHour: 60_000))

  @Test("A truthful member bids its import price less what stays due, and offers its export price")
  func truthful() {
    var draws = RandomStream(seed: 1, stream: "bidding", entity: "a").draws(at: 0)
    let strategy = TruthfulStrategy()
    let bid = strategy.limitPrice(for: Self.valuation.quote(.bid), draws: &draws)
    let offer = strategy.limitPrice(for: Self.valuation.quote(.offer), draws: &draws)
    #expect(bid.microsPerKilowattHour == 240_000)
    #expect(offer.microsPerKilowattHour == 100_000)
  }

  @Test("Zero-intelligence prices lie evenly between the price bounds and never lose money")
  func zeroIntelligence() {
    let stream = RandomStream(seed: 5, stream: "bidding", entity: "a")
    let strategy = ZeroIntelligenceStrategy()
    var (bids, offers) = (0.0, 0.0)
    let count = 20_000
    for ordinal in 0..<UInt64(count) {
      var draws = stream.draws(at: ordinal)
      let bid = strategy.limitPrice(for: Self.valuation.quote(.bid), draws: &draws)
        .microsPerKilowattHour
      let offer = strategy.limitPrice(for: Self.valuation.quote(.offer), draws: &draws)
        .microsPerKilowattHour
      #expect(100_000...240_000 ~= bid)
      #expect(100_000...300_000 ~= offer)
      bids += Double(bid)
      offers += Double(offer)
    }
    // Five standard errors of the mean of an even distribution.
    #expect(abs(bids / Double(count) - 170_000) < 5 * 140_000 / 12.0.squareRoot() / 141)
    #expect(abs(offers / Double(count) - 200_000) < 5 * 200_000 / 12.0.squareRoot() / 141)
  }

  @Test("Where no trade can pay, zero-intelligence prices are the member's own limits")
  func zeroIntelligenceWithoutRoom() {
    let valuation = Valuation(
      importPrice: EnergyPrice(microsPerKilowattHour: 90_000),
      exportPrice: EnergyPrice(microsPerKilowattHour: 100_000),
      localCharges: EnergyPrice(microsPerKilowattHour: 10_000))
    var draws = RandomStream(seed: 5, stream: "bidding", entity: "a").draws(at: 0)
    let strategy = ZeroIntelligenceStrategy()
    let bid = strategy.limitPrice(for: valuation.quote(.bid), draws: &draws)
    let offer = strategy.limitPrice(for: valuation.quote(.offer), draws: &draws)
    #expect(bid.microsPerKilowattHour == 80_000)
    #expect(offer.microsPerKilowattHour == 100_000)
    #expect(bid < offer)
  }

  @Test("Self-consumption charges with a surplus and discharges for a deficit")
  func selfConsumption() throws {
    let battery = Battery(
      try Battery.Specification(
        ParameterValues([
          "capacity": .number(10_000), "chargeEfficiency": .number(0.95),
          "dischargeEfficiency": .number(0.95), "selfDischarge": .number(0),
          "minimumStateOfCharge": .number(0.1), "maximumStateOfCharge": .number(1),
        ])))
    let control = SelfConsumptionControl()
    #expect(
      control.setpoint(surplus: Power(watts: 700), planned: nil, battery: battery).watts == -700)
    #expect(
      control.setpoint(surplus: Power(watts: -300), planned: nil, battery: battery).watts == 300)
  }
}
