import Foundation

/// The outcome of a run of the benchmarks, for people and for programs.
struct Report: Codable {
  var machine: MachineDescription
  var peers: [String: String]
  var measurements: [Measurement] = []
  var results: [DemandResult] = []

  /// Whether all demands on what was measured are met.
  var isSatisfactory: Bool { results.allSatisfy(\.isMet) }

  /// The report as lines of text.
  var description: String {
    let versions = peers.sorted { $0.key < $1.key }.map { ", \($0.key) \($0.value)" }.joined()
    var lines = [
      "\(machine.processor), \(machine.coreCount) cores, \(machine.system)",
      "\(machine.swift)\(versions)", "Command: \(machine.command)", "",
    ]
    lines += table(
      ["Benchmark", "Case", "Subject", "Median", "Least", "Unit"],
      measurements.map {
        [
          $0.benchmark, $0.scenario, $0.subject, rounded($0.median),
          rounded($0.values.min() ?? .nan), $0.unit,
        ]
      })
    lines.append("")
    lines += table(
      ["Benchmark", "Case", "Quantity", "Value", "Demand", "Outcome"],
      results.map { result in
        let demand = result.demand
        let bounds =
          demand.atLeast.map { "≥ \(rounded($0)) " } ?? ""
          + (demand.atMost.map { "≤ \(rounded($0))" } ?? "")
        return [
          demand.benchmark, demand.scenario,
          demand.dividedBy.map { "\(demand.subject) / \($0)" } ?? demand.subject,
          result.value.map(rounded) ?? "not measured", bounds, result.isMet ? "met" : "FAILED",
        ]
      })
    return lines.joined(separator: "\n")
  }

  /// Writes the report as JSON.
  func write(to file: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(self).write(to: URL(filePath: file), options: .atomic)
  }

  private func rounded(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    return value.formatted(
      .number.precision(.fractionLength(0...2)).locale(Locale(identifier: "en")))
  }

  private func table(_ header: [String], _ rows: [[String]]) -> [String] {
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      return padded.joined(separator: "  ").trimmingCharacters(in: .whitespaces)
    }
    let rule = line(widths.map { String(repeating: "─", count: $0) })
    return [line(header), rule] + rows.map(line)
  }
}
