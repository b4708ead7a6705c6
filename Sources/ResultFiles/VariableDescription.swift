/// What the attributes of a variable say about its values.
public struct VariableDescription: Sendable {
  /// The unit, such as `kW`; `1` for pure numbers. Every floating-point variable has one.
  public var units: String?

  /// One line for a person.
  public var longName: String

  /// The axis whose labels integer codes point to, such as `member`; −1 points to none.
  public var indexOf: String?

  /// The meanings of the values of flags.
  public var flags: Flags?

  /// What a value says about its interval, such as `time: mean`, `time: point` or `time: sum`.
  public var cellMethods: String?

  /// The standard name of the CF conventions.
  public var standardName: String?

  /// Further attributes, in order.
  public var attributes: [NamedAttribute]

  /// Creates a description.
  public init(
    units: String? = nil, longName: String, indexOf: String? = nil, flags: Flags? = nil,
    cellMethods: String? = nil, standardName: String? = nil, attributes: [NamedAttribute] = []
  ) {
    self.units = units
    self.longName = longName
    self.indexOf = indexOf
    self.flags = flags
    self.cellMethods = cellMethods
    self.standardName = standardName
    self.attributes = attributes
  }
}

/// The values that a flag can have, and a word for each.
public struct Flags: Hashable, Sendable {
  /// The values.
  public var values: [Int8]

  /// A word for each value, without blanks.
  public var meanings: [String]

  /// Creates the description of a flag.
  public init(values: [Int8], meanings: [String]) {
    self.values = values
    self.meanings = meanings
  }

  /// Creates the description of a flag with the values 0, 1, 2 and so on.
  public init(_ meanings: [String]) {
    self.init(values: meanings.indices.map { Int8(clamping: $0) }, meanings: meanings)
  }
}
