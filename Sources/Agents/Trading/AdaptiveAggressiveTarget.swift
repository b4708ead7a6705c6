public import Markets
import RandomStreams

/// The target price of an adaptive-aggressive trader (AA) with an aggressiveness.
///
/// With f(r) = (exp(r·θ) − 1)/(exp(θ) − 1), which rises from 0 to 1, p* the estimate of the equilibrium
/// price, l the limit, and p⁻ and p⁺ the lowest and highest price:
///
/// ```text
///                      r ≥ 0                        r < 0
/// bid,   l > p*        p* + (l − p*)·f(r)           p* − (p* − p⁻)·f′(−r)
/// bid,   l ≤ p*        l                            l − (l − p⁻)·f(−r)
/// offer, l < p*        p* − (p* − l)·f(r)           p* + (p⁺ − p*)·f′(−r)
/// offer, l ≥ p*        l                            l + (p⁺ − l)·f(−r)
/// ```
///
/// f′ has a shape θ′ such that the target has no bend at r = 0: with g(θ) = θ/(exp(θ) − 1), it solves
/// g(θ′)·(p* − p⁻) = g(θ)·(l − p*) for a bid, by Newton's method.
public struct AdaptiveAggressiveTarget: BitwiseCopyable, Hashable, Sendable {
  /// Whether the trader buys or sells.
  public var side: Order.Side
  /// The limit l.
  public var limit: Double
  /// The estimate p* of the equilibrium price.
  public var equilibrium: Double
  /// The shape θ.
  public var theta: Double
  /// The shape θ′ for prices on the bold side of the equilibrium price.
  public var boldTheta: Double
  /// The boldest price: the lowest one for a bid, the highest one for an offer.
  public var boldest: Double

  /// Creates a target.
  ///
  /// - Parameters:
  ///   - side: The trader's side.
  ///   - limit: Its limit price.
  ///   - equilibrium: The estimated equilibrium price.
  ///   - theta: The shape θ of the target.
  ///   - boldest: The boldest price that can be named.
  ///   - isSmooth: Whether θ′ is solved for; otherwise it is θ, as before the method was added.
  public init(
    side: Order.Side, limit: Double, equilibrium: Double, theta: Double, boldest: Double,
    isSmooth: Bool = true
  ) {
    self.side = side
    self.limit = limit
    self.equilibrium = equilibrium
    self.theta = theta
    self.boldest = boldest
    boldTheta = theta
    let reach = (boldest - equilibrium).magnitude
    if isSmooth, isIntramarginal, reach > 0 {
      boldTheta = Self.shape(
        ofSlope: Self.slope(of: theta) * (limit - equilibrium).magnitude / reach)
    }
  }

  /// Whether the trader expects to gain at the equilibrium price.
  public var isIntramarginal: Bool { side == .bid ? limit > equilibrium : limit < equilibrium }

  /// The target price at an aggressiveness from −1 to 1.
  public func price(at aggressiveness: Double) -> Double {
    let start = isIntramarginal ? equilibrium : limit
    if aggressiveness >= 0 {
      return start + (limit - start) * Self.curve(min(aggressiveness, 1), theta)
    }
    let theta = isIntramarginal ? boldTheta : theta
    return start + (boldest - start) * Self.curve(min(-aggressiveness, 1), theta)
  }

  /// The aggressiveness whose target is a price, or comes nearest to it.
  public func aggressiveness(at price: Double) -> Double {
    let start = isIntramarginal ? equilibrium : limit
    let isBold = side == .bid ? price < start : price > start
    let end = isBold ? boldest : limit
    guard end != start else { return isBold ? -1 : 0 }
    let share = limited((price - start) / (end - start), 0, 1)
    let inverse = Self.inverse(share, isBold && isIntramarginal ? boldTheta : theta)
    return isBold ? -inverse : inverse
  }

  /// f: (exp(x·θ) − 1)/(exp(θ) − 1), which is x for θ = 0.
  static func curve(_ share: Double, _ theta: Double) -> Double {
    guard theta.magnitude > 1e-6 else { return share }
    return (exponential(share * theta) - 1) / (exponential(theta) - 1)
  }

  /// The inverse of f.
  static func inverse(_ value: Double, _ theta: Double) -> Double {
    guard theta.magnitude > 1e-6 else { return value }
    let argument = 1 + value * (exponential(theta) - 1)
    guard argument.isNormal, argument > 0 else { return 1 }
    return limited(naturalLogarithm(argument) / theta, 0, 1)
  }

  /// g: the slope θ/(exp(θ) − 1) of f at 0.
  static func slope(of theta: Double) -> Double {
    theta.magnitude > 1e-6 ? theta / (exponential(theta) - 1) : 1 - theta / 2
  }

  /// The shape with a slope, by Newton's method; within the shapes from −30 to 30.
  static func shape(ofSlope slope: Double) -> Double {
    guard slope < Self.slope(of: -30) else { return -30 }
    guard slope > Self.slope(of: 30) else { return 30 }
    // g falls and is convex: from the left of the root, Newton's steps stay there and come to it.
    var theta = slope > 1 ? -slope : 0.0
    if slope < 1 { theta = -1 }
    for _ in 0..<60 {
      let value = Self.slope(of: theta) - slope
      let step = value / steepness(of: theta)
      theta -= step
      if step.magnitude < 1e-12 { break }
    }
    return limited(theta, -30, 30)
  }

  /// The derivative of g.
  private static func steepness(of theta: Double) -> Double {
    guard theta.magnitude > 1e-4 else { return -0.5 + theta / 6 }
    let power = exponential(theta)
    return (power - 1 - theta * power) / ((power - 1) * (power - 1))
  }
}
