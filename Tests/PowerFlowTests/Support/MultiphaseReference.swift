import ComplexModule
import Foundation
import PowerFlow
import Quantities
import RealModule

/// The solution of other programs that a case file of a multiphase network holds.
struct MultiphaseReference: Decodable {
  struct NodeRow: Decodable {
    let bus: String
    let node: Int
    let vmPu: Double
    let vaDeg: Double
    let v: Double

    var voltage: Phasor { Phasor(length: v, phase: vaDeg * .pi / 180) }
  }

  struct BranchRow: Decodable {
    let id: String
    let iFromA: [Double]
    let iFromDeg: [Double]
    let iToA: [Double]
    let iToDeg: [Double]
    let pFromKw: [Double]
    let qFromKvar: [Double]
    let pToKw: [Double]
    let qToKvar: [Double]
    let lossKw: Double
    let lossKvar: Double
  }

  struct LoadRow: Decodable {
    let id: String
    let pKw: Double
    let qKvar: Double
    let iA: [Double]
    let vPuOfRating: [Double]
    let clamped: Bool
  }

  let totalLossKw: Double
  let totalLossKvar: Double
  let vMinPu: Double
  let vMinNode: String
  let vMaxPu: Double
  let nodes: [NodeRow]
  let lines: [BranchRow]
  let transformers: [BranchRow]
  let loads: [LoadRow]

  private struct File: Decodable {
    let solution: MultiphaseReference
  }

  init(named name: String) throws {
    try self.init(contentsOf: MultiphaseCases.file(name))
  }

  init(contentsOf url: URL) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(File.self, from: Data(contentsOf: url)).solution
  }

  /// The largest differences of voltages, per unit: line to neutral and line to line.
  func differences(
    _ network: MultiphaseNetwork, _ voltages: [Phasor], _ nodes: MultiphaseNodes
  ) -> (neutral: Double, line: Double) {
    var neutral = 0.0
    var line = 0.0
    for (bus, row) in network.buses.enumerated() {
      let base = row.nominalPhaseVoltage.volts
      var errors: [Phasor] = []
      for reference in self.nodes where reference.bus == row.name {
        guard let node = nodes.index(ofConductor: reference.node, atBus: bus) else {
          return (.infinity, .infinity)
        }
        errors.append(voltages[node] - reference.voltage)
      }
      for (index, error) in errors.enumerated() {
        neutral = max(neutral, error.length / base)
        for other in errors[..<index] {
          line = max(line, (error - other).length / (base * 3.0.squareRoot()))
        }
      }
    }
    return (neutral, line)
  }
}
