/// One combination of factor values.
public struct DesignCell: Hashable, Sendable {
  /// One value for each factor, in their order; `nil` where the factor does not apply.
  public var values: [FactorValue?]

  /// Creates a cell.
  public init(values: [FactorValue?]) { self.values = values }

  /// What the cell sets in the base scenario, factor by factor.
  public var assignments: [Assignment] { values.flatMap { $0?.assignments ?? [] } }
}

/// The value that a factor takes in a cell.
public struct FactorValue: Hashable, Sendable {
  /// The place among the levels; `nil` for a number of a range.
  public var level: Int?
  /// What it is called.
  public var label: String
  /// The number that it stands for; `nil` where it is none.
  public var number: Double?
  /// What it sets.
  public var assignments: [Assignment]

  /// Creates a value.
  public init(level: Int?, label: String, number: Double?, assignments: [Assignment]) {
    self.level = level
    self.label = label
    self.number = number
    self.assignments = assignments
  }
}
