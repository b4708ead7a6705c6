import ArgumentParser
import Reports

/// What a comparison sets side by side.
struct CompareLevels: ParsableArguments {
  @Option(help: "Factor whose levels are compared, or 'arm'; without it the arms, else the first.")
  var by: String?

  @Option(help: "Level, or file, that others are compared with; without it the first.")
  var baseline: String?

  @Option(
    name: .customLong("where"),
    help: "Points that are looked at: factor=level,… ; may be given several times.")
  var conditions: [String] = []

  @Option(help: "Factor whose levels are looked at one by one instead of averaged over.")
  var each: [String] = []

  func apply(to options: inout ComparisonOptions) throws {
    options.by = by
    options.baseline = baseline
    options.each = each.flatMap { $0.split(separator: ",").map(String.init) }
    for text in conditions { options.conditions += try LevelCondition.list(text) }
  }
}

/// What a comparison shows.
struct CompareContent: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: "Indicators that are compared, or 'all'; without it bills, exchange and the network.")
  var indicator: [String] = []

  @Option(help: "Level of confidence of intervals in per cent.")
  var confidence: Double = 95

  @Flag(help: "Show the main effect of every factor.")
  var effects = false

  @Flag(help: "Show Sobol indices; shown anyway for the design 'sobol'.")
  var sobol = false

  @Option(help: "Show the Pareto front of two indicators: NAME,NAME, each with :min or :max.")
  var pareto: String?

  @Flag(help: "Show who gains and who loses; with result files, list the bills of every member.")
  var members = false

  func apply(to options: inout ComparisonOptions) throws {
    options.indicators = indicator.flatMap { $0.split(separator: ",").map(String.init) }
    options.confidence = confidence / 100
    options.showsEffects = effects
    if sobol { options.showsSobol = true }
    if let pareto { options.pareto = try ParetoObjective.pair(pareto) }
    options.showsMembers = members
  }
}
