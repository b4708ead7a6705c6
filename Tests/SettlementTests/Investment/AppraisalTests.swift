import Settlement
import Testing

struct AppraisalTests {
  private func isSame(_ left: Double, _ right: Double) -> Bool {
    abs(left - right) <= 1e-12 * max(1, abs(left), abs(right))
  }

  @Test("An investment is paid back when the savings reach it")
  func payback() {
    #expect(paybackYears(investment: 1000, yearlySavings: 250) == 4)
    #expect(paybackYears(investment: 0, yearlySavings: 250) == 0)
    #expect(paybackYears(investment: 1000, yearlySavings: 0) == .infinity)
    #expect(paybackYears(investment: 1000, yearlySavings: -5) == .infinity)
    #expect(paybackYears(investment: 1000, yearlySavings: [400, 400, 400]) == 2.5)
    #expect(paybackYears(investment: 1000, yearlySavings: [400, -100, 700, 9]) == 3)
    #expect(paybackYears(investment: 1000, yearlySavings: [500, 499]) == .infinity)
    #expect(paybackYears(investment: -1, yearlySavings: []) == 0)
    #expect(paybackYears(investment: .nan, yearlySavings: 1).isNaN)
    #expect(paybackYears(investment: 1, yearlySavings: [.nan]).isNaN)
  }

  @Test("Flows are worth what their discounted sum is")
  func presentValue() {
    // 1100/1.1 = 1000, 1210/1.21 = 1000.
    #expect(isSame(netPresentValue(rate: 0.1, flows: [-1500, 1100, 1210]), 500))
    #expect(netPresentValue(rate: 0, flows: [-3, 1, 1, 1]) == 0)
    #expect(netPresentValue(rate: 0.05, flows: []) == 0)
    #expect(isSame(netPresentValue(rate: -0.5, flows: [0, 1]), 2))
    #expect(netPresentValue(rate: -1, flows: [1]).isNaN)
  }

  @Test(
    "A yearly saving s at interest r is worth s (1 − (1 + r)⁻ⁿ) / r",
    arguments: [0.01, 0.08, 0.25])
  func annuity(rate: Double) {
    let flows = [0] + [Double](repeating: 300, count: 20)
    var factor = 1.0
    for _ in 0..<20 { factor /= 1 + rate }
    #expect(isSame(netPresentValue(rate: rate, flows: flows), 300 * (1 - factor) / rate))
  }
}
