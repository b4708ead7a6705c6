import Parameters

/// The kinds of `design`.
enum DesignKeys {
  static let points = Parameter(
    "points", .integer, minimum: 1, maximum: 10_000_000, "Number of points.")
  static let basePoints = Parameter(
    "basePoints", .integer, minimum: 1, maximum: 10_000_000,
    "Number of base points; with d factors there are d + 2 times as many points, or 2·d + 2 times "
      + "with second order.")
  static let secondOrder = Parameter(
    "secondOrder", .boolean, default: .boolean(false),
    "Whether indices of pairs of factors are wanted.")
  static let seed = Parameter(
    "seed", .integer, minimum: 0, maximum: 1e15, default: .integer(1),
    "Seed of the design, which is independent of the seeds of the runs.")
  static let file = Parameter(
    "file", .text,
    "Table of comma-separated values, from the study file's folder: a column for each factor, a row "
      + "for each point.")

  static let fullFactorial = ParameterSet(
    name: "full-factorial", "Every combination of levels.", [])
  static let oneAtATime = ParameterSet(
    name: "one-at-a-time",
    "The first level of every factor, and each other level of each factor with the others at theirs.",
    [])
  static let latinHypercube = ParameterSet(
    name: "latin-hypercube", "Points that fill the space evenly, each factor in equal strata.",
    [points, seed])
  static let sobol = ParameterSet(
    name: "sobol",
    "A Sobol sequence with Saltelli's extension, from which Sobol indices are estimated.",
    [basePoints, secondOrder, seed])
  static let random = ParameterSet(name: "random", "Independent draws.", [points, seed])
  static let table = ParameterSet(name: "table", "The rows of a table.", [file])

  static let kinds = [fullFactorial, oneAtATime, latinHypercube, sobol, random, table]
  static let variants = Variants(
    name: "design", selector: .key(Variants.kindKey, default: fullFactorial.name), kinds: kinds,
    "Which combinations of factor values are looked at.")
}

/// The keys of `collect`.
enum CollectionKeys {
  /// The word for all names.
  static let all = "all"

  static let indicators = Parameter(
    "indicators", .anything([.word, .list], "'\(all)' or a list of names"), isOptional: true,
    "Names of the indicators; '\(all)', as without it, for all.")
  static let byMember = Parameter(
    "byMember", .anything([.word, .list], "'\(all)' or a list of names"), isOptional: true,
    "Columns of the table of members, such as 'bill'; '\(all)', as without it, for all.")
  static let byAccount = Parameter(
    "byAccount", .boolean, default: .boolean(true),
    "Whether the balances of all accounts are collected.")
  static let series = Parameter(
    "series", .boolean, default: .boolean(false),
    "Whether points keep their time series, which a second file joins.")

  static let set = ParameterSet(
    name: "collect", "What is collected from the points.",
    [indicators, byMember, byAccount, series])
}

/// The keys of `stopping`.
enum StoppingKeys {
  static let indicator = Parameter("indicator", .text, "Name of the indicator that is looked at.")
  static let halfWidth = Parameter(
    "halfWidth", .text,
    "Half-width of the confidence interval of the indicator's mean that is wanted: a share of the "
      + "mean such as '2 %', or a number in the indicator's unit.")
  static let confidence = Parameter(
    "confidence", .fraction, minimum: 0.5, maximum: 0.9999, default: .number(0.95),
    "Level of confidence.")
  static let minimum = Parameter(
    "minimum", .integer, minimum: 2, maximum: 1_000_000, default: .integer(20),
    "Least number of repetitions.")
  static let maximum = Parameter(
    "maximum", .integer, minimum: 2, maximum: 1_000_000, default: .integer(1000),
    "Greatest number of repetitions.")

  static let set = ParameterSet(
    name: "stopping", "Repeat until the mean of an indicator is known well enough.",
    [indicator, halfWidth, confidence, minimum, maximum])
}
