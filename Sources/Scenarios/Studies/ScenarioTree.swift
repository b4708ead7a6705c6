import Parameters

/// The text of a scenario as a tree, of which variations are made and read.
struct ScenarioTree: Sendable {
  let text: YAMLText
  /// What the file says.
  let written: YAMLNode
  /// What the file says with the chosen arm's values set.
  let root: YAMLNode
  let arms: [Arm]
  /// The arm that was chosen.
  let chosen: Arm?

  /// Reads the text of a scenario and its arms.
  ///
  /// - Throws: ``ScenarioError`` when it is no YAML, or the arms have a fault.
  init(_ text: YAMLText, reader: ScenarioReader, arm: String?) throws(ScenarioError) {
    self.text = text
    written = try YAMLDocument.read(text, diagnostics: reader.diagnostics)
    arms = reader.arms(in: written)
    chosen = arm.flatMap { [arms] in reader.arm(named: $0, of: arms) }
    var root = written
    for override in chosen?.overrides ?? [] {
      override.apply(to: &root, diagnostics: reader.diagnostics)
    }
    self.root = root.unchanged
  }

  /// The tree with some values set, in order; reports paths that lead nowhere.
  func root(setting overrides: [Override], _ diagnostics: Diagnostics) -> YAMLNode {
    var root = root
    for override in overrides { override.apply(to: &root, diagnostics: diagnostics) }
    return root
  }

  /// Why no value can be set at a path; `nil` when one can.
  func problem(withPath path: String) -> String? {
    guard let steps = Override.steps(of: path) else { return "'\(path)' is no path." }
    let word = YAMLNode(.scalar("1", isPlain: true), at: SourcePlace(path), isChanged: true)
    let override = Override(
      path: path, steps: steps, node: word, value: "1", at: SourcePlace(path))
    var root = root
    do throws(Override.Fault) {
      try override.apply(to: &root)
      return nil
    } catch {
      return error.message
    }
  }
}
