/// A walk along the changes of a stage's state, from the least to the greatest possible.
struct StageWalk {
  /// A stretch of changes that have one cost and lead to states of one value.
  struct Step {
    var width: Double
    /// The cost of a unit of change.
    var cost: Double
    /// What a unit of the state is worth there.
    var value: Double
    /// Where the stretch begins.
    var start: Double

    /// Whether the changes of the stretch are negative; no stretch reaches across zero.
    var isBelowZero: Bool { start + width / 2 < 0 }
  }

  private let curve: StorageProgram.Curve
  private var ownSegment: Int
  private let lastOwnSegment: Int
  private var ownEnd: Double
  private var curveSegment: Int
  private var curveEnd: Double
  private(set) var change: Double
  private let lastChange: Double

  /// Begins a walk.
  ///
  /// - Parameter state: The state that comes without a change.
  init(_ program: borrowing StorageProgram, stage index: Int, from state: Double) {
    let stage = program.stages[index]
    curve = program.curves[index]
    var width = 0.0
    for segment in stage.segments { width += program.stageSegments[segment].width }
    var length = 0.0
    for segment in curve.segments { length += program.curveSegments[segment].width }
    let end = curve.start + length
    let highest = stage.lowest + width
    change = min(max(stage.lowest, curve.start - state), highest)
    lastChange = max(change, min(highest, end - state))
    ownSegment = stage.segments.lowerBound
    lastOwnSegment = stage.segments.upperBound
    ownEnd = stage.lowest
    curveSegment = curve.segments.lowerBound
    curveEnd = curve.start - state
    if ownSegment < lastOwnSegment { ownEnd += program.stageSegments[ownSegment].width }
    if !curve.segments.isEmpty { curveEnd += program.curveSegments[curveSegment].width }
  }

  /// The stretch that begins where the walk stands; `nil` at the end.
  ///
  /// - Parameter program: The program that the walk began in.
  mutating func next(_ program: borrowing StorageProgram) -> Step? {
    while ownSegment < lastOwnSegment, ownEnd <= change {
      ownSegment += 1
      if ownSegment < lastOwnSegment { ownEnd += program.stageSegments[ownSegment].width }
    }
    while curveSegment < curve.segments.upperBound, curveEnd <= change {
      curveSegment += 1
      if curveSegment < curve.segments.upperBound {
        curveEnd += program.curveSegments[curveSegment].width
      }
    }
    guard change < lastChange, ownSegment < lastOwnSegment,
      curveSegment < curve.segments.upperBound
    else { return nil }
    let end = min(ownEnd, curveEnd, lastChange)
    return Step(
      width: end - change, cost: program.stageSegments[ownSegment].slope,
      value: -program.curveSegments[curveSegment].slope, start: change)
  }

  /// Goes on to the end of a stretch.
  mutating func pass(_ step: Step) { change = step.start + step.width }
}

extension StorageProgram {
  /// The best change of the state in each stage, from a state at the beginning.
  ///
  /// These are the stages that were kept when the program was solved.
  ///
  /// Of changes that are equally good the one with more to do now is taken: what can be charged, or
  /// discharged, at the same cost later is done at once.
  ///
  /// - Precondition: The program has been solved.
  public func changes(from initial: Double, into changes: inout [Double]) {
    changes.removeAll(keepingCapacity: true)
    var state = min(max(initial, minimum), maximum)
    for index in curves.indices {
      let rest = stages[index].decay * state + stages[index].drift
      var walk = StageWalk(self, stage: index, from: rest)
      while let step = walk.next(self), isWorthwhile(step) { walk.pass(step) }
      // Sums of widths miss zero by their rounding.
      let isZero = abs(walk.change) <= 1e-14 * max(abs(stages[index].lowest), abs(state))
      changes.append(isZero ? 0 : walk.change)
      state = min(max(rest + walk.change, minimum), maximum)
    }
  }

  private func isWorthwhile(_ step: StageWalk.Step) -> Bool {
    let tolerance = 1e-9 * max(abs(step.cost), abs(step.value))
    let gain = step.value - step.cost
    return step.isBelowZero ? gain > tolerance : gain >= -tolerance
  }

  /// The value of the state along all changes that the first stage allows, from the least on.
  ///
  /// - Precondition: The program has been solved.
  func firstSteps(from initial: Double) -> [StageWalk.Step] {
    guard let first = stages.first else { return [] }
    let state = min(max(initial, minimum), maximum)
    var walk = StageWalk(self, stage: 0, from: first.decay * state + first.drift)
    var steps: [StageWalk.Step] = []
    while let step = walk.next(self) {
      if let last = steps.indices.last, steps[last].value == step.value,
        steps[last].isBelowZero == step.isBelowZero
      {
        steps[last].width += step.width
      } else {
        steps.append(step)
      }
      walk.pass(step)
    }
    return steps
  }
}

/// How a change of a store's state is seen at the meter.
struct MeterView: Sendable {
  /// The injection, in kW, that one unit of change below zero, and above it, takes.
  var injectionBelow: Double
  var injectionAbove: Double
  /// What injecting a kilowatt-hour from the store costs beside what is stored.
  var injectionCost: Double = 0
  var intervalHours: Double

  /// How the device would answer to the price of the first stage.
  ///
  /// - Parameter planned: The change that is planned.
  func responses(
    of program: StorageProgram, from initial: Double, planned: Double,
    into responses: inout [FlexibleResponse]
  ) {
    responses.removeAll(keepingCapacity: true)
    for step in program.firstSteps(from: initial) {
      // A step may be planned in part: the rest of it can be added, what is planned be left out.
      let end = step.start + step.width
      let cut = min(max(planned, step.start), end)
      for (from, to) in [(step.start, cut), (cut, end)] where to - from > 1e-9 {
        let factor = step.isBelowZero ? injectionBelow : injectionAbove
        guard factor != 0 else { continue }
        let price =
          -step.value / (factor * intervalHours) + (step.isBelowZero ? injectionCost : 0)
        // Above what is planned the state grows, below it falls.
        let change = factor * (from >= planned ? to - from : from - to) * 1000
        append(FlexibleResponse(change: change, price: price), to: &responses)
      }
    }
  }

  private func append(_ response: FlexibleResponse, to responses: inout [FlexibleResponse]) {
    if let last = responses.indices.last, responses[last].price == response.price,
      (responses[last].change < 0) == (response.change < 0)
    {
      responses[last].change += response.change
    } else {
      responses.append(response)
    }
  }
}
