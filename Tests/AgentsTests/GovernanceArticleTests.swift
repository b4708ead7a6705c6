import Agents
import Foundation
import Parameters
import Testing

@Suite("The article on governance")
struct GovernanceArticleTests {
  private static let article = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources/Agents/Agents.docc/Governance.md").standardizedFileURL

  @Test(
    "It has every parameter with its unit, its default and its line of documentation",
    .enabled(if: FileManager.default.fileExists(atPath: article.path)))
  func parameters() throws {
    let text = try String(contentsOf: Self.article, encoding: .utf8)
    let sets =
      GovernancePolicies.parameterSet.parameters.compactMap { parameter -> ParameterSet? in
        guard case .section(let set) = parameter.kind else { return nil }
        return set
      } + [QuotaMarket.parameterSet]
    for set in sets {
      if ProcessInfo.processInfo.environment["REPORT"] != nil { print("@@\(set.name)") }
      for parameter in set.parameters {
        let row = row(of: parameter)
        if ProcessInfo.processInfo.environment["REPORT"] != nil { print(row) }
        #expect(text.contains(row + "\n"), "in \(set.name): \(row)")
      }
    }
  }

  private func row(of parameter: Parameter) -> String {
    let (unit, value) = unitAndDefault(of: parameter)
    return "| `\(parameter.name)` | \(parameter.documentation) | \(unit) | \(value) |"
  }

  private func unitAndDefault(of parameter: Parameter) -> (String, String) {
    switch (parameter.kind, parameter.defaultValue) {
    case (.quantity(let dimension), .number(let value)):
      let unit =
        dimension.units.sorted { $0.factor > $1.factor }.first { value >= $0.factor }
        ?? dimension.units[0]
      return (unit.symbol, decimal(value / unit.factor))
    case (.choice(let words), .text(let word)): return (words.joined(separator: ", "), word)
    case (.fraction, .number(let value)): return ("share", decimal(value))
    case (.number, .number(let value)): return ("–", decimal(value))
    case (.integer, .integer(let value)): return ("–", "\(value)")
    case (.boolean, .boolean(let value)): return ("–", "\(value)")
    default: return ("–", "none")
    }
  }

  private func decimal(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
