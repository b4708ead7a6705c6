import Contracts
import TestSupport
import Testing

struct MetricsStatisticsTests {
  struct Case: Sendable {
    var values: [Double]
    var gini: Double
    var herfindahl: Double
    var median: Double

    init(_ values: [Double], _ gini: Double, _ herfindahl: Double, _ median: Double) {
      (self.values, self.gini, self.herfindahl, self.median) = (values, gini, herfindahl, median)
    }
  }

  static let cases: [Case] = [
    Case([5], 0, 1, 5),
    Case([3, 3, 3, 3], 0, 0.25, 3),
    Case([0, 0, 0, 8], 0.75, 1, 0),
    Case([60, 40], 0.1, 0.52, 50),
    // Pairs 1, 2, 3, 1, 2, 1: sum 10; 10 / (4 · 10) = 0.25; (1 + 4 + 9 + 16) / 100.
    Case([4, 1, 3, 2], 0.25, 0.3, 2.5),
    Case([1, 2, 6], 10.0 / 27, 41.0 / 81, 2),
    Case([], .nan, .nan, .nan),
    Case([0, 0], .nan, .nan, 0),
    Case([2, -1], .nan, .nan, 0.5),
    Case([1, .infinity], .nan, .nan, .infinity),
    Case([1, .nan], .nan, .nan, .nan),
    Case([.greatestFiniteMagnitude, .greatestFiniteMagnitude], 0, 0.5, .greatestFiniteMagnitude),
  ]

  @Test("Inequality, concentration and median are those calculated by hand", arguments: cases)
  func workedExamples(example: Case) {
    #expect(isSame(giniCoefficient(example.values), example.gini))
    #expect(isSame(herfindahlIndex(example.values), example.herfindahl))
    #expect(isSame(median(example.values), example.median))
  }

  @Test(
    "The Gini coefficient is half the relative mean difference, between 0 and 1 − 1/n",
    arguments: 0..<200 as Range<Int>)
  func giniIsMeanDifference(seed: Int) {
    var generator = TestGenerator(seed: seed)
    let values = (0..<Int.random(in: 1...40, using: &generator)).map { _ in
      Double(Int.random(in: 0...1000, using: &generator))
    }
    let sum = values.reduce(0, +)
    let count = Double(values.count)
    let differences = values.reduce(0) { total, left in
      values.reduce(total) { $0 + abs(left - $1) }
    }
    let gini = giniCoefficient(values)
    #expect(isSame(gini, differences / (2 * count * sum)))
    guard sum > 0 else { return }
    #expect(gini >= 0 && gini <= 1 - 1 / count + 1e-12)
    // Neither order nor unit matters.
    #expect(isSame(giniCoefficient(values.shuffled(using: &generator).map { 7 * $0 }), gini))
    let herfindahl = herfindahlIndex(values)
    #expect(herfindahl >= 1 / count - 1e-12 && herfindahl <= 1 + 1e-12)
    #expect(isSame(herfindahlIndex(values.reversed().map { 7 * $0 }), herfindahl))
    // Everybody twice: the same inequality, half the concentration.
    #expect(isSame(giniCoefficient(values + values), gini))
    #expect(isSame(herfindahlIndex(values + values), herfindahl / 2))
  }

  @Test("A majority is the fewest who hold more than half")
  func majorities() {
    #expect(smallestMajority(of: [60, 40]) == 1)
    #expect(smallestMajority(of: [50, 50]) == 2)
    #expect(smallestMajority(of: [1, 1, 1, 1]) == 3)
    #expect(smallestMajority(of: [1, 1, 1, 1, 1]) == 3)
    #expect(smallestMajority(of: [0, 5, 0]) == 1)
    #expect(smallestMajority(of: [.max, .max, .max]) == 2)
    #expect(smallestMajority(of: [0, 0]) == nil)
    #expect(smallestMajority(of: []) == nil)
    #expect(smallestMajority(of: [3, -1]) == nil)
  }

  @Test("Means are of what there is")
  func means() {
    #expect(mean([1, 2, 6]) == 3)
    #expect(mean([]).isNaN)
  }
}
