/// Removes buses without injection from a radial network's equations, exactly.
///
/// Two kinds of buses go. A dead end takes only what its admittance *y* draws, so seen from its
/// parent it is an admittance. A bus between two branches is removed by the star-triangle
/// transformation, which on a line without charging is the sum of the impedances:
///
/// ```text
/// dead end       y′ = y / (1 + z·y)            V = V(parent) / (1 + z·y)
/// pass-through   z = z₁ + z₂ + z₁·z₂·y         V = (z₂·V(upper) + z₁·V(lower)) / z
///                to the upper bus y·z₂/z, to the lower one y·z₁/z
/// ```
///
/// The voltage of a removed bus is therefore a fixed combination of the voltages of two kept ones.
/// What its branches lose is lost in the impedance and in the conductances that replace them.
struct TreeReduction {
  /// A removed bus: V = upperShare · V(upper) + lowerShare · V(lower), all by position.
  struct Removed {
    var upper: Int
    var lower: Int
    var upperShare: Pair
    var lowerShare: Pair
  }

  typealias Pair = SIMD2<Double>

  private(set) var removed: [Removed?]
  /// The kept position that each kept position's branch leads to.
  private(set) var parents: [Int]
  private(set) var impedances: [Pair]
  private(set) var shunts: [Pair]
  private(set) var lossConductances: [Double]

  /// - Parameter keeps: The positions that may have an injection. The first one always stays.
  init(_ equations: RadialEquations, keeps: [Bool]) {
    let count = equations.tree.buses.count
    removed = Array(repeating: nil, count: count)
    parents = equations.tree.parents.map { Int($0) }
    impedances = equations.impedances.map(\.pair)
    shunts = equations.shunts
    lossConductances = equations.lossConductances
    // Children come after their parents: each position is met when all behind it is done.
    var childCounts = [Int](repeating: 0, count: count)
    var lastChild = childCounts
    for position in stride(from: count - 1, to: 0, by: -1) {
      let isGone: Bool
      switch childCounts[position] {
      case _ where keeps[position]: isGone = false
      case 0: isGone = removeDeadEnd(position)
      case 1: isGone = removePassThrough(position, above: lastChild[position])
      default: isGone = false
      }
      let parent = parents[position]
      guard !isGone else {
        if let lower = removed[position]?.lower, lower != parent {
          childCounts[parent] += 1
          lastChild[parent] = lower
        }
        continue
      }
      childCounts[parent] += 1
      lastChild[parent] = position
    }
    resolve()
  }

  private mutating func removeDeadEnd(_ position: Int) -> Bool {
    let impedance = impedances[position]
    let divisor = Pair(1, 0) + product(impedance, shunts[position])
    guard lengthSquared(divisor) > 1e-4 else { return false }
    let share = reciprocal(divisor)
    let current = product(shunts[position], share)
    let parent = parents[position]
    shunts[parent] += current
    lossConductances[parent] +=
      lossConductances[position] * lengthSquared(share) + impedance.x * lengthSquared(current)
    removed[position] = Removed(
      upper: parent, lower: parent, upperShare: share, lowerShare: .zero)
    return true
  }

  private mutating func removePassThrough(_ position: Int, above lower: Int) -> Bool {
    let shunt = shunts[position]
    // What a consumer of constant impedance takes is no loss, and is not told apart behind a
    // transformation.
    let consumption = shunt.x - lossConductances[position]
    guard abs(consumption) <= 1e-12 * (abs(shunt.x) + abs(shunt.y)) else { return false }
    let first = impedances[position]
    let second = impedances[lower]
    let sum = first + second + product(product(first, second), shunt)
    let size = lengthSquared(first) + lengthSquared(second)
    let parent = parents[position]
    var upperShare = Pair(1, 0)
    var lowerShare = Pair.zero
    if size > 0 {
      // A series capacitor can cancel a reactance: then the division would cost accuracy.
      guard lengthSquared(sum) > 1e-2 * size else { return false }
      let inverse = reciprocal(sum)
      upperShare = product(second, inverse)
      lowerShare = product(first, inverse)
    }
    let toUpper = product(shunt, upperShare)
    let toLower = product(shunt, lowerShare)
    shunts[parent] += toUpper
    shunts[lower] += toLower
    lossConductances[parent] += toUpper.x
    lossConductances[lower] += toLower.x
    impedances[lower] = sum
    parents[lower] = parent
    removed[position] = Removed(
      upper: parent, lower: lower, upperShare: upperShare, lowerShare: lowerShare)
    return true
  }

  /// Expresses each removed position by kept ones only.
  private mutating func resolve() {
    for position in removed.indices {
      guard var own = removed[position], let above = removed[own.upper] else { continue }
      let share = own.upperShare
      own.upperShare = product(share, above.upperShare)
      own.lowerShare += product(share, above.lowerShare)
      own.upper = above.upper
      own.lower = above.lower
      removed[position] = own
    }
  }
}

@inline(always)
func product(_ left: SIMD2<Double>, _ right: SIMD2<Double>) -> SIMD2<Double> {
  SIMD2(left.x * right.x - left.y * right.y, left.x * right.y + left.y * right.x)
}

@inline(always)
func lengthSquared(_ pair: SIMD2<Double>) -> Double { (pair * pair).sum() }

func reciprocal(_ pair: SIMD2<Double>) -> SIMD2<Double> {
  SIMD2(pair.x, -pair.y) / lengthSquared(pair)
}
