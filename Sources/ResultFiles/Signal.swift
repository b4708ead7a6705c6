/// A series with a row of values for each interval.
public struct Signal: Sendable {
  /// The name of the dataset.
  public var name: String

  /// The axis along which a row lies; `nil` for one value for each interval.
  public var axis: String?

  /// The type of the values; not text.
  public var type: ResultType

  /// What the values are.
  public var description: VariableDescription

  /// Whether compression sorts bytes by significance, which suits all but steps.
  public var shuffles: Bool

  /// Creates a signal.
  public init(
    _ name: String, axis: String? = nil, type: ResultType = .float32, shuffles: Bool = true,
    _ description: VariableDescription
  ) {
    self.name = name
    self.axis = axis
    self.type = type
    self.description = description
    self.shuffles = shuffles
  }

  /// Creates a signal.
  public init(
    name: String, axis: String? = nil, type: ResultType = .float32, units: String? = nil,
    longName: String, cellMethods: String? = nil, standardName: String? = nil,
    flags: Flags? = nil, indexOf: String? = nil, shuffles: Bool = true
  ) {
    self.init(
      name, axis: axis, type: type, shuffles: shuffles,
      VariableDescription(
        units: units, longName: longName, indexOf: indexOf, flags: flags,
        cellMethods: cellMethods, standardName: standardName))
  }
}
