import Settlement
import TestSupport
import Testing

struct CashFlowsTests {
  private func isSame(_ left: Double, _ right: Double, _ tolerance: Double = 1e-12) -> Bool {
    abs(left - right) <= tolerance * max(1, abs(left), abs(right))
  }

  @Test("One payment that returns with interest has that interest as its rate")
  func rates() throws {
    #expect(isSame(try #require(RateOfReturn(of: [-100, 110]).value), 0.1))
    #expect(isSame(try #require(RateOfReturn(of: [-100, 0, 121]).value), 0.1))
    // A perpetual coupon of 8 that returns its capital at the end.
    let bond = [-100.0] + [Double](repeating: 8, count: 9) + [108]
    #expect(isSame(try #require(RateOfReturn(of: bond).value), 0.08))
    // The example of numpy-financial: irr([-100, 39, 59, 55, 20]) = 0.2809484.
    #expect(isSame(try #require(RateOfReturn(of: [-100, 39, 59, 55, 20]).value), 0.28095, 1e-5))
    // A loss: half comes back.
    #expect(isSame(try #require(RateOfReturn(of: [-100, 50]).value), -0.5))
    #expect(isSame(try #require(RateOfReturn(of: [-100, 0, 1]).value), -0.9))
    #expect(try #require(RateOfReturn(of: [-1e-3, 1e6]).value) > 9e8)
    #expect(isSame(try #require(RateOfReturn(of: [0, -5, 6]).value), 0.2))
  }

  @Test("Flows without one rate say why")
  func reasons() {
    #expect(RateOfReturn(of: []) == .none(.oneSign))
    #expect(RateOfReturn(of: [0, 0]) == .none(.oneSign))
    #expect(RateOfReturn(of: [-5, -1]) == .none(.oneSign))
    #expect(RateOfReturn(of: [.nan, 1]) == .none(.notFinite))
    // −100 + 230/(1 + r) − 132/(1 + r)²: 10 % and 20 %.
    #expect(RateOfReturn(of: [-100, 230, -132]) == .none(.ambiguous))
    #expect(RateOfReturn(of: [-100, 230, -132]).value == nil)
  }

  @Test("A replacement in between leaves one positive rate, if the sums turn once")
  func replacement() throws {
    let flows = [-100.0, 60, 30, -30, 60, 60]
    let rate = try #require(RateOfReturn(of: flows).value)
    #expect(abs(CashFlows(flows).netPresentValue(at: rate)) < 1e-10)
    #expect(rate > 0)
  }

  @Test("At the rate of return the present value is zero", arguments: 0..<200)
  func zero(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let scale = [1e-6, 1, 1e9][seed % 3]
    var flows = [-Double.random(in: 1...1000, using: &generator) * scale]
    for _ in 0..<Int.random(in: 1...40, using: &generator) {
      flows.append(Double.random(in: 0.1...400, using: &generator) * scale)
    }
    let rate = try #require(RateOfReturn(of: flows).value)
    let sizes = CashFlows(flows.map(abs)).netPresentValue(at: rate)
    #expect(abs(CashFlows(flows).netPresentValue(at: rate)) <= 1e-12 * sizes)
  }

  @Test("An investment pays back when its flows, discounted or not, reach it")
  func payback() {
    let flows = CashFlows([-1000, 400, 400, 400])
    #expect(flows.paybackYears == 2.5)
    // 363.64 + 330.58 + 300.53 = 994.74 at 10 %.
    #expect(flows.discountedPaybackYears(at: 0.1) == .infinity)
    #expect(isSame(CashFlows([-100, 110, 121]).discountedPaybackYears(at: 0.1), 1))
    #expect(flows.discountedPaybackYears(at: -1).isNaN)
    #expect(CashFlows([]).paybackYears == 0)
  }

  @Test("Residual value counts at the end, and a share has its part of everything")
  func residual() {
    var residual = ResidualValue()
    (residual.storedEnergy, residual.storedEnergyPrice) = (5, 0.2)
    (residual.credits, residual.creditPrice) = (100, 0.1)
    residual.other = ResidualValue.plant(capital: 1000, years: 2, life: 20)
    #expect(isSame(residual.value, 1 + 10 + 900))
    let plant = PlantInvestment(
      capital: 1000, grant: 100, yearlySavings: [150, 160], yearlyUpkeep: 10, residual: residual)
    #expect(plant.cashFlows.flows == [-900, 140, 150 + residual.value])
    let part = plant.share(0.25).cashFlows.flows
    for (flow, whole) in zip(part, plant.cashFlows.flows) { #expect(isSame(flow, whole / 4)) }
    #expect(PlantInvestment(capital: 5, yearlySavings: []).cashFlows.flows == [-5])
    #expect(ResidualValue.plant(capital: 5, years: 30, life: 20) == 0)
  }
}
