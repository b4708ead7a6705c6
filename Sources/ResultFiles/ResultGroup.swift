/// A group that is written at the end of a run: indicators, texts, columns along an axis.
public struct ResultGroup: Sendable {
  /// The path, such as `indicators/by_member`.
  public var path: String

  /// Attributes of the group.
  public var attributes: [NamedAttribute]

  /// Single values.
  public var scalars: [Scalar]

  /// Along what the columns lie.
  public var rows: Rows

  /// Columns, all of one length.
  public var columns: [Column]

  /// Bytes, each along a dimension of its own.
  public var blobs: [Blob]

  /// Along what the columns of a group lie.
  public enum Rows: Hashable, Sendable {
    /// There are no columns.
    case none

    /// An axis of the file, whose labels are linked into the group.
    case axis(String)

    /// Rows of their own, numbered from zero.
    case numbered(dimension: String, longName: String)
  }

  /// Creates a group.
  public init(
    path: String, attributes: [NamedAttribute] = [], scalars: [Scalar] = [], rows: Rows = .none,
    columns: [Column] = [], blobs: [Blob] = []
  ) {
    self.path = path
    self.attributes = attributes
    self.scalars = scalars
    self.rows = rows
    self.columns = columns
    self.blobs = blobs
  }
}

/// Bytes with a name, such as a state that was saved.
///
/// Their dimension is called after them, such as `end_state_byte`.
public struct Blob: Sendable {
  /// The name of the dataset.
  public var name: String

  /// The bytes.
  public var bytes: [UInt8]

  /// One line for a person.
  public var longName: String

  /// Creates a description.
  public init(_ name: String, _ bytes: [UInt8], longName: String) {
    self.name = name
    self.bytes = bytes
    self.longName = longName
  }
}

/// A single value with its name.
public struct Scalar: Sendable {
  /// The name of the dataset.
  public var name: String

  /// The value.
  public var value: ScalarValue

  /// What the value is.
  public var description: VariableDescription

  /// Creates a single value.
  public init(_ name: String, _ value: ScalarValue, _ description: VariableDescription) {
    self.name = name
    self.value = value
    self.description = description
  }

  /// Creates a single value.
  public init(_ name: String, _ value: ScalarValue, units: String? = nil, longName: String) {
    self.init(name, value, VariableDescription(units: units, longName: longName))
  }
}

/// A single value.
public enum ScalarValue: Hashable, Sendable {
  case number(Double)
  case integer(Int64)
  case text(String)
}
