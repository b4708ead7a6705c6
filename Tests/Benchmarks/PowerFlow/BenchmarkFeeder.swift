import Foundation
import NetworkFiles
import PowerFlow

/// A network that is measured, and by whom.
struct BenchmarkFeeder {
  /// A peer and what it is given.
  struct Peer {
    var name: String
    var program: String
    var arguments: [String]
    var repetitions: Int
  }

  var name: String
  var network: NetworkModel
  /// The network as peers read it.
  var bytes: [UInt8]
  /// The number of load cases.
  var caseCount: Int
  var peers: [Peer]

  /// The networks: those that may not lie in the repository only where they lie beside it.
  static func all(in folder: URL) throws -> [BenchmarkFeeder] {
    let cases = folder.appending(path: "../../../shared/cases").standardized
    var feeders: [BenchmarkFeeder] = []
    for (file, title, count) in [
      ("case33bw", "case33bw", 5000), ("eulv_balanced", "European LV, balanced", 1440),
      ("ieee_eulv_nominal", "European LV, three-phase", 480),
    ] {
      let path = cases.appending(path: "\(file).json")
      guard let bytes = try? [UInt8](Data(contentsOf: path)) else {
        print("\(title) is left out: \(path.lastPathComponent) is not there.")
        continue
      }
      let network = try NetworkFile.read(bytes, named: file)
      let isBalanced = if case .balanced = network { true } else { false }
      feeders.append(
        BenchmarkFeeder(
          name: title, network: network, bytes: bytes, caseCount: count,
          peers: [gridModel("iterative_current"), openDSS] + (isBalanced ? [lightsim] : [])))
    }
    for (title, feeders4, scale, count) in [
      ("1,000 buses", 4, 1.0, 500), ("10,000 buses", 40, 1.0, 100),
    ] {
      let network = SyntheticFeeder.network(feederCount: feeders4, loadScale: scale)
      feeders.append(
        BenchmarkFeeder(
          name: title, network: .balanced(network), bytes: CaseFile.write(.balanced(network)),
          caseCount: count, peers: [gridModel("iterative_current"), lightsim]))
    }
    let meshed = SyntheticFeeder.meshed()
    feeders.append(
      BenchmarkFeeder(
        name: "1,000 buses, meshed", network: .balanced(meshed),
        bytes: CaseFile.write(.balanced(meshed)), caseCount: 200,
        peers: [gridModel("newton_raphson"), lightsim]))
    return feeders
  }

  private static func gridModel(_ method: String) -> Peer {
    Peer(
      name: "power-grid-model", program: "power_flow_pgm.py", arguments: [method], repetitions: 5)
  }

  private static let openDSS = Peer(
    name: "OpenDSS", program: "power_flow_opendss.py", arguments: [], repetitions: 3)

  private static let lightsim = Peer(
    name: "lightsim2grid", program: "power_flow_lightsim2grid.py", arguments: [], repetitions: 5)
}
