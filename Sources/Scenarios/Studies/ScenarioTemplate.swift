import Parameters
public import StudyDesigns
import Synchronization

/// A base scenario of which many variations are read: its text and all its files are read and
/// prepared once, and shared by threads.
///
/// A variation is what ``Scenario/read(path:overrides:arm:)`` gives for the same values, field for
/// field; only where one value sets the kind of a section and an earlier one a key that the kind does
/// not have, the later value wins instead of being refused. Files that change on the disk afterwards
/// are not looked at again.
public final class ScenarioTemplate: Sendable {
  private let path: String
  private let tree: ScenarioTree
  private let base: ReadScenario
  private let parts = ScenarioParts()
  private let files: FileStore

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
  ///   - readFile: Gives the bytes of the file at a path. The description of an error that it throws
  ///     ends the message. Each file is read once.
  /// - Throws: ``ScenarioError`` with everything that is wrong, sorted by place.
  public init(
    path: String, arm: String?, readFile: @escaping @Sendable (String) throws -> [UInt8]
  ) throws(ScenarioError) {
    self.path = path
    files = FileStore(readFile)
    let bytes = try Scenario.bytes(of: path) { [files] path in try files.file(at: path).bytes }
    let reader = ScenarioReader(files: files.files(of: path), parts: parts)
    tree = try ScenarioTree(YAMLText(bytes, file: path), reader: reader, arm: arm)
    let root = tree.root
    base = ReadScenario.read(root, currency: reader.currency(in: root), reader.diagnostics)
    for arm in tree.arms where arm.settings.name != tree.chosen?.settings.name {
      reader.check(arm, over: tree.written)
    }
    _ = try reader.scenario(base, of: tree, root: root, setting: [])
  }

  /// The text of the file, byte for byte.
  public var sourceText: String { tree.text.string }

  /// The scenario with some values set over those of the base.
  ///
  /// - Parameter setting: What is set, in this order.
  /// - Throws: ``ScenarioError`` with everything that is wrong, sorted by place.
  public func scenario(setting: [Assignment]) throws(ScenarioError) -> Scenario {
    let variation = variation(setting)
    return try variation.reader.scenario(
      variation.read, of: tree, root: variation.root, setting: variation.overrides)
  }

  /// Everything that the result of a run of ``scenario(setting:)`` depends on, as a text: the
  /// resolved scenario without its title, its description and its arms, and the SHA-256 of each of
  /// its files.
  ///
  /// Comments, the order of keys and the way in which a value is written change nothing in it.
  ///
  /// - Parameter setting: What is set, in this order.
  /// - Throws: ``ScenarioError`` when a value is none that its key allows. What only the members tell
  ///   is left to ``scenario(setting:)``.
  public func identity(setting: [Assignment]) throws(ScenarioError) -> String {
    let variation = variation(setting)
    let (reader, read) = (variation.reader, variation.read)
    reader.noteInputs(of: read)
    try reader.diagnostics.check()
    var text = ""
    for (parameter, key) in zip(ScenarioKeys.set.parameters, read.texts)
    where !ScenarioKeys.withoutEffect.contains(parameter.name) { key.append(to: &text) }
    for input in reader.files.inputs.dropFirst() {
      text += input.sha256
      text += "\n"
    }
    return text
  }

  /// Why no value can be set at a path; `nil` when one can.
  ///
  /// - Parameter path: The path, such as `members.home.battery.capacity`.
  public func problem(withPath path: String) -> String? { tree.problem(withPath: path) }

  /// The sections of a variation, with a reader whose diagnostics have what is wrong with them.
  private func variation(
    _ setting: [Assignment]
  ) -> (reader: ScenarioReader, read: ReadScenario, root: YAMLNode, overrides: [Override]) {
    let reader = ScenarioReader(files: files.files(of: path), parts: parts)
    let overrides = setting.compactMap { override($0, reader.diagnostics) }
    let root = tree.root(setting: overrides, reader.diagnostics)
    let currency = reader.currency(in: root)
    let read =
      currency == base.currency
      ? base.variation(root, reader.diagnostics)
      : ReadScenario.read(root, currency: currency, reader.diagnostics)
    return (reader, read, root, overrides)
  }

  private func override(_ assignment: Assignment, _ diagnostics: Diagnostics) -> Override? {
    let key = "\(assignment.path)=\(assignment.value)"
    if let known = parts.overrides[key], known.path == assignment.path { return known }
    let override = Override(
      path: assignment.path, value: assignment.value, diagnostics: diagnostics)
    if let override, diagnostics.isEmpty { parts.overrides[key] = override }
    return override
  }
}

/// Files that are read once, shared by threads.
final class FileStore: Sendable {
  private let known = Mutex<[String: HashedFile]>([:])
  private let readFile: @Sendable (String) throws -> [UInt8]

  init(_ readFile: @escaping @Sendable (String) throws -> [UInt8]) { self.readFile = readFile }

  /// The file at a path.
  func file(at path: String) throws -> HashedFile {
    if let file = known.withLock({ $0[path] }) { return file }
    let file = HashedFile(try readFile(path))
    // Another thread may have been faster; all must see the same bytes.
    return known.withLock { known in
      if let first = known[path] { return first }
      known[path] = file
      return file
    }
  }

  /// The files of a scenario, which is the first of them.
  func files(of path: String) -> ScenarioFiles {
    let files = ScenarioFiles(scenarioPath: path) { [self] (path: String) in try file(at: path) }
    if let scenario = known.withLock({ $0[path] }) {
      files.record(
        InputFile(path: ScenarioFiles.name(ofFile: path), sha256: scenario.sha256))
    }
    return files
  }
}

extension ScenarioKeys {
  /// Keys that people read, and that change no result.
  static let withoutEffect: Set<String> = [title.name, description.name, arms.name]
}

extension ScenarioReader {
  /// Remembers the files that a scenario is made of, without making its members.
  fileprivate func noteInputs(of read: ReadScenario) {
    let reading = ParameterReading(currency: read.currency, diagnostics: diagnostics)
    let time = time(of: read)
    if let network = read.section.section(ScenarioKeys.network),
      let path = network.text(NetworkKeys.file),
      let ignores = network.boolean(NetworkKeys.ignoresUnsupported)
    {
      _ = networkModel(at: path, network.place(NetworkKeys.file), ignoresUnsupported: ignores)
    }
    _ = tariffs(of: read, time: time, reading: reading)
    _ = sharing(of: read, time: time, reading: reading)
    for profile in read.section.list(ScenarioKeys.profiles) {
      guard let path = profile.text(ProfileKeys.file) else { continue }
      _ = files.bytes(of: path, at: profile.place(ProfileKeys.file), diagnostics: diagnostics)
    }
  }
}
