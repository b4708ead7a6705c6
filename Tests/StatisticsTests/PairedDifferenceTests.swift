import Statistics
import Testing

struct PairedDifferenceTests {
  static let first = [12.1, 11.4, 13.9, 12.6, 10.8, 12.2, 13.1]
  static let second = [11.6, 11.5, 13.1, 12.0, 10.1, 12.0, 12.2]

  // scipy.stats.ttest_rel(second, first) and its confidence_interval(0.9) of SciPy 1.17.1.
  @Test("The difference, its interval and its test are those of SciPy's paired t-test")
  func agreesWithSciPy() {
    let difference = PairedDifference(Self.first, Self.second, confidence: 0.9)
    #expect(difference.count == 7)
    #expect(abs(difference.mean + 0.514_285_714_285_714_5) < 1e-14)
    #expect(abs(difference.standardDeviation - 0.353_216_512_583_861_1) < 1e-14)
    #expect(abs(difference.t + 3.852_232_425_034_675_8) < 1e-12)
    #expect(abs(difference.p - 0.008_438_059_780_233_218) < 1e-14)
    #expect(abs(difference.lower + 0.773_706_680_698_906_2) < 1e-12)
    #expect(abs(difference.upper + 0.254_864_747_872_522_83) < 1e-12)
    #expect(!difference.isIdenticalByConstruction)
    #expect(!difference.isConstant)
  }

  @Test("Equal designs are identical by construction, and there is nothing to test")
  func identical() {
    let difference = PairedDifference(Self.first, Self.first)
    #expect(difference.isIdenticalByConstruction)
    #expect(difference.mean == 0)
    #expect(difference.halfWidth == 0)
    #expect(difference.t.isNaN)
    #expect(difference.p.isNaN)
    #expect(!difference.isConstant)
  }

  @Test("Rounding noise counts as no difference; without a tolerance it does not")
  func tolerance() {
    let noisy = Self.first.enumerated().map { $1 * (1 + ($0 % 2 == 0 ? 2e-16 : -3e-16)) }
    #expect(PairedDifference(Self.first, noisy).isIdenticalByConstruction)
    #expect(!PairedDifference(Self.first, noisy, tolerance: 0).isIdenticalByConstruction)
  }

  @Test("A difference in one seed only is a difference, however small beside the indicator")
  func oneSeedDiffers() {
    var other = Self.first
    other[3] += 1e-6
    let difference = PairedDifference(Self.first, other)
    #expect(!difference.isIdenticalByConstruction)
    #expect(difference.mean > 0)
    #expect(difference.p > 0.3)
  }

  @Test("Equal differences have no width and say so")
  func constant() {
    let difference = PairedDifference([1, 2, 3], [3, 4, 5])
    #expect(difference.isConstant)
    #expect(difference.mean == 2)
    #expect(difference.halfWidth == 0)
    #expect(difference.t == .infinity)
    #expect(difference.p == 0)
  }

  @Test("Pairs that are not whole are left out and counted")
  func leavesOut() {
    let difference = PairedDifference([1, .nan, 3, 4, 5], [2, 3, .infinity, 6])
    #expect(difference.count == 2)
    #expect(difference.leftOut == 3)
    #expect(difference.mean == 1.5)
  }

  @Test("No pairs and one pair have no test and are nothing by construction they are not")
  func tooFew() {
    let none = PairedDifference([], [])
    #expect(none.mean.isNaN && none.p.isNaN && none.halfWidth.isNaN)
    #expect(!none.isIdenticalByConstruction)
    let one = PairedDifference([1], [2])
    #expect(one.mean == 1 && one.p.isNaN && one.halfWidth.isNaN && one.t.isNaN)
    #expect(PairedDifference([1], [1]).isIdenticalByConstruction)
    #expect(PairedDifference([-1.7e308, 0], [1.7e308, 1]).count == 1)
  }

  // statsmodels.stats.multitest.multipletests(p, method='holm') of statsmodels 0.15.0.
  @Test("Holm's adjustment is that of statsmodels")
  func holm() {
    let adjusted = holmAdjusted([0.01, 0.04, 0.03, 0.005, 0.2, 0.03, 0.9, 1e-6])
    let expected = [0.06, 0.15, 0.15, 0.035, 0.4, 0.15, 0.9, 8e-6]
    for (found, wanted) in zip(adjusted, expected) { #expect(abs(found - wanted) < 1e-15) }
  }

  @Test("A p-value that is no number stays, and does not count among the tests")
  func holmWithoutTest() {
    let adjusted = holmAdjusted([0.01, .nan, 0.04])
    #expect(adjusted[0] == 0.02)
    #expect(adjusted[1].isNaN)
    #expect(adjusted[2] == 0.04)
    #expect(holmAdjusted([]).isEmpty)
    #expect(holmAdjusted([0.7, 0.8]) == [1, 1])
  }
}
