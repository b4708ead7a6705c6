/// An axis along which signals lie: labels, and columns that do not change with time.
public struct Axis: Sendable {
  /// The name of the axis and of the dataset that holds its labels.
  public var name: String

  /// The labels, one for each position.
  public var labels: [String]

  /// One line for a person.
  public var longName: String

  /// Values for each position that do not change with time, such as the bus of each member.
  public var columns: [Column]

  /// Creates an axis.
  public init(name: String, labels: [String], longName: String, columns: [Column] = []) {
    self.name = name
    self.labels = labels
    self.longName = longName
    self.columns = columns
  }
}

/// A column of values that are known when it is described.
public struct Column: Sendable {
  /// The name of the dataset.
  public var name: String

  /// The values.
  public var values: ColumnValues

  /// What the values are.
  public var description: VariableDescription

  /// Creates a column.
  public init(_ name: String, _ values: ColumnValues, _ description: VariableDescription) {
    self.name = name
    self.values = values
    self.description = description
  }

  /// Creates a column.
  public init(
    _ name: String, _ values: ColumnValues, units: String? = nil, longName: String,
    indexOf: String? = nil, flags: Flags? = nil
  ) {
    self.init(
      name, values,
      VariableDescription(units: units, longName: longName, indexOf: indexOf, flags: flags))
  }
}

/// The values of a column.
public enum ColumnValues: Hashable, Sendable {
  case float32([Float])
  case float64([Double])
  case int8([Int8])
  case int32([Int32])
  case int64([Int64])
  case text([String])

  /// The number of values.
  public var count: Int {
    switch self {
    case .float32(let values): values.count
    case .float64(let values): values.count
    case .int8(let values): values.count
    case .int32(let values): values.count
    case .int64(let values): values.count
    case .text(let values): values.count
    }
  }

  /// The type of the values.
  public var type: ResultType {
    switch self {
    case .float32: .float32
    case .float64: .float64
    case .int8: .int8
    case .int32: .int32
    case .int64: .int64
    case .text: .text
    }
  }
}
