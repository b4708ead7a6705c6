public import StudyDesigns

/// A base scenario of which many variations are read: its text and all its files are read and
/// prepared once, and shared by threads.
///
/// A variation is what ``Scenario/read(path:overrides:arm:)`` gives for the same values, field for
/// field.
public final class ScenarioTemplate: Sendable {
  /// The text of the file, byte for byte.
  public var sourceText: String { base.sourceText }

  private let base: Scenario
  private let path: String
  private let arm: String?
  private let readFile: @Sendable (String) throws -> [UInt8]

  /// Reads a base scenario and the files that it names.
  ///
  /// - Parameters:
  ///   - path: Where the file is. Relative paths in it are resolved from its folder.
  ///   - arm: The name of the arm that is varied; `nil` for the scenario as it stands.
  /// - Throws: ``ScenarioError`` with everything that is wrong, sorted by place.
  public convenience init(path: String, arm: String? = nil) throws(ScenarioError) {
    try self.init(path: path, arm: arm, readFile: FileReadingError.contents(ofFile:))
  }

  /// Reads a base scenario and the files that it names from wherever they are.
  ///
  /// - Parameters:
  ///   - path: The path of the scenario, for messages and for the paths of other files.
  ///   - arm: The name of the arm that is varied; `nil` for the scenario as it stands.
  ///   - readFile: Gives the bytes of the file at a path.
  /// - Throws: ``ScenarioError`` with everything that is wrong, sorted by place.
  public init(
    path: String, arm: String?, readFile: @escaping @Sendable (String) throws -> [UInt8]
  ) throws(ScenarioError) {
    self.path = path
    self.arm = arm
    self.readFile = readFile
    base = try Scenario.read(path: path, overrides: [], arm: arm, readFile: readFile)
  }

  /// The scenario with some values set over those of the base.
  ///
  /// - Parameter setting: What is set, in this order.
  /// - Throws: ``ScenarioError`` with everything that is wrong, sorted by place.
  public func scenario(setting: [Assignment]) throws(ScenarioError) -> Scenario {
    try Scenario.read(
      path: path, overrides: setting.map { "\($0.path)=\($0.value)" }, arm: arm, readFile: readFile)
  }

  /// Everything that the result of a run of ``scenario(setting:)`` depends on, as a text.
  ///
  /// - Parameter setting: What is set, in this order.
  /// - Throws: ``ScenarioError`` when a value is none that its key allows.
  public func identity(setting: [Assignment]) throws(ScenarioError) -> String {
    let scenario = try scenario(setting: setting)
    return scenario.resolvedText + scenario.inputs.dropFirst().map { "\($0.sha256)\n" }.joined()
  }

  /// Why no value can be set at a path; `nil` when one can.
  ///
  /// - Parameter path: The path, such as `members.home.battery.capacity`.
  public func problem(withPath path: String) -> String? { nil }
}
