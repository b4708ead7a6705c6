import Statistics
import Testing

struct MeanIntervalTests {
  @Test("The interval of a mean is the textbook's: n = 4, s = √(20/3), t(3) = 3.1824")
  func workedExample() {
    let interval = MeanInterval([2, 4, 6, 8])
    #expect(interval.count == 4)
    #expect(interval.mean == 5)
    #expect(abs(interval.standardDeviation - (20.0 / 3).squareRoot()) < 1e-15)
    #expect(abs(interval.halfWidth - 3.182_446_305_283_71 * (5.0 / 3).squareRoot()) < 1e-12)
    #expect(interval.lower == interval.mean - interval.halfWidth)
    #expect(interval.upper == interval.mean + interval.halfWidth)
  }

  @Test("Values that are not finite are left out and counted")
  func leavesOut() {
    let interval = MeanInterval([1, .nan, 3, .infinity, -.infinity])
    #expect(interval.count == 2)
    #expect(interval.leftOut == 3)
    #expect(interval.mean == 2)
  }

  @Test("Without values there is no mean, with one there is no interval")
  func tooFew() {
    #expect(MeanInterval([]).mean.isNaN)
    #expect(MeanInterval([]).halfWidth.isNaN)
    #expect(MeanInterval([7]).mean == 7)
    #expect(MeanInterval([7]).halfWidth.isNaN)
    #expect(MeanInterval([1, 2], confidence: 2).halfWidth.isNaN)
  }

  @Test(
    "Equal values have exactly themselves as mean and no width", arguments: [0.1, 1e300, -7.3e-9])
  func equalValues(value: Double) {
    let interval = MeanInterval(Array(repeating: value, count: 7))
    #expect(interval.mean == value)
    #expect(interval.standardDeviation == 0)
    #expect(interval.halfWidth == 0)
  }

  // numpy.mean, numpy.std(ddof=1) and numpy.quantile of NumPy 2.4.6.
  @Test("A summary has the mean, the deviation and the quantiles of NumPy")
  func summary() {
    let summary = Summary([3, 1, .nan, 4, 1, 5, 9, 2, 6])
    #expect(summary.count == 8)
    #expect(summary.leftOut == 1)
    #expect(abs(summary.mean - 3.875) < 1e-15)
    #expect(abs(summary.standardDeviation - 2.748_376_143_938_713) < 1e-14)
    #expect(summary.minimum == 1)
    #expect(summary.maximum == 9)
    #expect(summary.median == 3.5)
    #expect(summary.quantile(0.1) == 1)
    #expect(summary.quantile(0.25) == 1.75)
    #expect(abs(summary.quantile(0.9) - 6.9) < 1e-14)
    #expect(summary.quantile(1) == 9)
    #expect(summary.quantile(-0.1).isNaN)
    #expect(summary.quantile(.nan).isNaN)
    #expect(Summary([]).median.isNaN)
    #expect(Summary([]).minimum.isNaN)
  }
}
