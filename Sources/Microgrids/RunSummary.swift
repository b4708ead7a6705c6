/// What a run came to, for people and programs; the result file holds all of it and more.
public struct RunSummary: Codable, Hashable, Sendable {
  /// The scenario's title.
  public var title: String
  /// Where the result file is.
  public var output: String
  /// The hash that identifies scenario, inputs, seed and version.
  public var runID: String
  /// The currency of all amounts.
  public var currency: String
  /// The number of settlement intervals.
  public var intervals: Int
  /// The number of members.
  public var members: Int
  /// The number of local trades.
  public var trades: Int
  /// The number of power flows solved, and of those that did not converge.
  public var powerFlows: Int
  public var powerFlowsNotConverged: Int
  /// The number of events handled.
  public var events: Int
  /// The indicators of the run in the order of the result file.
  public var indicators: [IndicatorValue]
  /// The indicators of the quota contract's community; `nil` without a contract.
  public var governance: [IndicatorValue]?
}

/// An indicator with its unit.
public struct IndicatorValue: Codable, Hashable, Sendable {
  /// The name of its dataset in the group `indicators`.
  public var name: String
  /// The value; not a number where the indicator is undefined.
  public var value: Double
  /// The unit; `1` for shares.
  public var units: String
  /// One line for a person.
  public var longName: String
}
