internal import Dispatch

// Threads write into the same arrays, each where no other does. That takes pointers, and a promise
// that the compiler cannot check.

/// The number of load cases that start from each other's solutions.
let casesPerChunk = 256

/// Where the results go.
@unsafe private struct BatchMemory {
  let voltages: UnsafeMutableBufferPointer<Double>
  let active: UnsafeMutableBufferPointer<Double>
  let reactive: UnsafeMutableBufferPointer<Double>
  let losses: UnsafeMutableBufferPointer<Double>
  let outcomes: UnsafeMutableBufferPointer<PowerFlowOutcome>
}

/// Solves all load cases, chunks of them on several threads.
func runChunks(
  _ plan: BatchPlan, _ active: Span<Double>, _ reactive: Span<Double>, _ threadCount: Int,
  _ result: inout BatchSweepResult
) {
  let caseCount = result.caseCount
  let chunkCount = (caseCount + casesPerChunk - 1) / casesPerChunk
  let workers = max(min(threadCount, chunkCount), 1)
  // SAFETY: the pointers are used while the closures run, and each chunk writes only to the rows of
  // its own load cases.
  unsafe active.withUnsafeBufferPointer { activeTable in
    unsafe reactive.withUnsafeBufferPointer { reactiveTable in
      unsafe result.withUnsafeMemory { memory in
        nonisolated(unsafe) let memory = unsafe memory
        nonisolated(unsafe) let activeTable = unsafe activeTable
        nonisolated(unsafe) let reactiveTable = unsafe reactiveTable
        @Sendable func work(_ worker: Int) {
          var state = LaneState(plan)
          for chunk in stride(from: worker, to: chunkCount, by: workers) {
            let cases = chunk * casesPerChunk..<min((chunk + 1) * casesPerChunk, caseCount)
            unsafe runChunk(
              plan, &state, activeTable.span, reactiveTable.span, cases, memory)
          }
        }
        if workers == 1 {
          work(0)
        } else {
          DispatchQueue.concurrentPerform(iterations: workers, execute: work)
        }
      }
    }
  }
}

extension BatchSweepResult {
  fileprivate mutating func withUnsafeMemory(_ body: (BatchMemory) -> Void) {
    // SAFETY: the pointers are only used by the body.
    unsafe voltageMagnitudesPerUnit.withUnsafeMutableBufferPointer { voltages in
      unsafe sourceActivePowerWatts.withUnsafeMutableBufferPointer { active in
        unsafe sourceReactivePowerVar.withUnsafeMutableBufferPointer { reactive in
          unsafe totalLossWatts.withUnsafeMutableBufferPointer { losses in
            unsafe outcomes.withUnsafeMutableBufferPointer { outcomes in
              unsafe body(
                BatchMemory(
                  voltages: voltages, active: active, reactive: reactive, losses: losses,
                  outcomes: outcomes))
            }
          }
        }
      }
    }
  }
}

private func runChunk(
  _ plan: BatchPlan, _ state: inout LaneState, _ active: Span<Double>, _ reactive: Span<Double>,
  _ cases: Range<Int>, _ memory: BatchMemory
) {
  state.reset()
  var rows = [Int](repeating: 0, count: LaneState.width)
  var results = [Int](repeating: 0, count: LaneState.width)
  var losses = [Double](repeating: 0, count: LaneState.width)
  var mustReset = false
  for start in stride(from: cases.lowerBound, to: cases.upperBound, by: LaneState.width) {
    // Lanes beyond the last case repeat it.
    for lane in 0..<LaneState.width {
      let loadCase = min(start + lane, cases.upperBound - 1)
      rows[lane] = loadCase * plan.columnCount
      results[lane] = loadCase * plan.observedCount
    }
    if mustReset { state.reset() }
    mustReset = false
    state.solve(plan, active, reactive, rows: rows)
    if plan.outputs.contains(.voltageMagnitudes) {
      unsafe state.memory.copyMagnitudes(plan, results.span, memory.voltages)
    }
    if plan.outputs.contains(.losses) { state.memory.addLosses(plan, to: &losses) }
    for lane in 0..<min(LaneState.width, cases.upperBound - start) {
      let loadCase = start + lane
      if state.ends[lane].converged {
        unsafe memory.outcomes[loadCase] = PowerFlowOutcome(state.ends[lane], plan.sweep)
        if plan.outputs.contains(.losses) { unsafe memory.losses[loadCase] = losses[lane] }
        if plan.outputs.contains(.sourcePower) {
          let power = state.memory.sourcePower(lane: lane)
          unsafe memory.active[loadCase] = power.x
          unsafe memory.reactive[loadCase] = power.y
        }
      } else {
        mustReset = true
        unsafe solveAlone(plan, state, lane, loadCase, memory)
      }
    }
  }
}

/// Solves a load case that has failed in its lane, or writes that it has no solution.
private func solveAlone(
  _ plan: BatchPlan, _ lanes: borrowing LaneState, _ lane: Int, _ loadCase: Int,
  _ memory: BatchMemory
) {
  var state = SweepState(plan.sweep)
  state.injections = plan.injections
  for node in plan.slots.indices where plan.slots[node] >= 0 {
    let power = lanes.memory.pair(lanes.memory.powers, node: node, lane: lane)
    state.injections.powers[node] = SpreadPair(power.x, power.y)
  }
  let end = state.solve(plan.sweep, plan.limits, isWarm: false)
  unsafe memory.outcomes[loadCase] = PowerFlowOutcome(end, plan.sweep)
  if plan.outputs.contains(.losses) {
    unsafe memory.losses[loadCase] = end.converged ? state.loss(plan.sweep) : .nan
  }
  if plan.outputs.contains(.sourcePower) {
    let power = end.converged ? state.sourcePower : SIMD2(.nan, .nan)
    unsafe memory.active[loadCase] = power.x
    unsafe memory.reactive[loadCase] = power.y
  }
  if plan.outputs.contains(.voltageMagnitudes) {
    let row = unsafe UnsafeMutableBufferPointer(
      rebasing: memory.voltages[
        loadCase * plan.observedCount..<(loadCase + 1) * plan.observedCount])
    var magnitudes = unsafe row.mutableSpan
    if end.converged {
      copyMagnitudes(state.voltages.span, plan, into: &magnitudes)
    } else {
      for bus in magnitudes.indices { magnitudes[bus] = .nan }
    }
  }
}

/// Writes the magnitudes of the observed buses.
private func copyMagnitudes(
  _ voltages: Span<SIMD2<Double>>, _ plan: BatchPlan, into magnitudes: inout MutableSpan<Double>
) {
  for (node, place) in plan.placesOfNodes.enumerated() where place >= 0 {
    magnitudes[place] = magnitude(voltages[node]) * plan.sweep.baseMagnitudes[node]
  }
  for span in plan.removed.spans {
    let ends = SpanVoltages(voltages[span.upper], voltages[span.lower])
    for member in span.members {
      magnitudes[plan.removed.buses[member]] =
        ends.magnitude(plan.removed.factors[member]) * span.baseMagnitude
    }
  }
}
