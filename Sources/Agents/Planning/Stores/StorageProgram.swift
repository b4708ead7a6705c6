/// The cheapest use of one store over the intervals ahead, found exactly.
///
/// ```text
/// minimise  Σ_k [ c_k(x_k) + l_k(S_{k+1}) ] − v·S_T
/// so that   S_{k+1} = γ_k·S_k + b_k + x_k,   S_min ≤ S ≤ S_max,   x_k within the stage's segments
/// ```
///
/// The costs c_k of a stage and l_k of a state are convex and piecewise linear, so the cost-to-go
///
/// ```text
/// J_k(S) = min_x  c_k(x) + l_k(S′) + J_{k+1}(S′)
/// ```
///
/// is convex and piecewise linear as well. It is kept as a sorted list of slopes: taking the best x
/// merges two lists, the balance stretches one, and the limits cut it. This gives the optimum of
/// the linear program without a solver, and with it the whole curve of marginal values −J′(S) in
/// place of the one dual of a solver, which is ambiguous where the curve has a kink.
///
/// Where the limits can't be kept the state goes to where it comes nearest to them.
///
/// - Complexity: O(T·*s*) for T stages and *s* different slopes, at most O(T²).
public struct StorageProgram: Sendable {
  struct Segment: Hashable, Sendable {
    var width: Double
    var slope: Double
  }

  struct Stage: Sendable {
    var decay: Double
    var drift: Double
    /// The least change of the state.
    var lowest: Double
    var segments: Range<Int>
    var kinks: Range<Int>
    /// The slope of the state's cost below its first kink.
    var slopeBelowKinks: Double
  }

  /// A point at which the slope of a state's cost grows.
  struct Kink: Hashable, Sendable {
    var position: Double
    var growth: Double
  }

  /// The cost-to-go at the end of a stage: its leftmost state and its segments.
  struct Curve: Sendable {
    var start: Double
    var segments: Range<Int>
  }

  let minimum: Double
  let maximum: Double
  let terminalValue: Double
  var stages: [Stage] = []
  var stageSegments: [Segment] = []
  var kinks: [Kink] = []
  /// The cost-to-go at the end of each stage, its own state's cost included.
  var curves: [Curve] = []
  var curveSegments: [Segment] = []

  /// Creates a program without stages.
  ///
  /// - Parameters:
  ///   - minimum: The least state allowed.
  ///   - maximum: The greatest state allowed, at least the least one.
  ///   - terminalValue: What a unit of the state is worth at the end.
  public init(from minimum: Double, to maximum: Double, terminalValue: Double) {
    self.minimum = minimum
    self.maximum = max(minimum, maximum)
    self.terminalValue = terminalValue
  }

  /// Makes room for stages.
  mutating func reserve(stages count: Int, segmentsPerStage: Int) {
    stages.reserveCapacity(count)
    stageSegments.reserveCapacity(count * segmentsPerStage)
  }

  /// Adds a stage behind the others.
  ///
  /// - Parameters:
  ///   - decay: The factor γ by which the state shrinks by itself, above 0.
  ///   - drift: The change b that comes by itself.
  ///   - lowest: The least change x.
  public mutating func beginStage(decay: Double = 1, drift: Double = 0, lowest: Double) {
    stages.append(
      Stage(
        decay: max(decay, 1e-9), drift: drift, lowest: lowest,
        segments: stageSegments.count..<stageSegments.count, kinks: kinks.count..<kinks.count,
        slopeBelowKinks: 0))
  }

  /// Lets the last stage's change x grow by a width at a cost.
  ///
  /// - Parameters:
  ///   - width: The width of the segment.
  ///   - slope: The cost of a unit of x, not less than that of the segment before.
  public mutating func addSegment(width: Double, slope: Double) {
    guard width > 0, let last = stages.indices.last else { return }
    stageSegments.append(Segment(width: width, slope: slope))
    stages[last].segments = stages[last].segments.lowerBound..<stageSegments.count
  }

  /// Lets the state at the end of the last stage have a cost.
  ///
  /// - Parameters:
  ///   - slope: The slope below the first of the kinks.
  ///   - points: Where the slope grows and by how much, ascending.
  public mutating func addStateCost(
    slopeBelow slope: Double, _ points: [(position: Double, growth: Double)]
  ) {
    guard let last = stages.indices.last else { return }
    kinks += points.map { Kink(position: $0.position, growth: $0.growth) }
    stages[last].kinks = stages[last].kinks.lowerBound..<kinks.count
    stages[last].slopeBelowKinks = slope
  }

  /// Whether the costs of every stage are convex, as the solution asks for.
  public var isConvex: Bool {
    for stage in stages {
      var segment = stage.segments.lowerBound + 1
      while segment < stage.segments.upperBound {
        guard stageSegments[segment].slope >= stageSegments[segment - 1].slope - 1e-12 else {
          return false
        }
        segment += 1
      }
    }
    return true
  }
}

// MARK: Backwards: the cost-to-go

extension StorageProgram {
  /// Works out the cost-to-go of every stage.
  ///
  /// - Parameter kept: The number of stages, from the first on, whose changes are asked for
  ///   afterwards.
  public mutating func solve(keeping kept: Int = .max) {
    let kept = max(min(kept, stages.count), 0)
    curveSegments.removeAll(keepingCapacity: true)
    curves = Array(repeating: Curve(start: minimum, segments: 0..<0), count: kept)
    guard !stages.isEmpty else { return }
    var start = minimum
    // A curve has its first segment, and at most those of all stages and cuts besides.
    let most = 1 + stageSegments.count + kinks.count
    var current = Array(repeating: Segment(width: 0, slope: 0), count: most)
    var next = current
    current[0] = Segment(width: maximum - minimum, slope: -terminalValue)
    var count = 1
    for index in stages.indices.reversed() {
      let stage = stages[index]
      if !stage.kinks.isEmpty || stage.slopeBelowKinks != 0 {
        count = addStateCost(of: stage, from: start, to: &current, count: count)
      }
      if index < kept {
        let first = curveSegments.count
        curveSegments += current[..<count]
        curves[index] = Curve(start: start, segments: first..<curveSegments.count)
      }
      guard index > 0 else { break }
      start = pullCurve(
        current.span, count: &count, back: stage, stageSegments.span, from: start,
        limits: (minimum, maximum), into: &next)
      swap(&current, &next)
    }
  }

  /// Adds the cost of a state to a curve, cutting segments at its kinks.
  ///
  /// - Returns: The number of segments of the curve then.
  private func addStateCost(
    of stage: Stage, from start: Double, to curve: inout [Segment], count: Int
  ) -> Int {
    var result: [Segment] = []
    var slope = stage.slopeBelowKinks
    var kink = stage.kinks.lowerBound
    var position = start
    for segment in curve[..<count] {
      var width = segment.width
      while width > 0 {
        while kink < stage.kinks.upperBound, kinks[kink].position <= position {
          slope += kinks[kink].growth
          kink += 1
        }
        let isCut = kink < stage.kinks.upperBound && kinks[kink].position < position + width
        let part = isCut ? kinks[kink].position - position : width
        result.append(Segment(width: part, slope: segment.slope + slope))
        position = isCut ? kinks[kink].position : position + width
        width -= part
      }
    }
    for index in result.indices { curve[index] = result[index] }
    return result.count
  }
}
