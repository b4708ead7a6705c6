/// Everything that is wrong with a scenario.
///
/// The description has one line for each fault, sorted by place, ready for printing:
///
/// ```text
/// home.yaml:4:3: unknown key 'capacty' in 'battery'. Did you mean 'capacity'?
/// home.yaml:9:10: 'power' in 'load' must be a power such as '3.5 kW', but is '5 kWh'.
/// ```
public struct ScenarioError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The faults, sorted by place; at least one.
  public let diagnostics: [Diagnostic]

  /// Creates an error from faults in any order.
  public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics.sorted() }

  /// Creates an error of one fault.
  init(_ place: SourcePlace, _ message: String) { self.init([Diagnostic(place, message)]) }

  public var description: String {
    diagnostics.map(\.description).joined(separator: "\n")
  }
}
