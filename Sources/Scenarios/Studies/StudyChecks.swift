import Parameters
import StudyDesigns

/// Checks what a study sets against its base scenario: every path, and every value with what else
/// holds in a cell of the design.
struct StudyChecks {
  let tree: ScenarioTree
  let base: ReadScenario
  /// The path of the study file.
  let file: String
  let diagnostics: Diagnostics

  /// - Parameter tree: The base scenario, which has no fault.
  init(tree: ScenarioTree, file: String, diagnostics: Diagnostics) {
    self.tree = tree
    self.file = file
    self.diagnostics = diagnostics
    let files = ScenarioFiles(scenarioPath: "") { (_: String) -> [UInt8] in [] }
    let currency = ScenarioReader(files: files).currency(in: tree.root)
    base = ReadScenario.read(tree.root, currency: currency, Diagnostics())
  }

  /// Reports what leads nowhere, what keys do not allow, and arms that leave nothing of a factor.
  ///
  /// - Parameter cells: Cells in which every value of every factor occurs.
  func check(common: [Override], cells: [[Override]], arms: [ReadArm]) {
    check(common)
    for cell in cells where !diagnostics.isFull { check(common + cell) }
    let first = cells.first ?? []
    for arm in arms where !diagnostics.isFull { check(common + first + arm.overrides) }
  }

  /// Reports what is wrong with a variation.
  private func check(_ overrides: [Override]) {
    let found = Diagnostics()
    let root = tree.root(setting: overrides, found)
    if found.isEmpty { _ = base.variation(root, found) }
    for fault in found.all.sorted() {
      if fault.place.source == file {
        diagnostics.report(fault.place, fault.message)
      } else if let place = overrides.last?.place {
        diagnostics.report(
          place, "with what the study sets here, the base scenario has this fault: \(fault)")
      }
    }
  }
}

// MARK: Contradictions

extension StudyChecks {
  /// Reports factors that set one key by paths that are written in different ways, and factors that
  /// set a section in which an earlier one has set something.
  func checkContradictions(_ factors: [ReadFactor]) {
    var settings: [(steps: [String], override: Override, factor: Int)] = []
    for (index, factor) in factors.enumerated() {
      var seen: Set<[String]> = []
      for override in factor.levels.flatMap(\.overrides) {
        let steps = override.canonicalSteps(in: tree.root)
        guard seen.insert(steps).inserted else { continue }
        for other in settings where other.factor != index && other.steps.starts(with: steps) {
          // Two factors that both have conditions may never meet; the design tells for equal paths.
          guard
            factors[index].factor.condition == nil || factors[other.factor].factor.condition == nil
          else { continue }
          diagnostics.report(
            override.place,
            "the factors '\(factors[other.factor].factor.name)' and '\(factor.factor.name)' both set "
              + "'\(other.override.path)'"
              + (other.override.path == override.path
                ? "." : ", which '\(override.path)' replaces."))
        }
        settings.append((steps, override, index))
      }
    }
  }

  /// Reports arms that set all that a factor varies, so that its values come to the same.
  func checkArms(_ arms: [ReadArm], _ factors: [ReadFactor]) {
    for arm in arms where !arm.arm.isReference {
      let set = arm.overrides.map { $0.canonicalSteps(in: tree.root) }
      for factor in factors where factor.factor.condition == nil && factor.levels.count > 1 {
        let varied = factor.levels.flatMap(\.overrides).map { $0.canonicalSteps(in: tree.root) }
        let isCovered =
          !varied.isEmpty
          && varied.allSatisfy { path in
            set.contains { path.starts(with: $0) }
          }
        guard isCovered else { continue }
        diagnostics.report(
          arm.place,
          "the arm '\(arm.arm.name)' sets all that the factor '\(factor.factor.name)' varies, so its "
            + "values would be the same run. Make it one of the '\(StudyKeys.references.name)', or "
            + "leave these keys to the factor.")
      }
    }
  }
}

extension Override {
  /// The steps of the path with names of elements replaced by their places, so that two paths to one
  /// key are the same.
  func canonicalSteps(in root: YAMLNode) -> [String] {
    var node: YAMLNode? = root
    return steps.map { step in
      switch (step, node?.content) {
      case (.index(let index), .sequence(let elements)):
        node = elements.indices.contains(index) ? elements[index] : nil
        return "[\(index)]"
      case (.key(let name), .sequence(let elements)):
        let index = elements.firstIndex { Self.name(of: $0) == name }
        node = index.map { elements[$0] }
        return index.map { "[\($0)]" } ?? name
      case (.key(let key), _):
        node = node?[key]?.value
        return key
      case (.index(let index), _):
        node = nil
        return "[\(index)]"
      }
    }
  }
}
