/// What a study varies: one dimension of its results.
public struct Factor: Hashable, Sendable {
  /// The name of the dimension, such as `pv_share`; unique in the study, and a name that HDF5, CF
  /// and programming languages all take.
  public var name: String
  /// One line for a person; empty when the study does not say.
  public var title: String
  /// The values that the factor takes.
  public var values: Values
  /// When the factor applies at all; `nil` for always.
  ///
  /// A cell of the design in which it does not apply leaves the base scenario's values as they are,
  /// and there is one such cell instead of one for each value.
  public var condition: Condition?

  /// The values that a factor takes.
  public enum Values: Hashable, Sendable {
    /// Some, each with a label.
    case levels([FactorLevel])
    /// All numbers of a range, from which sampling designs draw.
    case range(FactorRange)
  }

  /// A factor applies where another one takes certain levels.
  public struct Condition: Hashable, Sendable {
    /// The name of the other factor, which stands earlier in the study.
    public var factor: String
    /// The labels of its levels.
    public var levels: [String]

    /// Creates a condition.
    public init(factor: String, levels: [String]) {
      self.factor = factor
      self.levels = levels
    }
  }

  /// Creates a factor.
  public init(
    name: String, title: String = "", values: Values, condition: Condition? = nil
  ) {
    self.name = name
    self.title = title
    self.values = values
    self.condition = condition
  }
}

/// One of the values of a factor; several paths may change together (paired values).
public struct FactorLevel: Hashable, Sendable {
  /// What the level is called in tables and figures; unique in the factor.
  public var label: String
  /// The number that it stands for, in the unit of the coordinate; `nil` where it is none.
  public var number: Double?
  /// What it sets.
  public var assignments: [Assignment]

  /// Creates a level.
  public init(label: String, number: Double? = nil, assignments: [Assignment]) {
    self.label = label
    self.number = number
    self.assignments = assignments
  }
}

/// A range of numbers that one or several keys take together.
public struct FactorRange: Hashable, Sendable {
  /// How numbers lie between the ends.
  public enum Scale: String, CaseIterable, Hashable, Sendable {
    case linear
    case logarithmic
  }

  /// The paths that are set.
  public var paths: [String]
  /// The least and the greatest number, in ``unit``.
  public var lower: Double
  public var upper: Double
  /// The unit that is written behind the number, such as `kWh` or `%`; empty for none.
  public var unit: String
  /// How numbers lie between the ends.
  public var scale: Scale
  /// Whether only whole numbers are taken.
  public var isInteger: Bool
  /// The number of equidistant levels where a design needs levels; `nil` when it has none.
  public var levelCount: Int?

  /// Creates a range.
  public init(
    paths: [String], lower: Double, upper: Double, unit: String = "", scale: Scale = .linear,
    isInteger: Bool = false, levelCount: Int? = nil
  ) {
    self.paths = paths
    self.lower = lower
    self.upper = upper
    self.unit = unit
    self.scale = scale
    self.isInteger = isInteger
    self.levelCount = levelCount
  }
}
