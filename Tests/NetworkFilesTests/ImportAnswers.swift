import ComplexModule
import Foundation
import NetworkFiles
import PowerFlow
import Quantities
import RealModule

/// What other programs say about a network of theirs.
struct ImportAnswer: Decodable {
  let vmPu: [String: Double]
  let vaDeg: [String: Double]
  let totalLossMw: Double?

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Data")

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }

  /// The answers by the way in which they were found.
  static func answers(_ name: String) throws -> [String: ImportAnswer] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let data = try Data(contentsOf: folder.appending(path: name + ".answers.json"))
    return try decoder.decode([String: ImportAnswer].self, from: data)
  }

  /// The largest difference of a voltage, as complex numbers, per unit; infinite if a bus is missing.
  func difference(_ network: NetworkModel) throws -> (voltage: Double, lossMegawatts: Double?) {
    switch network {
    case .balanced(let network): try difference(network)
    case .multiphase(let network): (try difference(network), nil)
    }
  }

  private func difference(_ network: Network) throws -> (voltage: Double, lossMegawatts: Double?) {
    var solver = try NewtonRaphsonSolver(
      network, tolerancePerUnit: 1e-12, maximumIterations: 60, islands: .solveRest)
    let currents = network.nominalInjections(of: .constantCurrent)
    solver.setConstantCurrentInjections(
      activePowerWatts: currents.activePowerWatts.span,
      reactivePowerVar: currents.reactivePowerVar.span)
    let impedances = network.nominalInjections(of: .constantImpedance)
    solver.setConstantImpedanceInjections(
      activePowerWatts: impedances.activePowerWatts.span,
      reactivePowerVar: impedances.reactivePowerVar.span)
    let (active, reactive) = network.nominalInjections()
    let outcome = solver.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
    guard outcome.converged else { return (.infinity, nil) }
    var worst = 0.0
    for (name, magnitude) in vmPu {
      guard let bus = network.busIndex(named: name) else { return (.infinity, nil) }
      let voltage = phasor(
        solver.voltageMagnitudePerUnit(ofBus: bus), solver.voltageAngleDegrees(ofBus: bus))
      worst = max(worst, (voltage - phasor(magnitude, vaDeg[name] ?? .nan)).length)
    }
    return (worst, solver.totalLossWatts / 1e6)
  }

  private func difference(_ network: MultiphaseNetwork) throws -> Double {
    var solver = try MultiphasePowerFlowSolver(
      network, method: .newtonRaphson, tolerancePerUnit: 1e-12, maximumIterations: 60)
    guard solver.solve().converged else { return .infinity }
    var worst = 0.0
    for (name, magnitude) in vmPu {
      let parts = name.split(separator: ".")
      guard parts.count == 2, let conductor = Int(parts[1]),
        let bus = network.busIndex(named: String(parts[0])),
        let node = solver.nodes.index(ofConductor: conductor, atBus: bus)
      else { return .infinity }
      let base = network.buses[bus].nominalPhaseVoltage.volts
      let voltage = solver.voltage(ofNode: node) / Complex(base)
      worst = max(worst, (voltage - phasor(magnitude, vaDeg[name] ?? .nan)).length)
    }
    return worst
  }

  private func phasor(_ magnitude: Double, _ degrees: Double) -> Complex<Double> {
    Complex(length: magnitude, phase: degrees * .pi / 180)
  }
}
