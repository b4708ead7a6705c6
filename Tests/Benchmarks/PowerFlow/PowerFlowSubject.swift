import PowerFlow

/// What is measured: one network, solved case by case and in batches.
protocol PowerFlowSubject {
  /// The lowest voltage of all buses and cases, solved one by one; zero if one did not converge.
  var lowestVoltage: Double { get }
  var lowestVoltageOfBatch: Double { get }
  /// Whether the network can be solved in batches.
  var hasBatch: Bool { get }

  /// Solves all cases; the voltages are looked at only if that is asked for, as it takes time too.
  mutating func solveOneByOne(_ table: BenchmarkLoads, seekingLowest: Bool)
  mutating func solveBatch(_ table: BenchmarkLoads)
  /// Solves the same batch for the voltages of the buses with loads alone.
  mutating func solveBatchForLoads(_ table: BenchmarkLoads)
}

/// A balanced network.
struct BalancedSubject: PowerFlowSubject {
  private(set) var lowestVoltage = 0.0
  var lowestVoltageOfBatch: Double { result.voltageMagnitudesPerUnit.min() ?? 0 }
  var hasBatch: Bool { batch != nil }

  private let busOfLoad: [Int]
  private var solver: PowerFlowSolver
  private let batch: BatchSweepSolver?
  private let batchForLoads: BatchSweepSolver?
  private var result = BatchSweepResult()
  private var resultForLoads = BatchSweepResult()
  private var active: [Double]
  private var reactive: [Double]
  private var voltages: [Double]
  private let negativeActive: [Double]
  private let negativeReactive: [Double]

  init(_ network: Network, _ table: BenchmarkLoads, _ tolerance: Double) throws {
    busOfLoad = network.loads.map(\.bus)
    solver = try PowerFlowSolver(network, tolerancePerUnit: tolerance)
    batch = try? BatchSweepSolver(
      network, injectionBuses: busOfLoad, outputs: [.voltageMagnitudes],
      tolerancePerUnit: tolerance)
    batchForLoads = try? BatchSweepSolver(
      network, injectionBuses: busOfLoad, outputs: [.voltageMagnitudes],
      observedBuses: busOfLoad, tolerancePerUnit: tolerance)
    active = network.buses.map { _ in 0 }
    reactive = active
    voltages = active
    negativeActive = table.active.map { -$0 }
    negativeReactive = table.reactive.map { -$0 }
  }

  mutating func solveOneByOne(_ table: BenchmarkLoads, seekingLowest: Bool) {
    var lowest = Double.infinity
    var allConverged = true
    var next = 0
    for _ in 0..<table.caseCount {
      for bus in active.indices { (active[bus], reactive[bus]) = (0, 0) }
      for bus in busOfLoad {
        active[bus] += negativeActive[next]
        reactive[bus] += negativeReactive[next]
        next += 1
      }
      allConverged = solveCase(&solver, active, reactive, &voltages) && allConverged
      if seekingLowest { lowest = min(lowest, voltages.min() ?? .infinity) }
    }
    if seekingLowest { lowestVoltage = allConverged ? lowest : 0 }
  }

  mutating func solveBatch(_ table: BenchmarkLoads) {
    guard let batch else { return }
    solveCases(batch, negativeActive, negativeReactive, &result)
  }

  mutating func solveBatchForLoads(_ table: BenchmarkLoads) {
    guard let batchForLoads else { return }
    solveCases(batchForLoads, negativeActive, negativeReactive, &resultForLoads)
  }
}

/// Solves one case.
private func solveCase(
  _ solver: inout PowerFlowSolver, _ active: [Double], _ reactive: [Double],
  _ voltages: inout [Double]
) -> Bool {
  let outcome = solver.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
  var span = voltages.mutableSpan
  solver.copyVoltageMagnitudes(into: &span)
  return outcome.converged
}

/// A network with three phases.
struct MultiphaseSubject: PowerFlowSubject {
  private(set) var lowestVoltage = 0.0
  var lowestVoltageOfBatch: Double { result.voltageMagnitudesPerUnit.min() ?? 0 }
  let hasBatch = true

  private var solver: MultiphaseSweepSolver
  private let batch: MultiphaseBatchSolver
  private var result = MultiphaseBatchResult()
  private var voltages: [Double]

  init(_ network: MultiphaseNetwork, _ table: BenchmarkLoads, _ tolerance: Double) throws {
    solver = try MultiphaseSweepSolver(network, tolerancePerUnit: tolerance)
    batch = try MultiphaseBatchSolver(
      network, outputs: [.voltageMagnitudes], tolerancePerUnit: tolerance)
    voltages = Array(repeating: 0, count: solver.nodes.count)
  }

  mutating func solveOneByOne(_ table: BenchmarkLoads, seekingLowest: Bool) {
    var lowest = Double.infinity
    var allConverged = true
    for index in 0..<table.caseCount {
      allConverged =
        solveCase(&solver, table.active, table.reactive, index, &voltages) && allConverged
      if seekingLowest { lowest = min(lowest, voltages.min() ?? .infinity) }
    }
    if seekingLowest { lowestVoltage = allConverged ? lowest : 0 }
  }

  mutating func solveBatch(_ table: BenchmarkLoads) {
    solveCases(batch, table.active, table.reactive, &result)
  }

  func solveBatchForLoads(_ table: BenchmarkLoads) {}
}

// Functions of their own, as a span of one property would lock all of `self`.

private func solveCases(
  _ batch: BatchSweepSolver, _ active: [Double], _ reactive: [Double],
  _ result: inout BatchSweepResult
) {
  batch.solve(
    activePowerWatts: active.span, reactivePowerVar: reactive.span, into: &result)
}

private func solveCases(
  _ batch: MultiphaseBatchSolver, _ active: [Double], _ reactive: [Double],
  _ result: inout MultiphaseBatchResult
) {
  batch.solve(
    activePowerWatts: active.span, reactivePowerVar: reactive.span, into: &result)
}

private func solveCase(
  _ solver: inout MultiphaseSweepSolver, _ active: [Double], _ reactive: [Double], _ index: Int,
  _ voltages: inout [Double]
) -> Bool {
  let count = solver.powerCount
  let rows = index * count..<(index + 1) * count
  let outcome = solver.solve(
    activePowerWatts: active.span.extracting(rows), reactivePowerVar: reactive.span.extracting(rows)
  )
  var span = voltages.mutableSpan
  solver.copyVoltageMagnitudes(into: &span)
  return outcome.converged
}
