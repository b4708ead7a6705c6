import Markets
import Quantities
import TestSupport
import Testing

/// One worked number for each measure; the same as in the published table of definitions.
struct MarketMetricsTests {
  private struct Case {
    var name: String
    var actual: Double?
    var expected: Double
  }

  @Test("Each measure has its worked number")
  func workedNumbers() {
    let (before, after) = ([100.0, 80, 60, 50], [90.0, 82, 50, 45])
    let cases = [
      Case(
        name: "allocative efficiency",
        actual: MarketMetrics.allocativeEfficiency(
          welfare: (9 - 3) + (8 - 2) + (4 - 5), greatest: 14),
        expected: 78.571_428_571),
      Case(
        name: "Smith's alpha",
        actual: MarketMetrics.smithAlpha(prices: [1.8, 2.1, 2.0], equilibrium: 2),
        expected: 6.454_972_244),
      Case(
        name: "profit dispersion",
        actual: MarketMetrics.profitDispersion(actual: [5, 3, 2], equilibrium: [4, 4, 2]),
        expected: 0.816_496_581),
      Case(name: "Gini", actual: MarketMetrics.gini([10, 20, 30, 40]), expected: 0.25),
      Case(name: "Jain", actual: MarketMetrics.jain([10, 20, 30, 40]), expected: 0.833_333_333),
      Case(
        name: "quality of experience",
        actual: MarketMetrics.qualityOfExperience(
          prices: [0.1, 0.14, 0.12], admissible: 0.05...0.25),
        expected: 0.836_700_684),
      Case(
        name: "min-max ratio", actual: MarketMetrics.minMaxPriceRatio([0.1, 0.14, 0.12]),
        expected: 0.714_285_714),
      Case(
        name: "price spread", actual: MarketMetrics.priceSpread([0.1, 0.14, 0.12]), expected: 0.04),
      Case(
        name: "community saving",
        actual: MarketMetrics.communitySaving(conventional: before, mechanism: after),
        expected: 7.931_034_483),
      Case(
        name: "participation willingness",
        actual: MarketMetrics.participationWillingness(conventional: before, mechanism: after),
        expected: 0.75),
      Case(
        name: "value tapping",
        actual: MarketMetrics.valueTapping(conventional: 290, mechanism: 267, ideal: 240),
        expected: 0.46),
      Case(
        name: "peak to average", actual: MarketMetrics.peakToAverage(net: [2, 0, -1, 6]),
        expected: 3),
      Case(name: "load factor", actual: MarketMetrics.loadFactor([3, 5, 4, 6]), expected: 0.75),
      Case(
        name: "price of anarchy",
        actual: MarketMetrics.priceOfAnarchy(optimum: 14, worstEquilibrium: 11),
        expected: 1.272_727_273),
    ]
    for testCase in cases {
      #expect(abs((testCase.actual ?? .nan) - testCase.expected) < 1e-9, "\(testCase.name)")
    }
  }

  @Test("Where a definition does not hold there is no number")
  func undefined() {
    #expect(MarketMetrics.gini([1, -1, 3]) == nil)
    #expect(MarketMetrics.gini([0, 0]) == nil)
    #expect(MarketMetrics.gini([]) == nil)
    #expect(MarketMetrics.gini([1, .nan]) == nil)
    #expect(MarketMetrics.gini([1, .infinity]) == nil)
    #expect(MarketMetrics.jain([0, 0]) == nil)
    #expect(MarketMetrics.jain([2, -1]) == nil)
    #expect(MarketMetrics.smithAlpha(prices: [], equilibrium: 1) == nil)
    #expect(MarketMetrics.smithAlpha(prices: [1], equilibrium: 0) == nil)
    #expect(MarketMetrics.allocativeEfficiency(welfare: 0, greatest: 0) == nil)
    #expect(MarketMetrics.profitDispersion(actual: [], equilibrium: []) == nil)
    #expect(MarketMetrics.minMaxPriceRatio([-1, 2]) == nil)
    #expect(MarketMetrics.qualityOfExperience(prices: [1], admissible: 2...2) == nil)
    #expect(MarketMetrics.valueTapping(conventional: 1, mechanism: 1, ideal: 1) == nil)
    #expect(MarketMetrics.communitySaving(conventional: [0], mechanism: [1]) == nil)
    #expect(MarketMetrics.participationWillingness(conventional: [], mechanism: []) == nil)
    #expect(MarketMetrics.peakToAverage(net: [-1, 0]) == nil)
    #expect(MarketMetrics.loadFactor([]) == nil)
    #expect(MarketMetrics.priceOfAnarchy(optimum: 1, worstEquilibrium: 0) == nil)
    #expect(MarketMetrics.priceSpread([]) == nil)
  }

  @Test(
    "Gini by sorting is Gini by all pairs, from equality to one who has all",
    arguments: 0..<100 as Range<UInt64>)
  func giniByPairs(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    let values = (0..<Int.random(in: 1...30, using: &generator)).map { _ in
      Double.random(in: 0...5, using: &generator)
    }
    let pairs = values.reduce(0) { sum, left in
      sum + values.reduce(0) { $0 + abs(left - $1) }
    }
    let count = Double(values.count)
    let expected = pairs / (2 * count * values.reduce(0, +))
    #expect(abs((MarketMetrics.gini(values) ?? .nan) - expected) < 1e-12)
    #expect(abs((MarketMetrics.gini(values.map { _ in 3 }) ?? .nan)) < 1e-12)
    let one = [1] + [Double](repeating: 0, count: values.count - 1)
    #expect(abs((MarketMetrics.gini(one) ?? .nan) - (count - 1) / count) < 1e-12)
    #expect(abs((MarketMetrics.jain(one) ?? .nan) - 1 / count) < 1e-12)
  }

  @Test("Quantiles lie between neighbours in a straight line")
  func quantiles() {
    #expect(
      MarketMetrics.quantiles(of: [4, 1, 3, 2], at: [0, 0.25, 0.5, 1]) == [1, 1.75, 2.5, 4])
    #expect(MarketMetrics.quantiles(of: [-7], at: [0, 0.3, 1]) == [-7, -7, -7])
    #expect(MarketMetrics.quantiles(of: [], at: [0.5]).isEmpty)
    #expect(MarketMetrics.quantiles(of: [.nan], at: [0.5]).isEmpty)
  }

  @Test("The welfare that clearings lose sums over intervals")
  func welfareLoss() {
    let orders = [
      bid(1, at: 0.5, by: 1), bid(1, at: 0.2, by: 2), offer(1, at: 0.1, by: 3),
      offer(1, at: 0.4, by: 4),
    ]
    var clearing = Clearing()
    let context = ClearingContext(intervalOrdinal: 0)
    GsyPayAsBid().clear(orders.span, context: context, into: &clearing)
    var loss = WelfareLoss(of: clearing)
    #expect(loss.loss?.units == 0.2)
    #expect(loss.share == 0.5)
    #expect(clearing.allocativeEfficiency == 50)
    UniformPriceDoubleAuction().clear(orders.span, context: context, into: &clearing)
    loss.add(clearing)
    #expect(loss.loss?.units == 0.2 && loss.share == 0.25)
    let nobody: [Order] = []
    NoMarket().clear(nobody.span, context: context, into: &clearing)
    #expect(WelfareLoss(of: clearing).share == nil)
  }
}
