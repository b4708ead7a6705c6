/// The kinds that a section may have, each with parameters of its own.
///
/// The kind is told either by a key of its own (`kind: flat`) or by the presence of the first
/// parameter of one of the kinds.
public struct Variants: Hashable, Sendable {
  /// How a section tells its kind.
  public enum Selector: Hashable, Sendable {
    /// By a key such as `kind`. With a default kind, the key may be left out. Where no other key
    /// is needed, the word may stand alone in place of the section.
    case key(String, default: String?)
    /// By which kind's first parameter is written.
    case firstParameter
  }

  /// The key that tells the kind of models, `kind`.
  public static let kindKey = "kind"

  /// What one such section is called, such as `tariff`.
  public let name: String
  /// One line of documentation.
  public let documentation: String
  /// How a section tells its kind.
  public let selector: Selector
  /// The parameters that every kind has.
  public let common: [Parameter]
  /// The kinds.
  public let kinds: [ParameterSet]

  /// Creates a description.
  public init(
    name: String,
    selector: Selector,
    common: [Parameter] = [],
    kinds: [ParameterSet],
    _ documentation: String
  ) {
    self.name = name
    self.documentation = documentation
    self.selector = selector
    self.common = common
    self.kinds = kinds
  }

  /// The description of the key that tells the kind; `nil` when the first parameter does.
  public var kindParameter: Parameter? {
    guard case .key(let key, let defaultKind) = selector else { return nil }
    return Parameter(
      key, .choice(kinds.map(\.name)), default: defaultKind.map { .text($0) },
      isShared: true, "Kind of the section.")
  }

  /// The whole description of a section of one kind: its key, the common parameters, its own.
  public func parameterSet(ofKind index: Int) -> ParameterSet {
    let kind = kinds[index]
    return ParameterSet(
      name: name, exactlyOneOf: kind.exactlyOneOf, isGroup: kind.isGroup, kind.documentation,
      (kindParameter.map { [$0] } ?? []) + common + kind.parameters)
  }
}
