import Glibc
import RandomStreams

/// Student's t distribution: how far the mean of a few normal numbers strays from the true one,
/// measured in its own estimated error.
///
/// ```text
/// P(|T| ≥ t) = I(x; ν/2, ½)   with x = ν/(ν + t²)
/// ```
///
/// I is the regularised incomplete beta function, calculated by its continued fraction; the absolute
/// error is below 10⁻¹². From 10⁷ degrees of freedom on the normal distribution of a corrected t is
/// taken.
///
/// > M. Abramowitz, I. A. Stegun (eds.). *Handbook of Mathematical Functions*, 26.5.8, 26.7.1 and
/// > 26.7.8. National Bureau of Standards, 1964.
public enum StudentT {
  /// The probability of a value of at most `t`.
  ///
  /// - Parameters:
  ///   - t: Any number; infinities have the probabilities 0 and 1.
  ///   - degreesOfFreedom: A positive number, also a broken or an infinite one.
  /// - Returns: Not a number where a parameter is none or the degrees of freedom are not positive.
  public static func cumulative(_ t: Double, degreesOfFreedom: Double) -> Double {
    let tail = twoSidedProbability(ofAtLeast: t, degreesOfFreedom: degreesOfFreedom) / 2
    return t > 0 ? 1 - tail : tail
  }

  /// The probability of a value at least as far from 0 as `t`: the p-value of a two-sided test.
  ///
  /// - Parameters:
  ///   - t: Any number, of either sign.
  ///   - degreesOfFreedom: A positive number, also a broken or an infinite one.
  /// - Returns: Not a number where a parameter is none or the degrees of freedom are not positive.
  public static func twoSidedProbability(
    ofAtLeast t: Double, degreesOfFreedom: Double
  ) -> Double {
    guard !t.isNaN, degreesOfFreedom > 0 else { return .nan }
    return masses(t.magnitude, degreesOfFreedom).outside
  }

  /// The number that a value stays below with a probability.
  ///
  /// Newton's method on the logarithms of t and of the probability, where it converges from any start
  /// because the curve bends one way only.
  ///
  /// - Parameters:
  ///   - probability: From 0 to 1; at the ends the quantile is infinite.
  ///   - degreesOfFreedom: A positive number, also a broken or an infinite one.
  /// - Returns: Not a number for a probability outside 0 to 1 or degrees of freedom that are not
  ///   positive.
  public static func quantile(_ probability: Double, degreesOfFreedom: Double) -> Double {
    guard probability >= 0, probability <= 1, degreesOfFreedom > 0 else { return .nan }
    let tail = min(probability, 1 - probability)
    guard tail > 0 else { return probability > 0 ? .infinity : -.infinity }
    guard tail < 0.5 else { return 0 }
    let magnitude = magnitude(ofTail: tail, degreesOfFreedom)
    return probability < 0.5 ? -magnitude : magnitude
  }

  /// The t > 0 beyond which a tail of less than a half lies.
  private static func magnitude(ofTail tail: Double, _ freedom: Double) -> Double {
    let normal = standardNormalQuantile(max(1 - tail, 0.5.nextUp))
    var logarithm = log(max(tail < 1e-15 ? 8 : normal, 1e-300))
    let usesTail = tail < 0.25
    let wanted = log(usesTail ? 2 * tail : 1 - 2 * tail)
    for _ in 0..<200 {
      guard logarithm < 709 else { return .infinity }
      let t = exp(logarithm)
      let mass = masses(t, freedom)
      let slope = 2 * t * density(t, freedom)
      let step =
        usesTail
        ? (log(mass.outside) - wanted) * mass.outside / slope
        : (wanted - log(mass.inside)) * mass.inside / slope
      guard step.isFinite else { break }
      // Where the tail has vanished the curve is too steep for a long step.
      logarithm += min(max(step, -100), 100)
      if step.magnitude < 1e-15 { break }
    }
    return exp(logarithm)
  }

  /// The density at t ≥ 0.
  private static func density(_ t: Double, _ freedom: Double) -> Double {
    guard freedom < normalLimit else { return exp(-t * t / 2) / (2 * Double.pi).squareRoot() }
    let ratio = t / freedom.squareRoot()
    return gammaRatio(freedom / 2) / (freedom * Double.pi).squareRoot()
      * exp(-(freedom + 1) / 2 * logarithmOfOnePlusSquare(ratio))
  }

  /// The probabilities of values nearer to 0 than t ≥ 0, and of the others, each with its own
  /// relative accuracy.
  private static func masses(_ t: Double, _ freedom: Double) -> (inside: Double, outside: Double) {
    guard t.isFinite else { return (1, 0) }
    guard freedom < normalLimit else {
      let corrected =
        freedom.isInfinite
        ? t : t * (1 - 1 / (4 * freedom)) / (1 + t * t / (2 * freedom)).squareRoot()
      let argument = corrected / 2.0.squareRoot()
      return (erf(argument), erfc(argument))
    }
    let ratio = t / freedom.squareRoot()
    let sine = ratio > 1e150 ? 1 : ratio / (1 + ratio * ratio).squareRoot()
    let outer = ratio > 1e150 ? 0 : 1 / (1 + ratio * ratio)
    let half = freedom / 2
    // x^a·(1 − x)^b / B(a, b) with a = ν/2 and b = ½.
    let front =
      exp(-half * logarithmOfOnePlusSquare(ratio)) * sine * gammaRatio(half)
      / Double.pi.squareRoot()
    if outer < (half + 1) / (half + 2.5) {
      let outside = front / half * betaFraction(half, 0.5, outer)
      return (1 - outside, outside)
    }
    let inside = front / 0.5 * betaFraction(0.5, half, sine * sine)
    return (inside, 1 - inside)
  }

  private static let normalLimit = 1e7

  private static func logarithmOfOnePlusSquare(_ number: Double) -> Double {
    number > 1e150 ? 2 * log(number) : log1p(number * number)
  }

  /// Γ(x + ½)/Γ(x), by its asymptotic series from 15 on and downwards from there.
  private static func gammaRatio(_ number: Double) -> Double {
    var argument = number
    var factor = 1.0
    while argument < 15 {
      factor *= argument / (argument + 0.5)
      argument += 1
    }
    let inverse = 1 / argument
    let square = inverse * inverse
    let inner = 1.0 / 640 - square * (17.0 / 14_336 - square * 31 / 18_432)
    let series = inverse * (-1.0 / 8 + square * (1.0 / 192 - square * inner))
    return factor * argument.squareRoot() * exp(series)
  }

  /// The continued fraction of the incomplete beta function, by Lentz's method.
  private static func betaFraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    let least = 1e-300
    func kept(_ number: Double) -> Double { number.magnitude < least ? least : number }
    var numerator = 1.0
    var denominator = 1 / kept(1 - (a + b) * x / (a + 1))
    var value = denominator
    for count in 1..<20_000 {
      let m = Double(count)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      denominator = 1 / kept(1 + even * denominator)
      numerator = kept(1 + even / numerator)
      value *= denominator * numerator
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      denominator = 1 / kept(1 + odd * denominator)
      numerator = kept(1 + odd / numerator)
      let change = denominator * numerator
      value *= change
      if (change - 1).magnitude < 1e-16 { break }
    }
    return value
  }
}
