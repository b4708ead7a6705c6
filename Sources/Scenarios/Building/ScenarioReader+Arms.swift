import Parameters
import Spelling

/// An arm with the values that it sets, ready to be applied.
struct Arm {
  let settings: ScenarioArm
  let overrides: [Override]
  let place: SourcePlace
}

extension ScenarioReader {
  /// The arms of a scenario, as its file has them; reports what is wrong with them.
  func arms(in root: YAMLNode) -> [Arm] {
    let section = part(of: root, [ScenarioKeys.arms], reading: reading(of: root, diagnostics))
    let sections = section.list(ScenarioKeys.arms)
    if sections.count > ArmKeys.limit {
      diagnostics.report(
        section.place(ScenarioKeys.arms), "there are more than \(ArmKeys.limit) arms.")
    }
    var names: Set<String> = []
    var arms: [Arm] = []
    for section in sections.prefix(ArmKeys.limit) {
      guard let name = section.text(ArmKeys.name) else { continue }
      let place = section.place(ArmKeys.name)
      if !Self.canNameFiles(name) {
        diagnostics.report(
          place,
          "the name of an arm must be of letters of English, digits, '-' and '_', at most 64, and "
            + "not '\(ArmKeys.all)', but is '\(name)'.")
      }
      if !names.insert(name).inserted {
        diagnostics.report(place, "there is more than one arm called '\(name)'.")
        continue
      }
      let overrides = section.overrides(ArmKeys.values)
      let settings = ScenarioArm(
        name: name, description: section.text(ArmKeys.description) ?? "",
        overrides: overrides.map { AppliedOverride(path: $0.path, value: $0.value) })
      arms.append(Arm(settings: settings, overrides: overrides, place: place))
    }
    return arms
  }

  static func canNameFiles(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count) && name != ArmKeys.all
      && name.unicodeScalars.allSatisfy {
        ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
          || $0 == "-" || $0 == "_"
      }
  }

  /// The arm of a name; reports when there is none.
  func arm(named name: String, of arms: [Arm]) -> Arm? {
    if let arm = arms.first(where: { $0.settings.name == name }) { return arm }
    diagnostics.report(
      SourcePlace("--arm \(name)"),
      "there is no arm '\(name)'. "
        + advice(for: name, among: arms.map(\.settings.name)))
    return nil
  }

  /// Reports values of an arm that lead nowhere or that their keys do not allow.
  ///
  /// The sections that the arm changes are read alone, so that an arm that is not chosen is checked
  /// too; what only the whole scenario tells is checked when it is chosen.
  func check(_ arm: Arm, over written: YAMLNode) {
    var root = written
    for override in arm.overrides { override.apply(to: &root, diagnostics: diagnostics) }
    let changed = Set(
      arm.overrides.compactMap { if case .key(let key) = $0.steps.first { key } else { nil } })
    let parameters = ScenarioKeys.set.parameters.filter { changed.contains($0.name) }
    let found = Diagnostics()
    _ = part(of: root, parameters, reading: reading(of: root, found))
    guard !found.isEmpty else { return }
    let before = Diagnostics()
    _ = part(of: written, parameters, reading: reading(of: written, before))
    let places = Set(arm.overrides.flatMap { $0.node.places })
    for fault in found.all.subtracting(before.all) {
      // A fault of the arm's own value says where it is; any other is one that the arm brings about.
      if places.contains(fault.place) {
        diagnostics.report(fault.place, fault.message)
      } else {
        diagnostics.report(
          arm.place, "the arm '\(arm.settings.name)' has this fault: \(fault)")
      }
    }
  }

  /// Reads some of the keys at the top of a scenario.
  private func part(
    of root: YAMLNode, _ parameters: [Parameter], reading: ParameterReading
  ) -> Section {
    let set = ParameterSet(
      name: ScenarioKeys.set.name, ScenarioKeys.set.documentation, parameters)
    let names = Set(parameters.map(\.name))
    guard case .mapping(let entries) = root.content else { return Section(set, at: root.place) }
    let part = YAMLNode(.mapping(entries.filter { names.contains($0.key) }), at: root.place)
    return reading.section(part, as: set)
  }

  private func reading(of root: YAMLNode, _ diagnostics: Diagnostics) -> ParameterReading {
    ParameterReading(currency: currency(in: root), diagnostics: diagnostics)
  }
}

extension YAMLNode {
  /// The places of the value and of all within it, keys included.
  fileprivate var places: [SourcePlace] {
    switch content {
    case .scalar: [place]
    case .sequence(let elements): [place] + elements.flatMap(\.places)
    case .mapping(let entries): [place] + entries.flatMap { [$0.keyPlace] + $0.value.places }
    }
  }
}
