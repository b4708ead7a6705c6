/// A study's results: a row for each combination of arm, cell and repetition, in the order of the
/// plan, with what was collected of its point.
public struct StudyTable: Hashable, Sendable {
  /// The name and the title of the study.
  public var name: String
  public var title: String
  /// The version of the program.
  public var version: String
  /// The currency of all amounts; empty when there is none.
  public var currency: String
  /// The text of the study file and of the base scenario, byte for byte.
  public var studyText: String
  public var baseText: String
  /// The word of the design in study files, such as `full-factorial` or `sobol`.
  public var design: String
  /// The arms in their order; one with an empty name when the study has none.
  public var arms: [StudyTableArm]
  /// The factors in their order.
  public var factors: [StudyTableFactor]
  /// The number of repetitions and their seeds.
  public var seeds: [UInt64]
  /// Whether the rows are every combination of arm, levels and repetition, in row-major order of
  /// (arm, factor 1, factor 2, …, repetition), so that the study is a dense array.
  public var isFactorial: Bool
  /// The rows in the order of the plan.
  public var rows: [StudyRow]
  /// The indicators, each with a value for each row; not a number where the point is missing.
  public var indicators: [AxisColumn]
  /// What was collected along axes: `values[row * labels.count + place]`.
  public var tables: [AxisTable]

  /// Creates a table.
  public init(
    name: String, title: String, version: String, currency: String, studyText: String,
    baseText: String, design: String, arms: [StudyTableArm], factors: [StudyTableFactor],
    seeds: [UInt64], isFactorial: Bool, rows: [StudyRow], indicators: [AxisColumn],
    tables: [AxisTable]
  ) {
    self.name = name
    self.title = title
    self.version = version
    self.currency = currency
    self.studyText = studyText
    self.baseText = baseText
    self.design = design
    self.arms = arms
    self.factors = factors
    self.seeds = seeds
    self.isFactorial = isFactorial
    self.rows = rows
    self.indicators = indicators
    self.tables = tables
  }
}

/// An arm of a study's results.
public struct StudyTableArm: Hashable, Sendable {
  public var name: String
  public var title: String
  public var isReference: Bool

  /// Creates an arm.
  public init(name: String, title: String = "", isReference: Bool = false) {
    self.name = name
    self.title = title
    self.isReference = isReference
  }
}

/// A factor of a study's results: a coordinate.
public struct StudyTableFactor: Hashable, Sendable {
  /// The name of the dimension.
  public var name: String
  /// One line for a person.
  public var title: String
  /// The labels of the levels; empty for a factor whose values are drawn from a range.
  public var labels: [String]
  /// The numbers of the levels; empty unless each level stands for a number.
  public var numbers: [Double]
  /// The unit of the numbers; `1` for none.
  public var units: String

  /// Creates a factor.
  public init(
    name: String, title: String = "", labels: [String], numbers: [Double] = [],
    units: String = "1"
  ) {
    self.name = name
    self.title = title
    self.labels = labels
    self.numbers = numbers
    self.units = units
  }
}

/// One combination of arm, cell and repetition.
public struct StudyRow: Hashable, Sendable {
  /// How the point stands.
  public enum State: UInt8, CaseIterable, Hashable, Sendable {
    case missing = 0
    case done = 1
    case failed = 2
  }

  /// The id of the point, which several rows may share.
  public var pointID: String
  /// The place among the arms.
  public var arm: Int
  /// The number of the cell of the design.
  public var cell: Int
  /// The repetition, counted from 0.
  public var replication: Int
  /// The place among each factor's levels; −1 where it does not apply or is a number of a range.
  public var levels: [Int]
  /// Each factor's number; not a number where it has none.
  public var numbers: [Double]
  /// How the point stands.
  public var state: State
  /// What was wrong with a failed point; empty otherwise.
  public var error: String

  /// Creates a row.
  public init(
    pointID: String, arm: Int, cell: Int, replication: Int, levels: [Int], numbers: [Double],
    state: State = .missing, error: String = ""
  ) {
    self.pointID = pointID
    self.arm = arm
    self.cell = cell
    self.replication = replication
    self.levels = levels
    self.numbers = numbers
    self.state = state
    self.error = error
  }
}
