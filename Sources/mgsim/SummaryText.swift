import Foundation
import Microgrids

/// What a run came to, as a table for people.
enum SummaryText {
  /// Describes a run.
  static func describe(_ summary: RunSummary) -> String {
    var lines = [
      summary.title,
      "\(summary.intervals) intervals, \(summary.members) members, \(summary.trades) local trades, "
        + "\(summary.powerFlows) power flows",
      "",
    ]
    lines += table(summary.indicators)
    if let governance = summary.governance {
      lines.append("\n  community of the quota contract")
      lines += table(governance)
    }
    if summary.powerFlowsNotConverged > 0 {
      lines.append(
        "\n  \(summary.powerFlowsNotConverged) power flows did not converge; their intervals are "
          + "not a number in the file.")
    }
    lines.append("\nWrote '\(summary.output)'.")
    return lines.joined(separator: "\n")
  }

  private static func table(_ indicators: [IndicatorValue]) -> [String] {
    let width = indicators.map(\.name.count).max() ?? 0
    return indicators.map {
      let name = $0.name.padding(toLength: width, withPad: " ", startingAt: 0)
      return "  \(name)  \(number($0.value)) \(unit($0.units))"
    }
  }

  /// A number with as many decimals as it needs, in a column of its own.
  static func number(_ value: Double) -> String {
    let text =
      value.isNaN
      ? "–" : String(format: abs(value) < 10 ? "%.4f" : "%.2f", value)
    return String(repeating: " ", count: max(0, 14 - text.count)) + text
  }

  /// The unit as people write it: nothing for pure numbers.
  static func unit(_ units: String) -> String { units == "1" ? "" : units }
}
