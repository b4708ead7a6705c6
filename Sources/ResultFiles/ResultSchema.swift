/// What a result file holds, said before it is written: attributes, axes, signals and tables.
///
/// The schema knows nothing of what is simulated. A **signal** has a row of values for each
/// interval, along one axis or with one value. A **table** has rows of columns, as many as are
/// appended. What is known only at the end is given to ``ResultFileWriter/finish(status:trailing:)``.
public struct ResultSchema: Sendable {
  /// The attributes of the file, in order.
  ///
  /// The writer itself adds the conventions, the format, the covered time and the status.
  public var attributes: [NamedAttribute]

  /// The axes along which signals lie, such as `bus` and `member`.
  public var axes: [Axis]

  /// The signals.
  public var signals: [Signal]

  /// The tables.
  public var tables: [Table]

  /// Attributes of groups on the path to tables, such as `market/local`.
  public var groups: [GroupAttributes]

  /// Creates a schema.
  public init(
    attributes: [NamedAttribute] = [], axes: [Axis] = [], signals: [Signal] = [],
    tables: [Table] = [], groups: [GroupAttributes] = []
  ) {
    self.attributes = attributes
    self.axes = axes
    self.signals = signals
    self.tables = tables
    self.groups = groups
  }
}

/// An attribute with its name.
public struct NamedAttribute: Hashable, Sendable {
  /// The name.
  public var name: String

  /// The value.
  public var value: ResultAttribute

  /// Creates an attribute.
  public init(_ name: String, _ value: ResultAttribute) {
    self.name = name
    self.value = value
  }
}

/// The value of an attribute of a file, group or dataset.
public enum ResultAttribute: Hashable, Sendable {
  /// A text of at most 60,000 bytes; an empty one is not written.
  case text(String)
  case integer(Int64)
  case number(Double)
  case numbers([Double])
  case flags([Int8])
}

extension ResultAttribute: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self = .text(text) }
}

/// The attributes of a group.
public struct GroupAttributes: Sendable {
  /// The path of the group, such as `market/local`.
  public var path: String

  /// The attributes, in order.
  public var attributes: [NamedAttribute]

  /// Creates the attributes of a group.
  public init(path: String, attributes: [NamedAttribute]) {
    self.path = path
    self.attributes = attributes
  }
}
