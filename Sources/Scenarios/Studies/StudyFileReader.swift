import Parameters
import Spelling
import StudyDesigns

/// Reads one study file: its parts in the order in which they depend on one another.
struct StudyFileReader {
  let path: String
  let readFile: (String) throws -> [UInt8]
  let diagnostics = Diagnostics()

  func read(_ text: YAMLText) throws(ScenarioError) -> StudyDescription {
    let root = try YAMLDocument.read(text, diagnostics: diagnostics)
    let reading = ParameterReading(currency: "EUR", diagnostics: diagnostics)
    let section = reading.section(root, as: StudyKeys.set)
    checkName(of: section)
    let base = try baseScenario(section)
    let common = checked(section.overrides(StudyKeys.values))
    let factors = factors(section.list(StudyKeys.factors))
    // A list that was left out stands where the section begins.
    let place = section.place(StudyKeys.factors)
    if section.list(StudyKeys.factors).isEmpty, section.isComplete, place != section.place {
      diagnostics.report(
        place, "'factors' is empty. Leave the key out where only arms and seeds are to differ.")
    }
    let design = section.section(StudyKeys.design).flatMap { self.design($0, factors: factors) }
    let replications = section.section(StudyKeys.replications).flatMap(replications)
    let collection = section.section(StudyKeys.collect).flatMap(collection)
    let stopping = section.section(StudyKeys.stopping).flatMap(stoppingRule)
    var arms = arms(section.list(StudyKeys.arms))
    if let base {
      let touched = Self.touched(common, factors, arms)
      let varied = base.root(setting: common, Diagnostics())
      arms += references(section, in: varied, touched: touched, reading: reading)
      checkNames(of: arms)
      let checks = StudyChecks(
        tree: base, file: path, diagnostics: diagnostics)
      checks.checkContradictions(factors)
      checks.checkArms(arms, factors)
      let table = section.section(StudyKeys.design)?.text(DesignKeys.file).map(resolved)
      let cells = design.map { self.cells(factors, $0.design, seed: $0.seed, table: table) }
      checks.check(common: common, cells: cells ?? [], arms: arms)
    }
    try diagnostics.check()
    guard section.isComplete, let name = section.text(StudyKeys.name),
      let basePath = section.text(StudyKeys.base), let design, let replications, let collection,
      let limit = section.integer(StudyKeys.limit),
      (stopping == nil) == (section.section(StudyKeys.stopping) == nil)
    else { throw ScenarioError(section.place, "the study is not complete.") }
    return StudyDescription(
      name: name, title: section.text(StudyKeys.title) ?? "",
      description: section.text(StudyKeys.description) ?? "", base: basePath,
      baseArm: section.text(StudyKeys.baseArm), common: common.map(\.assignment),
      factors: factors.map(\.factor), design: design.design, designSeed: design.seed,
      replications: replications, arms: Self.withStudyItself(arms.map(\.arm)),
      collection: collection,
      stopping: stopping, pointLimit: Int(limit), sourceText: text.string)
  }

  /// References are measured against something: against the study itself where it has no arms.
  private static func withStudyItself(_ arms: [StudyArm]) -> [StudyArm] {
    guard !arms.isEmpty, arms.allSatisfy(\.isReference) else { return arms }
    return [StudyArm(name: studyItself, title: "The study itself", assignments: [])] + arms
  }

  /// The name of the arm that a study with references but without arms has.
  static let studyItself = "study"

  /// A path from the study file's folder.
  func resolved(_ path: String) -> String {
    guard !path.hasPrefix("/"), let slash = self.path.lastIndex(of: "/") else { return path }
    return self.path[...slash] + path
  }

  private func checkName(of section: Section) {
    guard let name = section.text(StudyKeys.name) else { return }
    let isSlug =
      (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy {
        (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95
      }
    guard !isSlug else { return }
    diagnostics.report(
      section.place(StudyKeys.name),
      "the name of a study must be of lower-case letters, digits, '-' and '_', at most 64, but is "
        + "'\(name)'.")
  }

  /// The base scenario; `nil` when the study does not name it, or what it names cannot be read.
  private func baseScenario(_ section: Section) throws(ScenarioError) -> ScenarioTree? {
    guard let name = section.text(StudyKeys.base) else { return nil }
    let file = resolved(name)
    let bytes: [UInt8]
    do {
      bytes = try readFile(file)
    } catch {
      diagnostics.report(
        section.place(StudyKeys.base), "can't read the base scenario '\(name)': \(error)")
      return nil
    }
    let reader = ScenarioReader(files: ScenarioFiles(scenarioPath: file, readFile: readFile))
    let arm = section.text(StudyKeys.baseArm)
    do {
      let tree = try ScenarioTree(YAMLText(bytes, file: file), reader: reader, arm: nil)
      _ = ParameterReading(
        currency: reader.currency(in: tree.written), diagnostics: reader.diagnostics
      ).section(tree.written, as: ScenarioKeys.set)
      try reader.diagnostics.check()
      if let arm, !tree.arms.contains(where: { $0.settings.name == arm }) {
        diagnostics.report(
          section.place(StudyKeys.baseArm),
          "there is no arm '\(arm)' in '\(name)'. "
            + advice(for: arm, among: tree.arms.map(\.settings.name)))
        return tree
      }
      guard arm != nil else { return tree }
      let varied = try ScenarioTree(tree.text, reader: reader, arm: arm)
      try reader.diagnostics.check()
      return varied
    } catch {
      throw ScenarioError(Array(diagnostics.all) + error.diagnostics)
    }
  }

  /// The keys at the top of the scenario that a study sets.
  private static func touched(
    _ common: [Override], _ factors: [ReadFactor], _ arms: [ReadArm]
  ) -> Set<String> {
    let all =
      common + factors.flatMap { $0.levels.flatMap(\.overrides) } + arms.flatMap(\.overrides)
    return Set(all.compactMap { if case .key(let key) = $0.steps.first { key } else { nil } })
  }
}

extension Override {
  /// What a study says of it.
  var assignment: Assignment { Assignment(path: path, value: value) }
}
