// The loops of the general solvers over branches and nodes. They read memory unchecked: values are
// gathered through the ends of the branches, where the compiler cannot lift the checks.
//
// SAFETY, for all expressions of this file: `GeneralEquations` numbers the ends of branches by
// nodes, and all arrays have one element, right-hand sides two, for each node.

/// Computes by how much the currents of each node do not balance.
func computeBalances(
  _ equations: GeneralEquations, _ injections: GeneralInjections, _ deviations: [Phasor],
  _ balances: inout [Phasor]
) {
  let (edges, deviations) = (equations.edges.span, deviations.span)
  let shunts = equations.shunts.span
  let (powers, parts) = (injections.powers.span, injections.currentParts.span)
  let impedances = injections.impedanceParts.span
  var balances = balances.mutableSpan
  var node = 0
  while node < balances.count {
    let voltage = unsafe Phasor.one + deviations[unchecked: node]
    let squared = voltage.squaredLength
    var factor = unsafe powers[unchecked: node] * (1 / squared) + impedances[unchecked: node]
    if injections.hasCurrentParts {
      factor += unsafe parts[unchecked: node] * (1 / squared.squareRoot())
    }
    unsafe balances[unchecked: node] =
      (shunts[unchecked: node] - Phasor(factor)) * voltage
    node &+= 1
  }
  for part in injections.exponentials {
    let voltage = deviations[part.node] + .one
    let (factor, _) = GeneralInjections.exponentialFactor(part, squared: voltage.squaredLength)
    balances[part.node] -= Phasor(factor) * voltage
  }
  var index = 0
  while index < edges.count {
    let edge = unsafe edges[unchecked: index]
    let (from, to) = (Int(edge.from), Int(edge.to))
    let current = unsafe edge.admittance * (deviations[unchecked: from] - deviations[unchecked: to])
    unsafe balances[unchecked: from] += current
    unsafe balances[unchecked: to] -= current
    index &+= 1
  }
  for branch in equations.ratioBranches {
    let end = equations.branches[branch]
    let current = seriesCurrent(end, deviations[Int(end.from)], deviations[Int(end.to)])
    balances[Int(end.from)] += end.ratio.conjugate * current
    balances[Int(end.to)] -= current
  }
  for feed in equations.feeds {
    balances[Int(feed.node)] -=
      feed.admittance * (feed.voltageLessOne - deviations[Int(feed.node)])
  }
}

/// The current through the series admittance of a branch, behind the ratio.
@inline(always)
func seriesCurrent(
  _ branch: GeneralEquations.BranchEnd, _ from: Phasor, _ to: Phasor
) -> Phasor {
  branch.admittance * (branch.ratioLessOne + branch.ratio * from - to)
}

/// Puts the balances with the opposite sign on the right-hand side.
func fillRightSide(_ balances: [Phasor], _ unknownCount: Int, _ rightSide: inout [Double]) {
  let balances = balances.span
  var rightSide = rightSide.mutableSpan
  var node = 0
  while node < unknownCount {
    let balance = unsafe balances[unchecked: node]
    unsafe rightSide[unchecked: 2 &* node] = -balance.real
    unsafe rightSide[unchecked: 2 &* node &+ 1] = -balance.imaginary
    node &+= 1
  }
}

/// Adds a step to the deviations.
///
/// - Returns: The root of the sum of squares of the changes.
func apply(_ step: [Double], _ unknownCount: Int, _ deviations: inout [Phasor]) -> Double {
  let step = step.span
  var deviations = deviations.mutableSpan
  var sum = SIMD2<Double>.zero
  var largest = SIMD2<Double>.zero
  var node = 0
  while node < unknownCount {
    let change = unsafe SIMD2(step[unchecked: 2 &* node], step[unchecked: 2 &* node &+ 1])
    let squares = change * change
    sum += squares
    largest.replace(with: squares, where: squares .> largest)
    node &+= 1
  }
  let scale = stepScale(largest.x > largest.y ? largest.x : largest.y)
  node = 0
  while node < unknownCount {
    let change = unsafe Phasor(step[unchecked: 2 &* node], step[unchecked: 2 &* node &+ 1])
    unsafe deviations[unchecked: node] += change * scale
    node &+= 1
  }
  return (sum.x + sum.y).squareRoot()
}

/// The share of a step that is made: none may change a voltage by more than half, because that is
/// beyond what the linear equations can foresee.
@inline(always)
private func stepScale(_ largestSquare: Double) -> Double {
  largestSquare > 0.25 ? (0.25 / largestSquare).squareRoot() : 1
}

/// Takes back a share of a step that ``apply`` has added.
func retreat(
  _ step: [Double], _ share: Double, _ unknownCount: Int, _ deviations: inout [Phasor]
) {
  var largest = 0.0
  for value in step { largest = max(largest, value * value) }
  let scale = stepScale(largest) * share
  for node in 0..<unknownCount {
    deviations[node] -= Phasor(step[2 * node], step[2 * node + 1]) * scale
  }
}

/// The sum of the squares.
func squaredLength(_ vector: [Double]) -> Double {
  let vector = vector.span
  var sum = SIMD2<Double>.zero
  var index = 0
  while index &+ 1 < vector.count {
    let pair = unsafe SIMD2(vector[unchecked: index], vector[unchecked: index &+ 1])
    sum += pair * pair
    index &+= 2
  }
  return sum.x + sum.y
}
