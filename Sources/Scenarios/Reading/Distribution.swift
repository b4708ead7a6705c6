import Parameters
import RandomStreams

/// What each member of a group draws a value from.
enum Distribution: Sendable {
  /// Every number of a range is equally likely.
  case uniform(ClosedRange<Double>)
  /// A normal distribution; what is drawn beyond the limits becomes the limit.
  case normal(mean: Double, standardDeviation: Double, limits: ClosedRange<Double>)
  /// Every value of a list is equally likely.
  case choice([ParameterValue])

  /// The key that tells the kind of a distribution.
  static let key = "distribution"
  /// The word for ``choice(_:)``, whose values may be of any kind.
  static let choiceWord = "choice"
  /// The list of a choice.
  static let choices = "of"

  static let from = "from"
  static let to = "to"
  static let mean = "mean"
  static let standardDeviation = "standardDeviation"
  static let minimum = "minimum"
  static let maximum = "maximum"

  /// The distributions of numbers, described for the values of a parameter; none for other values.
  static func kinds(for parameter: Parameter) -> [ParameterSet] {
    switch parameter.kind {
    case .quantity, .number, .fraction: break
    default: return []
    }
    func bound(_ name: String, isOptional: Bool = false, _ documentation: String) -> Parameter {
      Parameter(
        name, parameter.kind, minimum: parameter.minimum, maximum: parameter.maximum,
        excludesMinimum: parameter.excludesMinimum, isOptional: isOptional, documentation)
    }
    return [
      ParameterSet(
        name: "uniform", "Every number of a range is equally likely.",
        [bound(from, "Least number."), bound(to, "Greatest number.")]),
      ParameterSet(
        name: "normal", "A normal distribution.",
        [
          Parameter(mean, parameter.kind, "Mean."),
          Parameter(standardDeviation, parameter.kind, minimum: 0, "Standard deviation."),
          bound(minimum, isOptional: true, "What is drawn below it becomes this number."),
          bound(maximum, isOptional: true, "What is drawn above it becomes this number."),
        ]),
    ]
  }

  /// The words that may be written for the kind of a distribution.
  static func words(for parameter: Parameter) -> [String] {
    kinds(for: parameter).map(\.name) + [choiceWord]
  }

  /// Creates a distribution of numbers; throws when its values contradict one another.
  init(kind: String, _ values: ParameterValues) throws(ParameterError) {
    if kind == "uniform" {
      let (from, to) = (values.number(Self.from), values.number(Self.to))
      guard from <= to else { throw ParameterError(Self.from, "must not be above '\(Self.to)'") }
      self = .uniform(from...to)
    } else {
      let lower = values.optionalNumber(Self.minimum) ?? -.greatestFiniteMagnitude
      let upper = values.optionalNumber(Self.maximum) ?? .greatestFiniteMagnitude
      guard lower <= upper else {
        throw ParameterError(Self.minimum, "must not be above '\(Self.maximum)'")
      }
      self = .normal(
        mean: values.number(Self.mean),
        standardDeviation: values.number(Self.standardDeviation), limits: lower...upper)
    }
  }

  /// Draws one value.
  func value(_ draws: inout RandomDraws) -> ParameterValue {
    switch self {
    case .uniform(let range):
      return .number(draws.uniform(in: range))
    case .normal(let mean, let deviation, let limits):
      let drawn = draws.normal(mean: mean, standardDeviation: deviation)
      return .number(min(max(drawn, limits.lowerBound), limits.upperBound))
    case .choice(let values):
      return values[Int(draws.uniformInteger(below: UInt64(values.count)))]
    }
  }
}
