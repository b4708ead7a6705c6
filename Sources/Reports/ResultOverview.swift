public import ResultFiles

/// What is in a result file, for people and programs.
public struct ResultOverview: Codable, Hashable, Sendable {
  /// A single value with its unit.
  public struct Indicator: Codable, Hashable, Sendable {
    public var name: String
    public var value: Double
    public var units: String
    public var longName: String
  }

  /// A series or a column.
  public struct Variable: Codable, Hashable, Sendable {
    public var path: String
    public var dimensions: [String]
    public var shape: [Int]
    public var units: String?
    public var longName: String?
  }

  /// The attributes of the file.
  public var attributes: [String: String]
  /// How the run ended.
  public var status: String
  /// The indicators in the order of the file.
  public var indicators: [Indicator]
  /// The indicators of the quota contract's community; `nil` in a file without a contract.
  public var governance: [Indicator]?
  /// The signals.
  public var signals: [Variable]
  /// The groups, each with its columns.
  public var tables: [Variable]
  /// The checks, if they were asked for.
  public var checks: [Check]?

  /// Reads what is in a file.
  ///
  /// - Throws: `ResultFileError` when it can't be read.
  public init(_ reader: borrowing ResultFileReader) throws(ResultFileError) {
    attributes = [:]
    for attribute in try reader.attributes() {
      attributes[attribute.name] =
        switch attribute.value {
        case .text(let text): text
        case .integer(let number): String(number)
        case .number(let number): String(number)
        case .numbers(let numbers): "\(numbers)"
        case .flags(let flags): "\(flags)"
        }
    }
    status = try reader.status()?.rawValue ?? "running"
    let groups = try reader.groups()
    indicators =
      groups.contains("indicators") ? try Self.indicators(reader, in: "indicators") : []
    governance =
      groups.contains(Self.governancePath)
      ? try Self.indicators(reader, in: Self.governancePath) : nil
    signals = try reader.signals().map(Variable.init)
    tables = []
    for group in groups where group != "indicators" && group != Self.governancePath {
      for variable in try reader.variables(in: group) { tables.append(Variable(variable)) }
    }
  }
}

extension ResultOverview {
  private static let governancePath = "indicators/governance"

  private static func indicators(
    _ reader: borrowing ResultFileReader, in group: String
  ) throws(ResultFileError) -> [Indicator] {
    var indicators: [Indicator] = []
    for scalar in try reader.scalars(in: group) {
      guard case .number(let value) = scalar.value else { continue }
      indicators.append(
        Indicator(
          name: scalar.variable.name, value: value, units: scalar.variable.units ?? "",
          longName: scalar.variable.longName ?? ""))
    }
    return indicators
  }
}

extension ResultOverview.Variable {
  init(_ variable: ResultVariable) {
    self.init(
      path: variable.path, dimensions: variable.dimensions, shape: variable.shape,
      units: variable.units, longName: variable.longName)
  }
}
