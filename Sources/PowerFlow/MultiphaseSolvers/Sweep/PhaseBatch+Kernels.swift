internal import Dispatch

// Threads write into the same arrays, each where no other does. That takes pointers, and a promise
// that the compiler cannot check.

/// The number of load cases that start from each other's solutions.
private let phaseCasesPerChunk = 256

/// Where the results go.
@unsafe private struct Memory {
  let voltages: UnsafeMutableBufferPointer<Double>
  let active: UnsafeMutableBufferPointer<Double>
  let reactive: UnsafeMutableBufferPointer<Double>
  let losses: UnsafeMutableBufferPointer<Double>
  let outcomes: UnsafeMutableBufferPointer<PowerFlowOutcome>
}

/// Solves all load cases, chunks of them on several threads.
func runPhaseChunks(
  _ solver: MultiphaseBatchSolver, _ active: Span<Double>, _ reactive: Span<Double>,
  _ threadCount: Int, _ result: inout MultiphaseBatchResult
) {
  let caseCount = result.caseCount
  let chunkCount = (caseCount + phaseCasesPerChunk - 1) / phaseCasesPerChunk
  let workerCount = max(min(threadCount, chunkCount), 1)
  // SAFETY: the pointers are used while the closures run, and each chunk writes only to the rows of
  // its own load cases.
  unsafe active.withUnsafeBufferPointer { activeTable in
    unsafe reactive.withUnsafeBufferPointer { reactiveTable in
      unsafe result.withUnsafeMemory { memory in
        nonisolated(unsafe) let memory = unsafe memory
        nonisolated(unsafe) let activeTable = unsafe activeTable
        nonisolated(unsafe) let reactiveTable = unsafe reactiveTable
        @Sendable func work(_ index: Int) {
          var worker = PhaseBatchWorker(solver)
          for chunk in stride(from: index, to: chunkCount, by: workerCount) {
            let cases =
              chunk * phaseCasesPerChunk..<min((chunk + 1) * phaseCasesPerChunk, caseCount)
            unsafe worker.run(cases, activeTable.span, reactiveTable.span, memory)
          }
        }
        if workerCount == 1 {
          work(0)
        } else {
          DispatchQueue.concurrentPerform(iterations: workerCount, execute: work)
        }
      }
    }
  }
}

extension MultiphaseBatchResult {
  fileprivate mutating func withUnsafeMemory(_ body: (Memory) -> Void) {
    // SAFETY: the pointers are only used by the body.
    unsafe voltageMagnitudesPerUnit.withUnsafeMutableBufferPointer { voltages in
      unsafe sourceActivePowerWatts.withUnsafeMutableBufferPointer { active in
        unsafe sourceReactivePowerVar.withUnsafeMutableBufferPointer { reactive in
          unsafe totalLossWatts.withUnsafeMutableBufferPointer { losses in
            unsafe outcomes.withUnsafeMutableBufferPointer { outcomes in
              unsafe body(
                Memory(
                  voltages: voltages, active: active, reactive: reactive, losses: losses,
                  outcomes: outcomes))
            }
          }
        }
      }
    }
  }
}

/// Writes the magnitudes of each lane to the row of its case, or to spare memory.
private func writeRows(
  _ magnitudes: [LanePhasor.Vector], _ loadCases: SIMD8<Int>, _ memory: Memory,
  _ spare: inout [Double]
) {
  // SAFETY: each case has a row with an element for each node, and so has the spare memory.
  unsafe spare.withUnsafeMutableBufferPointer { spare in
    guard let other = spare.baseAddress, let table = unsafe memory.voltages.baseAddress
    else { return }
    func row(_ lane: Int) -> UnsafeMutablePointer<Double> {
      unsafe loadCases[lane] >= 0 ? table + loadCases[lane] * magnitudes.count : other
    }
    unsafe LaneRows(first: row(0), second: row(1), third: row(2), fourth: row(3))
      .write(magnitudes.span)
  }
}

/// Writes the magnitudes of all lanes, node by node.
private func find(
  _ output: PhaseOutput, _ voltages: [LanePhasor], _ magnitudes: inout [LanePhasor.Vector]
) {
  var span = magnitudes.mutableSpan
  output.write(voltages.span, into: &span)
}

/// What one thread needs.
private struct PhaseBatchWorker {
  let solver: MultiphaseBatchSolver
  var state: PhaseState<LanePhasor>
  var mismatches: PhaseMismatches
  /// The magnitudes of all nodes.
  var magnitudes: [LanePhasor.Vector]
  /// Where lanes without a case of their own write.
  var spare: [Double]

  init(_ solver: MultiphaseBatchSolver) {
    self.solver = solver
    state = PhaseState(solver.model.layout, solver.lanes)
    mismatches = solver.mismatches
    let count = solver.outputs.contains(.voltageMagnitudes) ? solver.nodes.count : 0
    magnitudes = Array(repeating: .zero, count: count)
    spare = Array(repeating: 0, count: count)
  }

