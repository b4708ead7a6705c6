import Agents
import LinearPrograms
import TestSupport
import Testing

/// The curves of a store against a solver, on random programs.
struct StorageProgramTests {
  struct Stage {
    var decay: Double
    var drift: Double
    var lowest: Double
    var segments: [(width: Double, slope: Double)]
    var slopeBelow: Double
    var kinks: [(position: Double, growth: Double)]
  }

  static func stages(_ generator: inout TestGenerator) -> [Stage] {
    (0..<Int.random(in: 1...12, using: &generator)).map { _ in
      var slope = Double.random(in: -0.3...0.1, using: &generator)
      let widths = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
        Double.random(in: 0.1...2, using: &generator)
      }
      let below = Double.random(in: 0...widths.reduce(0, +), using: &generator)
      let segments = widths.map { width in
        // Equal slopes occur on purpose.
        slope += Double(Int.random(in: 0...3, using: &generator)) * 0.07
        return (width: width, slope: slope)
      }
      let kinks = (0..<Int.random(in: 0...2, using: &generator)).map { index in
        (position: 2 + 3 * Double(index), growth: Double.random(in: 0...0.2, using: &generator))
      }
      return Stage(
        decay: Bool.random(using: &generator) ? 1 : Double.random(in: 0.95...1, using: &generator),
        drift: 0, lowest: -below, segments: segments,
        slopeBelow: Double.random(in: -0.1...0, using: &generator), kinks: kinks)
    }
  }

  /// The same program for a solver; a state's cost is the greatest of lines.
  static func linearProgram(
    _ stages: [Stage], range: ClosedRange<Double>, terminalValue: Double, initial: Double
  ) -> LinearProgram {
    var program = LinearProgram()
    var last: Int?
    for (index, stage) in stages.enumerated() {
      let state = program.addColumn(
        cost: index == stages.count - 1 ? -terminalValue : 0, from: range.lowerBound,
        to: range.upperBound)
      let parts = stage.segments.map { program.addColumn(cost: $0.slope, to: $0.width) }
      var terms: [LinearProgram.Term] = [.init(state, 1)] + parts.map { .init($0, -1) }
      var right = stage.drift + stage.lowest
      if let last {
        terms.append(.init(last, -stage.decay))
      } else {
        right += stage.decay * initial
      }
      program.addRow(from: right, to: right, terms)
      // l(S) = Σ growth·max(S − position, 0) + slopeBelow·S
      let linear = program.addColumn(cost: stage.slopeBelow, from: -1e6, to: 1e6)
      program.addRow(from: 0, to: 0, [.init(linear, 1), .init(state, -1)])
      for kink in stage.kinks {
        let above = program.addColumn(cost: kink.growth)
        program.addRow(from: -kink.position, [.init(above, 1), .init(state, -1)])
      }
      last = state
    }
    return program
  }

  static func cost(
    of changes: [Double], _ stages: [Stage], terminalValue: Double, initial: Double,
    range: ClosedRange<Double>
  ) -> Double {
    var state = initial
    var cost = 0.0
    for (stage, change) in zip(stages, changes) {
      state = stage.decay * state + stage.drift + change
      #expect(state > range.lowerBound - 1e-9 && state < range.upperBound + 1e-9)
      var rest = change - stage.lowest
      #expect(rest > -1e-9)
      for segment in stage.segments {
        let part = min(segment.width, rest)
        cost += part * segment.slope
        rest -= part
      }
      #expect(rest < 1e-9)
      cost += stage.slopeBelow * state
      for kink in stage.kinks { cost += kink.growth * max(state - kink.position, 0) }
    }
    return cost - terminalValue * state
  }

  @Test("The curves reach the optimum that a solver finds", arguments: 0..<300)
  func matchesSolver(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let stages = Self.stages(&generator)
    let range = 1.0...9.0
    let initial = Double.random(in: 1...9, using: &generator)
    let value = Double.random(in: 0...0.2, using: &generator)
    var program = StorageProgram(
      from: range.lowerBound, to: range.upperBound, terminalValue: value)
    for stage in stages {
      program.beginStage(decay: stage.decay, drift: stage.drift, lowest: stage.lowest)
      for segment in stage.segments {
        program.addSegment(width: segment.width, slope: segment.slope)
      }
      program.addStateCost(slopeBelow: stage.slopeBelow, stage.kinks)
    }
    #expect(program.isConvex)
    program.solve()
    var changes: [Double] = []
    program.changes(from: initial, into: &changes)
    let reference = Self.linearProgram(
      stages, range: range, terminalValue: value, initial: initial)
    guard let solution = try? reference.solve() else {
      // Where the limits can't be kept the curves only come as near as can be.
      return
    }
    let cost = Self.cost(
      of: changes, stages, terminalValue: value, initial: initial, range: range)
    #expect(abs(cost - solution.objective) < 1e-7 * (1 + abs(cost)))
  }
}
