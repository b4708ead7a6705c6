import Parameters
import StudyDesigns

/// The keys at the top of a study file.
enum StudyKeys {
  static let schemaVersion = ScenarioKeys.schemaVersion
  static let name = Parameter(
    "name", .text,
    "Name of the study, which its folder of points bears too: lower-case letters, digits, '-' and "
      + "'_'.")
  static let title = Parameter("title", .text, isOptional: true, "Title, for people.")
  static let description = Parameter(
    "description", .text, isOptional: true, "What the study is for.")
  static let base = Parameter(
    "base", .text, "Base scenario, from the study file's folder.")
  static let baseArm = Parameter(
    "baseArm", .text, isOptional: true, "Arm of the base scenario that is varied.")
  static let values = Parameter(
    "set", .overrides, isOptional: true,
    "Values that every point sets in the base scenario, by paths such as 'time.end'.")
  static let factors = Parameter(
    "factors", .list(FactorKeys.set), default: .list([]),
    "What is varied: each factor is one dimension of the results.")
  static let design = Parameter(
    "design", .variant(DesignKeys.variants), default: .section(ParameterValues([:])),
    "Which combinations of factor values are looked at.")
  static let replications = Parameter(
    "replications", .section(ReplicationKeys.set), default: .section(ParameterValues([:])),
    "How often each combination is repeated with another seed.")
  static let arms = Parameter(
    "arms", .list(StudyArmKeys.set), default: .list([]),
    "Variations that stand beside the factors and are compared.")
  static let references = Parameter(
    "references", .anything([.list], "a list of words such as 'no-der' or of sections"),
    isOptional: true,
    "What arms are only measured against: "
      + ReferenceArm.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      + ", or sections with the keys of an arm.")
  static let collect = Parameter(
    "collect", .section(CollectionKeys.set), default: .section(ParameterValues([:])),
    "What is collected from the points.")
  static let stopping = Parameter(
    "stopping", .section(StoppingKeys.set), isOptional: true,
    "When enough has been repeated; without it, all cells are repeated equally often.")
  static let limit = Parameter(
    "limit", .integer, minimum: 1, maximum: 100_000_000, default: .integer(10_000),
    "Number of points above which a person must say yes.")

  static let set = ParameterSet(
    name: "study", "What is varied in a base scenario, and what is collected.",
    [
      schemaVersion, name, title, description, base, baseArm, values, factors, design,
      replications, arms, references, collect, stopping, limit,
    ])
}

/// The keys of an element of `factors`.
enum FactorKeys {
  /// The greatest number of factors, and of the values of one.
  static let limit = 100
  static let valueLimit = 100_000

  static let name = Parameter(
    "name", .text, "Name of the dimension: a letter, then letters, digits and '_'.")
  static let title = Parameter("title", .text, isOptional: true, "One line for people.")
  static let path = Parameter(
    "path", .text, isOptional: true,
    "Path of the key that takes the values, such as 'members.home.battery.capacity'.")
  static let paths = Parameter(
    "paths", .texts, isOptional: true, "Paths of several keys that take the same values.")
  static let values = Parameter(
    "values", .anything([.list], "a list of values such as '[0 %, 20 %]'"), isOptional: true,
    "Values that the keys take; 'null' removes an optional key.")
  static let range = Parameter(
    "range", .section(RangeKeys.set), isOptional: true,
    "All numbers between two, from which sampling designs draw.")
  static let levels = Parameter(
    "levels", .list(LevelKeys.set), isOptional: true,
    "Values with names, each of which may set several keys.")
  static let condition = Parameter(
    "when", .anything([.map], "a section such as '{market: [auction]}'"), isOptional: true,
    "Labels of an earlier factor for which this one applies; without it, always.")

  static let set = ParameterSet(
    name: "factor", exactlyOneOf: [values, range, levels].map(\.name),
    "What is varied: one dimension of the results.",
    [name, title, path, paths, values, range, levels, condition])
}

/// The keys of `range`.
enum RangeKeys {
  static let from = Parameter("from", .text, "Least number, with its unit, such as '5 kWh'.")
  static let to = Parameter("to", .text, "Greatest number, in the same unit.")
  static let levels = Parameter(
    "levels", .integer, minimum: 2, maximum: 100_000, isOptional: true,
    "Number of levels, ends included, for designs that need levels.")
  static let scale = Parameter(
    "scale", .choice(FactorRange.Scale.allCases.map(\.rawValue)),
    default: .text(FactorRange.Scale.linear.rawValue), "How numbers lie between the ends.")
  static let isInteger = Parameter(
    "integer", .boolean, default: .boolean(false), "Whether only whole numbers are taken.")

  static let set = ParameterSet(
    name: "range", "All numbers between two.", [from, to, levels, scale, isInteger])
}

/// The keys of an element of `levels`.
enum LevelKeys {
  static let label = Parameter("label", .text, "What the level is called; unique in the factor.")
  static let number = Parameter(
    "number", .number, isOptional: true, "Number that the level stands for, for axes of figures.")
  static let values = Parameter(
    "set", .overrides, isOptional: true,
    "Values that the level sets in the base scenario, by paths; without it, none.")

  static let set = ParameterSet(
    name: "level", "A value of a factor, which may set several keys.", [label, number, values])
}

/// The keys of an element of `arms`.
enum StudyArmKeys {
  /// The greatest number of arms and references.
  static let limit = 1000

  static let name = Parameter(
    "name", .text, "Name of the arm: letters, digits, '-' and '_'; unique in the study.")
  static let title = Parameter("title", .text, isOptional: true, "One line for people.")
  static let values = Parameter(
    "set", .overrides, isOptional: true,
    "Values that the arm sets in the base scenario, by paths, after those of the factors.")

  static let set = ParameterSet(
    name: "arm", "A variation that stands beside the factors.", [name, title, values])
}

/// The keys of `replications`.
enum ReplicationKeys {
  static let count = Parameter(
    "count", .integer, minimum: 1, maximum: 1_000_000, default: .integer(1),
    "Number of runs of each combination.")
  static let firstSeed = Parameter(
    "firstSeed", .integer, minimum: 0, maximum: 1e15, default: .integer(1),
    "Seed of the first run; each further one counts up, in every combination and arm alike.")

  static let set = ParameterSet(
    name: "replications", "Repetitions with other seeds.", [count, firstSeed])
}