  /// Solves a chunk of cases. Each lane takes cases that follow each other.
  mutating func run(
    _ cases: Range<Int>, _ active: Span<Double>, _ reactive: Span<Double>, _ memory: Memory
  ) {
    state.reset()
    let stepCount = (cases.count + LanePhasor.laneCount - 1) / LanePhasor.laneCount
    for step in 0..<stepCount {
      var loadCases = SIMD8<Int>(repeating: -1)
      for lane in 0..<LanePhasor.laneCount {
        // Lanes beyond the last case repeat it, and write nothing.
        let loadCase = min(cases.lowerBound + lane * stepCount + step, cases.upperBound - 1)
        let isOwn = cases.lowerBound + lane * stepCount + step < cases.upperBound
        loadCases[lane] = isOwn ? loadCase : -1
        solver.powers.load(
          active, reactive, lane: lane, offset: loadCase * solver.powerCount, into: &state)
      }
      let progress = sweep(
        solver.lanes, &state, tolerance: solver.tolerancePerUnit,
        maximumIterations: solver.maximumIterations)
      if solver.outputs != [] { findExtras(solver.lanes, state.currents, &state.voltages) }
      unsafe write(loadCases, progress, active, reactive, memory)
      for lane in 0..<LanePhasor.laneCount where !progress.lane(lane).converged {
        state.reset(lane: lane)
      }
    }
  }

  private mutating func write(
    _ loadCases: SIMD8<Int>, _ progress: PhaseProgress, _ active: Span<Double>,
    _ reactive: Span<Double>, _ memory: Memory
  ) {
    let outputs = solver.outputs
    if outputs.contains(.voltageMagnitudes) {
      find(solver.model.output, state.voltages, &magnitudes)
      unsafe writeRows(magnitudes, loadCases, memory, &spare)
    }
    let needsTotals = outputs.contains(.losses) || outputs.contains(.sourcePower)
    let totals = needsTotals ? PhaseTotals(solver.lanes, state) : nil
    for lane in 0..<LanePhasor.laneCount where loadCases[lane] >= 0 {
      let loadCase = loadCases[lane]
      guard progress.lane(lane).converged else {
        unsafe solveAlone(loadCase, active, reactive, memory)
        continue
      }
      let worst = mismatches.worst(solver.lanes, state, lane: lane)
      unsafe memory.outcomes[loadCase] = PowerFlowOutcome(
        converged: true, iterations: progress.lane(lane).iterations,
        mismatchVoltAmperes: worst.voltAmperes, worstBus: worst.bus)
      if let totals {
        unsafe write(
          source: totals.source[lane], loss: totals.loss[lane].x, loadCase, memory)
      }
    }
  }

  private func write(
    source: SIMD2<Double>, loss: Double, _ loadCase: Int, _ memory: Memory
  ) {
    if solver.outputs.contains(.losses) { unsafe memory.losses[loadCase] = loss }
    if solver.outputs.contains(.sourcePower) {
      unsafe memory.active[loadCase] = source.x
      unsafe memory.reactive[loadCase] = source.y
    }
  }

  /// Solves a load case that has failed in its lane, or writes that it has no solution.
  private mutating func solveAlone(
    _ loadCase: Int, _ active: Span<Double>, _ reactive: Span<Double>, _ memory: Memory
  ) {
    var alone = PhaseState(solver.model.layout, solver.single)
    solver.powers.load(
      active, reactive, lane: 0, offset: loadCase * solver.powerCount, into: &alone)
    let progress = sweep(
      solver.single, &alone, tolerance: solver.tolerancePerUnit,
      maximumIterations: solver.maximumIterations)
    let converged = progress.lane(0).converged
    let worst = mismatches.worst(solver.single, alone, lane: 0)
    unsafe memory.outcomes[loadCase] = PowerFlowOutcome(
      converged: converged, iterations: progress.iterations,
      mismatchVoltAmperes: worst.voltAmperes, worstBus: worst.bus)
    findExtras(solver.single, alone.currents, &alone.voltages)
    if converged {
      let totals = PhaseTotals(solver.single, alone)
      unsafe write(source: totals.source[0], loss: totals.loss[0].x, loadCase, memory)
    } else {
      unsafe write(source: SIMD2(.nan, .nan), loss: .nan, loadCase, memory)
    }
    if solver.outputs.contains(.voltageMagnitudes) {
      let count = solver.nodes.count
      let row = unsafe UnsafeMutableBufferPointer(
        rebasing: memory.voltages[loadCase * count..<(loadCase + 1) * count])
      var magnitudes = unsafe row.mutableSpan
      if converged {
        solver.model.output.write(alone.voltages.span, into: &magnitudes)
      } else {
        for node in magnitudes.indices { magnitudes[node] = .nan }
      }
    }
  }
}
