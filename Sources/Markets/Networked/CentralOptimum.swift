/// The cheapest powers that balance, with quadratic costs and bounds: what every market is measured
/// against.
///
/// ```text
/// minimise  Σ ½·a_i·p_i² + b_i·p_i      so that    p_min ≤ p ≤ p_max,   Σ p_i = 0
/// ```
///
/// At a price λ each member's power is known, so the λ at which they balance is searched among the
/// prices at which a member meets a bound, and calculated between two of them: no iteration has to
/// converge. Where a whole range of prices balances, `k` says which is taken: 0 the lowest, 1 the
/// highest. Members of constant cost at the price share what is left in proportion to their ranges.
public struct CentralOptimum: Hashable, Sendable {
  /// A member that generates (positive powers) or consumes (negative powers).
  public struct Member: Hashable, Sendable {
    /// How much the marginal cost rises with the power; not negative.
    public var slope: Double
    /// The marginal cost at the power 0.
    public var price: Double
    /// The least power.
    public var minimum: Double
    /// The greatest power.
    public var maximum: Double

    /// Creates a member.
    public init(slope: Double, price: Double, minimum: Double, maximum: Double) {
      self.slope = slope
      self.price = price
      self.minimum = minimum
      self.maximum = maximum
    }

    /// The cost of a power; negative where consuming is worth something.
    public func cost(of power: Double) -> Double { (slope * power / 2 + price) * power }

    var isSound: Bool {
      slope >= 0 && slope.isFinite && price.isFinite && minimum.isFinite && maximum.isFinite
        && minimum <= maximum
    }

    /// The powers that are best at a price: more than one where the cost is constant.
    fileprivate func powers(at price: Double) -> ClosedRange<Double> {
      guard slope > 0 else {
        return price < self.price
          ? minimum...minimum : price > self.price ? maximum...maximum : minimum...maximum
      }
      let power = min(max((price - self.price) / slope, minimum), maximum)
      return power...power
    }
  }

  /// The common marginal cost.
  public let price: Double
  /// The power of each member.
  public let powers: [Double]
  /// The cost of all powers.
  public let cost: Double

  /// Finds the optimum; `nil` when no powers within the bounds balance, or a number is not sound.
  ///
  /// - Parameters:
  ///   - members: The members.
  ///   - k: The place in the range of prices that balance, from 0 to 1.
  /// - Complexity: O(*n* log *n*).
  public init?(_ members: [Member], k: Double = 0.5) {
    guard members.allSatisfy(\.isSound) else { return nil }
    let size = members.reduce(0) { $0 + max(abs($1.minimum), abs($1.maximum)) }
    guard size.isFinite else { return nil }
    let tolerance = 1e-14 * size
    guard members.reduce(0, { $0 + $1.minimum }) <= tolerance,
      members.reduce(0, { $0 + $1.maximum }) >= -tolerance
    else { return nil }
    let breakpoints = members.flatMap { member in
      [member.price + member.slope * member.minimum, member.price + member.slope * member.maximum]
    }.sorted()
    guard let last = breakpoints.last, last.isFinite, breakpoints[0].isFinite else {
      guard members.isEmpty else { return nil }
      (price, powers, cost) = (0, [], 0)
      return
    }

    // The first breakpoint at which enough is generated.
    var (first, end) = (0, breakpoints.count - 1)
    while first < end {
      let middle = (first + end) / 2
      if excess(of: members, at: breakpoints[middle]).upperBound >= -tolerance {
        end = middle
      } else {
        first = middle + 1
      }
    }
    let atBreakpoint = excess(of: members, at: breakpoints[first])
    if atBreakpoint.lowerBound > tolerance, first > 0 {
      price = balance(of: members, from: breakpoints[first - 1], to: breakpoints[first])
    } else if atBreakpoint.upperBound <= tolerance,
      let next = breakpoints[first...].first(where: { $0 > breakpoints[first] }),
      excess(of: members, at: next).lowerBound <= tolerance
    {
      price = (1 - k) * breakpoints[first] + k * next
    } else {
      price = breakpoints[first]
    }
    powers = balancedPowers(of: members, at: price)
    cost = zip(members, powers).reduce(0) { $0 + $1.0.cost(of: $1.1) }
  }
}

/// The least and the greatest sum of powers that are best at a price.
private func excess(of members: [CentralOptimum.Member], at price: Double) -> ClosedRange<Double> {
  var (least, greatest) = (0.0, 0.0)
  for member in members {
    let powers = member.powers(at: price)
    least += powers.lowerBound
    greatest += powers.upperBound
  }
  return min(least, greatest)...max(least, greatest)
}

/// The price between two breakpoints at which powers balance.
private func balance(
  of members: [CentralOptimum.Member], from lower: Double, to upper: Double
) -> Double {
  let middle = lower + (upper - lower) / 2
  var (fixed, pull, weight) = (0.0, 0.0, 0.0)
  for member in members {
    let power = member.powers(at: middle).lowerBound
    if member.slope > 0, power > member.minimum, power < member.maximum {
      pull += member.price / member.slope
      weight += 1 / member.slope
    } else {
      fixed += power
    }
  }
  guard weight > 0 else { return middle }
  return min(max((pull - fixed) / weight, lower), upper)
}

/// The powers at the price, what is free shared in proportion.
private func balancedPowers(of members: [CentralOptimum.Member], at price: Double) -> [Double] {
  let sum = excess(of: members, at: price)
  let width = sum.upperBound - sum.lowerBound
  let share = width > 0 ? min(max(-sum.lowerBound / width, 0), 1) : 0
  return members.map { member in
    let powers = member.powers(at: price)
    return powers.lowerBound + share * (powers.upperBound - powers.lowerBound)
  }
}
