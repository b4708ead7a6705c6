/// What a model says about one of its parameters.
///
/// Reading scenario files, their JSON Schema, `--set` and the documentation all follow from it, so
/// that a parameter is described in one place: beside the model that uses it.
public struct Parameter: Hashable, Sendable {
  /// What may be written for a parameter.
  public enum Kind: Hashable, Sendable {
    /// A number with a unit, such as `5 kW`.
    case quantity(Dimension)
    /// A plain number.
    case number
    /// A share: a number such as `0.95` or a percentage such as `95 %`.
    case fraction
    /// A whole number.
    case integer
    /// `true` or `false`.
    case boolean
    /// Any text.
    case text
    /// One word of a list.
    case choice([String])
    /// A time of day such as `17:30` or `24:00`, in whole minutes since midnight.
    case timeOfDay
    /// A list of texts.
    case texts
    /// A list of numbers with units, such as `[0.20 EUR/kWh, 0.15 EUR/kWh]`.
    case quantities(Dimension)
    /// A civil date such as `2016-12-24`.
    case date
    /// A list of civil dates.
    case dates
    /// A civil date such as `2016-01-01` or a moment such as `2016-03-01T12:00`.
    case dateTime
    /// A section with parameters of its own.
    case section(ParameterSet)
    /// A list of sections that all have the same parameters.
    case list(ParameterSet)
    /// A section of one of several kinds.
    case variant(Variants)
    /// A list of sections, each of one of several kinds.
    case variantList(Variants)
    /// A section whose keys are the paths of other values, which its own replace.
    case overrides
    /// A value of one of some shapes that whoever asks for it makes sense of, with the end of the
    /// sentence "must be".
    case anything([Shape], String)
  }

  /// The shape of a value whose content is not described.
  public enum Shape: Hashable, Sendable {
    /// A word, a number or a text.
    case word
    case list
    /// A section.
    case map
  }

  /// The key in scenario files.
  public let name: String
  /// What may be written.
  public let kind: Kind
  /// The least value allowed, in the base unit.
  public let minimum: Double?
  /// The greatest value allowed, in the base unit.
  public let maximum: Double?
  /// Whether the minimum itself is refused.
  public let excludesMinimum: Bool
  /// The value that stands when the key is left out; with none, the key must be written unless it
  /// ``isOptional``.
  public let defaultValue: ParameterValue?
  /// Whether the key may be left out although it has no default.
  public let isOptional: Bool
  /// Whether all members of a group share the value, so that it is neither dealt nor drawn.
  public let isShared: Bool
  /// One line of documentation.
  public let documentation: String

  /// Creates a description.
  public init(
    _ name: String,
    _ kind: Kind,
    minimum: Double? = nil,
    maximum: Double? = nil,
    excludesMinimum: Bool = false,
    default defaultValue: ParameterValue? = nil,
    isOptional: Bool = false,
    isShared: Bool = false,
    _ documentation: String
  ) {
    self.name = name
    self.kind = kind
    self.minimum = minimum
    self.maximum = maximum
    self.excludesMinimum = excludesMinimum
    self.defaultValue = defaultValue
    self.isOptional = isOptional
    self.isShared = isShared
    self.documentation = documentation
  }
}

/// The value of a parameter, numbers in the base unit of their dimension.
public enum ParameterValue: Hashable, Sendable {
  /// A quantity in its base unit, a plain number or a fraction.
  case number(Double)
  /// A whole number, or a time of day in minutes since midnight.
  case integer(Int64)
  /// A truth value.
  case boolean(Bool)
  /// A text, a word of a list, a date or a moment.
  case text(String)
  /// A list of texts or dates.
  case texts([String])
  /// A list of quantities in their base unit.
  case numbers([Double])
  /// The values of a section; one of several kinds has its kind's name under
  /// the key that tells it.
  case section(ParameterValues)
  /// The values of each section of a list.
  case list([ParameterValues])
}
