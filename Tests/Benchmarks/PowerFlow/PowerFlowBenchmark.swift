import Foundation
import NetworkFiles
import PowerFlow

/// Power flows one by one and in batches, against power-grid-model, OpenDSS and lightsim2grid on the
/// same networks and tables of loads.
struct PowerFlowBenchmark: Benchmark {
  let name = "power-flow"
  let summary =
    "one power flow with all voltages, warm start, tolerance 1e-8 (CPU time, one thread)"

  private let tolerance = 1e-8

  func run(in context: BenchmarkContext) throws -> [Measurement] {
    var measurements: [Measurement] = []
    for feeder in try BenchmarkFeeder.all(in: context.folder) {
      measurements += try measure(feeder, context)
    }
    return measurements
  }

  private func measure(
    _ feeder: BenchmarkFeeder, _ context: BenchmarkContext
  ) throws -> [Measurement] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "mgsim-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let table = BenchmarkLoads(feeder)
    let caseFile = folder.appending(path: "case.json")
    let factorFile = folder.appending(path: "factors.bin")
    try Data(feeder.bytes).write(to: caseFile)
    try factorBytes(table.factors).write(to: factorFile)
    let files = [caseFile, factorFile].map { $0.path(percentEncoded: false) }
    var measurements = try ownMeasurements(feeder, table, context.repetitions)
    for peer in feeder.peers {
      let answer = try context.runPeer(
        peer.program, files + peer.arguments + ["\(tolerance)", "\(peer.repetitions)"],
        as: PeerAnswer.self)
      measurements.append(
        measurement(feeder, peer.name, answer.microsecondsPerSolve))
      // Programs that solve different problems must not be compared.
      if let voltage = answer.voltage, abs(voltage.minimum - table.lowestVoltage) > 2e-6 {
        throw BenchmarkFailure(
          description: "\(peer.name) finds another lowest voltage in \(feeder.name): "
            + "\(voltage.minimum) instead of \(table.lowestVoltage).")
      }
    }
    return measurements
  }

  private func ownMeasurements(
    _ feeder: BenchmarkFeeder, _ table: BenchmarkLoads, _ repetitions: Int
  ) throws -> [Measurement] {
    switch feeder.network {
    case .balanced(let network):
      var subject = try BalancedSubject(network, table, tolerance)
      return try measureOwn(feeder, table, repetitions, &subject)
    case .multiphase(let network):
      var subject = try MultiphaseSubject(network, table, tolerance)
      return try measureOwn(feeder, table, repetitions, &subject)
    }
  }

  private func measureOwn(
    _ feeder: BenchmarkFeeder, _ table: BenchmarkLoads, _ repetitions: Int,
    _ subject: inout some PowerFlowSubject
  ) throws -> [Measurement] {
    var single: [Double] = []
    var batch: [Double] = []
    var batchForLoads: [Double] = []
    let count = Double(table.caseCount) * 1000
    subject.solveOneByOne(table, seekingLowest: true)
    guard subject.lowestVoltage > 0 else {
      throw BenchmarkFailure(description: "a power flow of \(feeder.name) did not converge.")
    }
    table.lowestVoltage = subject.lowestVoltage
    for _ in 0..<repetitions {
      single.append(
        ProcessorTime.measure { subject.solveOneByOne(table, seekingLowest: false) } / count)
      batch.append(ProcessorTime.measure { subject.solveBatch(table) } / count)
      batchForLoads.append(ProcessorTime.measure { subject.solveBatchForLoads(table) } / count)
    }
    let ownSingle = measurement(feeder, "mgsim", single)
    guard subject.hasBatch else { return [ownSingle] }
    guard abs(subject.lowestVoltageOfBatch - subject.lowestVoltage) < 1e-7 else {
      throw BenchmarkFailure(description: "the batch of \(feeder.name) differs from single cases.")
    }
    let ownBatch = measurement(feeder, "mgsim in batch", batch)
    guard case .balanced = feeder.network else { return [ownSingle, ownBatch] }
    return [
      ownSingle, ownBatch, measurement(feeder, "mgsim in batch, load buses", batchForLoads),
    ]
  }

  private func measurement(
    _ feeder: BenchmarkFeeder, _ subject: String, _ values: [Double]
  ) -> Measurement {
    Measurement(
      benchmark: name, scenario: feeder.name, subject: subject, unit: "µs/solve", values: values)
  }

  /// What a peer prints.
  private struct PeerAnswer: Decodable {
    struct Voltage: Decodable {
      var minimum: Double
    }

    var microsecondsPerSolve: [Double]
    var voltage: Voltage?
  }
}

/// Numbers as their bytes, the least significant first.
private func factorBytes(_ factors: [Double]) -> Data {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(8 * factors.count)
  for factor in factors {
    for shift in stride(from: 0, to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: factor.bitPattern >> UInt64(shift)))
    }
  }
  return Data(bytes)
}
