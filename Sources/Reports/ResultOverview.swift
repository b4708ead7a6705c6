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
    indicators = []
    if try reader.groups().contains("indicators") {
      for scalar in try reader.scalars(in: "indicators") {
        guard case .number(let value) = scalar.value else { continue }
        indicators.append(
          Indicator(
            name: scalar.variable.name, value: value, units: scalar.variable.units ?? "",
            longName: scalar.variable.longName ?? ""))
      }
    }
    signals = try reader.signals().map(Variable.init)
    tables = []
    for group in try reader.groups() where group != "indicators" {
      for variable in try reader.variables(in: group) { tables.append(Variable(variable)) }
    }
  }
}

extension ResultOverview.Variable {
  init(_ variable: ResultVariable) {
    self.init(
      path: variable.path, dimensions: variable.dimensions, shape: variable.shape,
      units: variable.units, longName: variable.longName)
  }
}
