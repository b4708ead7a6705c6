import Foundation
import PowerFlow
import Quantities

/// A network of the folder `Data` with the solution of another program, which each file names.
///
/// All values are in V, W, var, Ω and µS; branches have “from” first, and transformers the values of
/// their low-voltage side.
struct SolvedNetwork {
  let network: Network
  let magnitudes: [Double]
  let angles: [Double]
  let lossWatts: Double
  let sourcePowers: [[Double]]
  let generatorReactivePowers: [Double]
  /// The power into each branch at both ends: P, Q, P, Q.
  let flows: [[Double]]

  private struct File: Decodable {
    struct BusRow: Decodable { let volts: Double }
    struct BranchRow: Decodable {
      let from: Int
      let to: Int
      let r: Double
      let x: Double
      let b: Double
      let g: Double?
      let ratio: Double?
      let shift: Double?
      let flow: [Double]
    }
    let title: String
    let buses: [BusRow]
    let lines: [BranchRow]
    let transformers: [BranchRow]
    let loads: [[Double]]
    let shunts: [[Double]]
    let sources: [[Double]]
    let generators: [[Double]]
    let solution: [[Double]]
    let loss: Double
    let sourcePowers: [[Double]]
  }

  init(named name: String) throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Data/\(name).json")
    let file = try JSONDecoder().decode(File.self, from: Data(contentsOf: url))
    let volts = file.buses.map(\.volts)
    network = Network(
      name: name, title: file.title,
      buses: volts.enumerated().map { index, volts in
        Bus(name: "\(index)", nominalVoltage: Voltage(volts: volts))
      },
      lines: file.lines.enumerated().map { index, row in
        Line(
          name: "L\(index)", from: row.from, to: row.to, resistanceOhm: row.r,
          reactanceOhm: row.x, chargingMicrosiemens: row.b)
      },
      transformers: file.transformers.enumerated().map { index, row in
        Transformer(
          name: "T\(index)", highVoltageBus: row.from, lowVoltageBus: row.to,
          ratedPowerVoltAmperes: 1e8, ratedHighVoltageVolts: volts[row.from],
          ratedLowVoltageVolts: volts[row.to], resistanceOhm: row.r, reactanceOhm: row.x,
          conductanceMicrosiemens: row.g ?? 0, susceptanceMicrosiemens: row.b,
          ratio: row.ratio ?? 1, shiftDegrees: row.shift ?? 0)
      },
      sources: file.sources.enumerated().map { index, row in
        Source(
          name: "S\(index)", bus: Int(row[0]), voltagePerUnit: row[1], angleDegrees: row[2])
      },
      shunts: file.shunts.enumerated().map { index, row in
        Shunt(
          name: "C\(index)", bus: Int(row[0]), activePowerWatts: row[1],
          reactivePowerVar: row[2])
      },
      loads: file.loads.enumerated().map { index, row in
        NetworkLoad(
          name: "P\(index)", bus: Int(row[0]), activePowerWatts: row[1],
          reactivePowerVar: row[2])
      },
      generators: file.generators.enumerated().map { index, row in
        NetworkGenerator(
          name: "G\(index)", bus: Int(row[0]), activePowerWatts: row[1], reactivePowerVar: 0,
          control: .voltage(perUnit: row[2], reactiveLimitsVar: row[3]...row[4]))
      })
    magnitudes = file.solution.map { $0[0] }
    angles = file.solution.map { $0[1] }
    lossWatts = file.loss
    sourcePowers = file.sourcePowers
    generatorReactivePowers = file.generators.map { $0[5] }
    flows = file.lines.map(\.flow) + file.transformers.map(\.flow)
  }
}
