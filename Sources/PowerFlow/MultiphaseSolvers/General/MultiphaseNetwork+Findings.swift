import ComplexModule
import RealModule

extension MultiphaseNetwork {
  /// What is wrong with the network, or probably so, before anything is solved.
  ///
  /// - Complexity: That of preparing a solver.
  public func findings() -> [NetworkFinding] {
    var findings: [NetworkFinding] = []
    let kinds: [(kind: String, names: [String])] = [
      ("bus", buses.map(\.name)), ("line", lines.map(\.name)),
      ("transformer", transformers.map(\.name)), ("load", loads.map(\.name)),
      ("generator", generators.map(\.name)), ("capacitor", capacitors.map(\.name)),
      ("source", sources.map(\.name)), ("regulator", regulators.map(\.name)),
    ]
    for (kind, names) in kinds {
      var seen: Set<String> = []
      for name in names where !seen.insert(name).inserted {
        findings.append(
          .error(
            .impossibleValue(
              element: "the \(kind) \(quoted(name))",
              problem: "has a name that another \(kind) has, too")))
      }
    }
    do throws(NetworkError) {
      _ = try MultiphasePowerFlowSolver(self)
    } catch {
      findings.append(.error(error))
    }
    for line in lines where line.isInService {
      for index in 0..<line.impedance.rowCount where line.impedance[index, index].real < 0 {
        findings.append(
          .warning(
            .negativeResistance(branch: line.name, ohm: line.impedance[index, index].real)))
      }
    }
    return findings
  }
}
