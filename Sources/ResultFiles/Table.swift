/// A table: rows of columns that are appended while the simulation goes on.
///
/// The rows are numbered from zero by a coordinate that the writer adds.
public struct Table: Sendable {
  /// The path of its group, such as `market/local/clearings`.
  public var path: String

  /// The name of the dimension of its rows, such as `clearing`; not that of an axis.
  public var rowDimension: String

  /// One line for a person about the rows.
  public var longName: String

  /// The columns.
  public var columns: [TableColumn]

  /// Attributes of the group.
  public var attributes: [NamedAttribute]

  /// Creates a table.
  public init(
    path: String, rowDimension: String, longName: String = "Number of the row",
    columns: [TableColumn], attributes: [NamedAttribute] = []
  ) {
    self.path = path
    self.rowDimension = rowDimension
    self.longName = longName
    self.columns = columns
    self.attributes = attributes
  }
}

/// A column of a table.
public struct TableColumn: Sendable {
  /// The name of the dataset.
  public var name: String

  /// The type of the values.
  public var type: ResultType

  /// Whether the values are instants: seconds since the start of the file's time axis, which
  /// ``TimeAxis/seconds(at:)`` gives. The type is then `float64`.
  public var isTime: Bool

  /// The number of values in each row, for columns of the type `uint8`; `nil` for a single value.
  ///
  /// The dimension of the values is called after the column, such as `sha256_byte`.
  public var width: Int?

  /// Whether the values are compressed, which is of no use for hashes and signatures.
  public var compresses = true

  /// What the values are.
  public var description: VariableDescription

  /// Creates a column.
  public init(
    _ name: String, type: ResultType, isTime: Bool = false, width: Int? = nil,
    _ description: VariableDescription
  ) {
    self.name = name
    self.type = type
    self.isTime = isTime
    self.width = width
    self.description = description
  }

  /// Creates a column.
  public init(
    name: String, type: ResultType, units: String? = nil, longName: String,
    indexOf: String? = nil, flags: Flags? = nil
  ) {
    self.init(
      name, type: type,
      VariableDescription(units: units, longName: longName, indexOf: indexOf, flags: flags))
  }

  /// Creates a column of bytes, of any number in each row.
  ///
  /// All bytes lie one after the other in a dataset of the column's name; an integer column of that
  /// name and `_end` says where those of each row end. (The contiguous ragged arrays of the CF
  /// conventions count the same way.)
  public static func bytes(
    name: String, longName: String, compresses: Bool = true
  ) -> TableColumn {
    var column = TableColumn(name, type: .bytes, VariableDescription(longName: longName))
    column.compresses = compresses
    return column
  }

  /// Creates a column of bytes, as many in each row, such as a hash.
  ///
  /// They are stored as they are: what has the same length everywhere seldom gets smaller.
  public static func bytes(name: String, width: Int, longName: String) -> TableColumn {
    var column = TableColumn(
      name, type: .uint8, width: width, VariableDescription(longName: longName))
    column.compresses = false
    return column
  }

  /// Creates a column of instants.
  public static func time(name: String, longName: String) -> TableColumn {
    TableColumn(name, type: .float64, isTime: true, VariableDescription(longName: longName))
  }
}
