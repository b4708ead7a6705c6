import Parameters
import Spelling
import StudyDesigns

/// An arm with where its parts were written.
struct ReadArm {
  let arm: StudyArm
  let overrides: [Override]
  let place: SourcePlace
}

extension StudyFileReader {
  /// The arms; reports what is wrong with them.
  func arms(_ sections: [Section]) -> [ReadArm] {
    sections.compactMap { arm($0, isReference: false) }
  }

  private func arm(_ section: Section, isReference: Bool) -> ReadArm? {
    guard section.isComplete, let name = section.text(StudyArmKeys.name) else { return nil }
    let overrides = checked(section.overrides(StudyArmKeys.values))
    return ReadArm(
      arm: StudyArm(
        name: name, title: section.text(StudyArmKeys.title) ?? "", isReference: isReference,
        assignments: overrides.map(\.assignment)),
      overrides: overrides, place: section.place(StudyArmKeys.name))
  }

  /// What arms are only measured against: words that are written out, and arms as any other.
  func references(
    _ section: Section, in base: YAMLNode, touched: Set<String>, reading: ParameterReading
  ) -> [ReadArm] {
    guard case .sequence(let nodes) = section.node(StudyKeys.references)?.content else { return [] }
    return nodes.compactMap { node in
      switch node.content {
      case .mapping:
        return arm(reading.section(node, as: StudyArmKeys.set), isReference: true)
      case .scalar(let word, _) where !node.isNull:
        if let reference = ReferenceArm(rawValue: word) {
          return arm(of: reference, at: node.place, in: base, touched: touched)
        }
        diagnostics.report(
          node.place,
          "there is no reference '\(word)'. "
            + advice(for: word, among: ReferenceArm.allCases.map(\.rawValue)))
        return nil
      default:
        diagnostics.report(
          node.place, "a reference must be a word or a section, but is \(node.summary).")
        return nil
      }
    }
  }

  private func arm(
    of reference: ReferenceArm, at place: SourcePlace, in base: YAMLNode, touched: Set<String>
  ) -> ReadArm {
    let overrides = reference.settings(in: base, touched: touched).compactMap { path, value in
      Override.steps(of: path).map {
        Override(
          path: path, steps: $0, node: YAMLNode(.scalar(value, isPlain: true), at: place),
          value: value, at: place)
      }
    }
    return ReadArm(
      arm: StudyArm(
        name: reference.rawValue, title: reference.title, isReference: true,
        assignments: overrides.map(\.assignment)),
      overrides: overrides, place: place)
  }

  /// Reports names that are given twice or that name nothing.
  func checkNames(of arms: [ReadArm]) {
    if arms.count > StudyArmKeys.limit, let last = arms.last {
      diagnostics.report(last.place, "there are more than \(StudyArmKeys.limit) arms.")
    }
    var names: Set<String> = []
    for read in arms {
      let name = read.arm.name
      if !ScenarioReader.canNameFiles(name) {
        diagnostics.report(
          read.place,
          "the name of an arm must be of letters of English, digits, '-' and '_', at most 64, and "
            + "not '\(ArmKeys.all)', but is '\(name)'.")
      }
      if !names.insert(name).inserted {
        diagnostics.report(read.place, "there is more than one arm called '\(name)'.")
      }
      if read.arm.isReference, name == Self.studyItself, arms.allSatisfy(\.arm.isReference) {
        diagnostics.report(
          read.place, "a reference can't be called '\(name)': that is the study itself.")
      }
    }
  }

  // MARK: Paths

  /// The steps of a path that a study may set; reports what is none.
  func steps(of path: String, at place: SourcePlace) -> [Override.Step]? {
    guard let steps = Override.steps(of: path) else {
      diagnostics.report(
        place,
        "'\(path)' is no path. Write one such as 'market.k' or 'members[0].battery.capacity'.")
      return nil
    }
    return reason(against: steps).map { reason in
      diagnostics.report(place, "'\(path)' can't be set by a study: \(reason)")
      return nil
    } ?? steps
  }

  /// The values of a section that a study may set; reports the others.
  func checked(_ overrides: [Override]) -> [Override] {
    overrides.filter { steps(of: $0.path, at: $0.place) != nil }
  }

  private func reason(against steps: [Override.Step]) -> String? {
    switch steps.first {
    case .key(ScenarioKeys.seed.name):
      "each repetition has its seed from '\(StudyKeys.replications.name)', where "
        + "'\(ReplicationKeys.firstSeed.name)' says the first."
    case .key(ScenarioKeys.arms.name):
      "an arm of the base scenario is chosen with '\(StudyKeys.baseArm.name)'."
    case .key(ScenarioKeys.title.name), .key(ScenarioKeys.description.name):
      "no result depends on it."
    default: nil
    }
  }
}
