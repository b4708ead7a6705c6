import Foundation
import RandomStreams
import Testing

@Suite struct QuantileTests {
  struct Reference: CustomTestStringConvertible {
    let argument: Double
    let value: Double
    init(_ argument: Double, _ value: Double) {
      self.argument = argument
      self.value = value
    }
    var testDescription: String { "\(argument)" }

    /// The error of a number, in units of the last place of the reference.
    func error(of number: Double) -> Double {
      value == 0 ? abs(number) : abs(number - value) / value.ulp
    }
  }

  /// From mpmath with 50 digits.
  static let quantiles = [
    Reference(0x1p-53, -8.2095361516013868556), Reference(0x1.8p-40, -6.9910438740281592925),
    Reference(1.38e-11, -6.6588385028507655283), Reference(1e-9, -5.9978070150076868614),
    Reference(1e-4, -3.7190164854556805523), Reference(0.02, -2.0537489106318230443),
    Reference(0.0749, -1.4402382675279636631), Reference(0.0751, -1.4388253927525399824),
    Reference(0.2, -0.84162123357291416552), Reference(0.4999, -0.00025066283008800749239),
    Reference(0.5, 0), Reference(0.7, 0.52440051270804065631),
    Reference(0.925, 1.4395314709384562291), Reference(0.926, 1.446632067158978807),
    Reference(0.99, 2.3263478740408407676), Reference(0.999999, 4.7534243088170877657),
    Reference(0.99999999999, 6.7060231434147472662),
  ]

  /// From mpmath with 50 digits.
  static let logarithms = [
    Reference(0x1p-53, -36.736800569677101399), Reference(1e-300, -690.77552789821370518),
    Reference(1e-9, -20.723265836946411094), Reference(0.1, -2.3025850929940456285),
    Reference(0.5, -0.69314718055994530942),
    Reference(0.7071067811865475, -0.34657359027997274336),
    Reference(0.7071067811865476, -0.34657359027997258635),
    Reference(0.9, -0.10536051565782627656), Reference(0.999999, -1.0000005000290890269e-6),
    Reference(0.9999999999999999, -1.1102230246251566021e-16), Reference(1, 0),
    Reference(1.0000000000000002, 2.2204460492503128343e-16),
    Reference(1.4142135623730951, 0.34657359027997272307),
    Reference(2, 0.69314718055994530942), Reference(10, 2.302585092994045684),
    Reference(123456.789, 11.723646487185881016), Reference(1e300, 690.77552789821370526),
  ]

  @Test("Normal quantiles agree with mpmath to a few units in the last place", arguments: quantiles)
  func quantile(reference: Reference) {
    #expect(reference.error(of: standardNormalQuantile(reference.argument)) < 8)
  }

  @Test("Logarithms agree with mpmath to a unit in the last place", arguments: logarithms)
  func logarithm(reference: Reference) {
    #expect(reference.error(of: naturalLogarithm(reference.argument)) <= 1)
  }

  @Test("Logarithms of random numbers agree with those of the C library", arguments: 0..<20)
  func randomLogarithms(seed: UInt64) {
    var draws = RandomStream(seed: seed, stream: "logarithms", entity: "").draws(at: 0)
    var worst = 0.0
    for _ in 0..<20_000 {
      let number = draws.uniformBetweenZeroAndOne()
      for argument in [number, 0.5 + number, 1 / number] {
        let expected = Foundation.log(argument)
        worst = max(worst, abs(naturalLogarithm(argument) - expected) / expected.ulp)
      }
    }
    #expect(worst <= 2)
  }

  @Test("Normal quantiles are continuous through the borders of their regions")
  func borders() {
    for border in [0.075, 0.925, 1.388794386496402e-11] {
      var probability = border * (1 - 1e-14)
      let first = standardNormalQuantile(probability)
      var worst = 0.0
      while probability < border * (1 + 1e-14) {
        probability = probability.nextUp
        worst = max(worst, abs(standardNormalQuantile(probability) - first))
      }
      #expect(worst < 2e-13)
    }
  }
}
