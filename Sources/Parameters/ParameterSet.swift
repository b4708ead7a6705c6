/// The parameters of one model, with the word that selects the model in scenario files.
public struct ParameterSet: Hashable, Sendable {
  /// The word that selects the model, such as `flat` in `kind: flat`.
  public let name: String
  /// One line of documentation of the model.
  public let documentation: String
  /// The parameters, in the order in which they are documented.
  public let parameters: [Parameter]
  /// Keys of which exactly one must be written; empty when there is no such choice.
  public let exactlyOneOf: [String]
  /// Whether the section stands for many members, so that a scalar in it may be a list that is
  /// dealt to them in turn, or a distribution that each draws from.
  public let isGroup: Bool

  /// Creates a description.
  public init(
    name: String,
    exactlyOneOf: [String] = [],
    isGroup: Bool = false,
    _ documentation: String,
    _ parameters: [Parameter]
  ) {
    self.name = name
    self.exactlyOneOf = exactlyOneOf
    self.isGroup = isGroup
    self.documentation = documentation
    self.parameters = parameters
  }
}

/// A model that describes its parameters and can be made from their values.
public protocol Parameterized: Sendable {
  /// The description of the parameters.
  static var parameterSet: ParameterSet { get }

  /// Creates the model from values that were checked one by one against the description.
  ///
  /// - Throws: ``ParameterError`` when the values contradict one another.
  init(_ values: ParameterValues) throws(ParameterError)
}

/// Values that contradict one another, although each is valid alone.
public struct ParameterError: Error, Hashable, Sendable {
  /// The parameter to name in the message.
  public let parameter: String
  /// What is wrong and what is allowed, in one sentence without a full stop.
  public let message: String

  /// Creates the error.
  public init(_ parameter: String, _ message: String) {
    self.parameter = parameter
    self.message = message
  }
}

/// The values of one model's parameters, defaults filled in.
///
/// Asking for a name or a kind that the description does not have is a mistake in code and traps;
/// what users write is checked before.
public struct ParameterValues: Hashable, Sendable {
  /// The values by name.
  public var values: [String: ParameterValue]

  /// Creates values.
  public init(_ values: [String: ParameterValue]) { self.values = values }

  /// Whether a value was given or has a default.
  public func has(_ name: String) -> Bool { values[name] != nil }

  /// A quantity in its base unit, a plain number or a fraction.
  public func number(_ name: String) -> Double {
    guard case .number(let value) = values[name] else { mismatch(name) }
    return value
  }

  /// A quantity, number or fraction that may be absent.
  public func optionalNumber(_ name: String) -> Double? {
    has(name) ? number(name) : nil
  }

  /// A whole number.
  public func integer(_ name: String) -> Int64 {
    guard case .integer(let value) = values[name] else { mismatch(name) }
    return value
  }

  /// A truth value.
  public func boolean(_ name: String) -> Bool {
    guard case .boolean(let value) = values[name] else { mismatch(name) }
    return value
  }

  /// A text or a word of a list.
  public func text(_ name: String) -> String {
    guard case .text(let value) = values[name] else { mismatch(name) }
    return value
  }

  /// A list of texts; empty when it is absent.
  public func texts(_ name: String) -> [String] {
    guard has(name) else { return [] }
    guard case .texts(let values) = values[name] else { mismatch(name) }
    return values
  }

  /// A list of quantities in their base unit; empty when it is absent.
  public func numbers(_ name: String) -> [Double] {
    guard has(name) else { return [] }
    guard case .numbers(let values) = values[name] else { mismatch(name) }
    return values
  }

  /// The values of a section.
  public func section(_ name: String) -> ParameterValues {
    guard case .section(let values) = values[name] else { mismatch(name) }
    return values
  }

  /// The values of each section of a list; empty when it is absent.
  public func list(_ name: String) -> [ParameterValues] {
    guard has(name) else { return [] }
    guard case .list(let values) = values[name] else { mismatch(name) }
    return values
  }

  private func mismatch(_ name: String) -> Never {
    preconditionFailure("'\(name)' has no value of the kind that its model reads")
  }
}
