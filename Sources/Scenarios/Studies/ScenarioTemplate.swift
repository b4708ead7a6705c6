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
    let currency = reader.currency(in: root)
    base = ReadScenario.read(root, currency: currency, reader.diagnostics).keepingTexts
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

  /// A variation as it is before anything is made of it.
  private struct Variation {
    /// Its diagnostics have what is wrong with the sections.
    let reader: ScenarioReader
    let read: ReadScenario
    let root: YAMLNode
    let overrides: [Override]
  }

  private func variation(_ setting: [Assignment]) -> Variation {
    let reader = ScenarioReader(files: files.files(of: path), parts: parts)
    let diagnostics = reader.diagnostics
    let overrides = setting.compactMap { override($0, diagnostics) }
    if let (read, root) = variation(overrides, diagnostics) {
      return Variation(reader: reader, read: read, root: root, overrides: overrides)
    }
    let root = tree.root(setting: overrides, diagnostics)
    let currency = reader.currency(in: root)
    let read =
      currency == base.currency
      ? base.variation(root, diagnostics) : ReadScenario.read(root, currency: currency, diagnostics)
    return Variation(reader: reader, read: read, root: root, overrides: overrides)
  }

  /// A variation made of keys that other variations have had too: a value changes nothing but the
  /// key at the top of the scenario at which its path begins.
  ///
  /// - Returns: `nil` where something is wrong, or the currency changes, which every price depends on.
  private func variation(
    _ overrides: [Override], _ diagnostics: Diagnostics
  ) -> (ReadScenario, YAMLNode)? {
    guard diagnostics.isEmpty, overrides.allSatisfy(\.isOfScenario),
      case .mapping(var entries) = tree.root.content
    else { return nil }
    var read = base
    var hasContract = base.hasContract
    // The contract first, on which what members say of themselves depends.
    for index in ScenarioKeys.orderOfReading {
      let parameter = ScenarioKeys.set.parameters[index]
      let settings = overrides.filter { $0.isWithin(parameter.name) }
      let isMembers = parameter.name == ScenarioKeys.members.name
      guard !settings.isEmpty || isMembers && hasContract != base.hasContract else { continue }
      guard parameter.name != ScenarioKeys.currency.name,
        let key = key(parameter, at: index, settings, hasContract: hasContract)
      else { return nil }
      read.set(key, at: index)
      let place = entries.firstIndex { $0.key == parameter.name }
      switch (place, key.written) {
      case (let place?, let written?): entries[place] = written
      case (let place?, nil): entries.remove(at: place)
      case (nil, let written?): entries.append(written)
      case (nil, nil): break
      }
      if parameter.name == ScenarioKeys.contract.name { hasContract = key.entry != nil }
    }
    return (read, YAMLNode(.mapping(entries), at: tree.root.place))
  }

  /// A key with what is set in it; `nil` where something is wrong with it.
  private func key(
    _ parameter: Parameter, at index: Int, _ settings: [Override], hasContract: Bool
  ) -> ReadKey? {
    var name = "\(parameter.name) \(hasContract)"
    for setting in settings {
      // With their lengths, so that no two lists of settings have one name.
      name += "\n\(setting.path.utf8.count) \(setting.value.utf8.count) "
      name += setting.path
      name += setting.value
    }
    if let known = parts.keys[name] { return known }
    guard let start = start(of: parameter, hasContract: hasContract, settings) else { return nil }
    let diagnostics = Diagnostics()
    let root = tree.root(setting: settings, diagnostics)
    guard diagnostics.isEmpty else { return nil }
    let key = start.key(
      parameter, at: index, root[parameter.name], hasContract: hasContract,
      reading: ParameterReading(currency: base.currency, diagnostics: diagnostics))
    guard diagnostics.isEmpty else { return nil }
    parts.keys[name] = key
    return key
  }

  /// The base for variations of a key: members that have a contract although the base has none, or
  /// the other way round, begin with all members read so.
  private func start(
    of parameter: Parameter, hasContract: Bool, _ settings: [Override]
  ) -> ReadScenario? {
    guard parameter.name == ScenarioKeys.members.name, hasContract != base.hasContract,
      !settings.isEmpty, let index = ScenarioKeys.set.parameters.firstIndex(of: parameter)
    else { return base }
    guard let members = key(parameter, at: index, [], hasContract: hasContract) else { return nil }
    var other = base
    let contract = ScenarioKeys.contract.name
    other.section.entries[contract] =
      hasContract ? Section.Entry(place: base.section.place, content: .list([])) : nil
    other.set(members, at: index)
    return other
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

extension Override {
  /// Whether the path begins at a key that scenarios have.
  fileprivate var isOfScenario: Bool {
    guard case .key(let key) = steps.first else { return false }
    return ScenarioKeys.set.parameters.contains { $0.name == key }
  }

  /// Whether the path begins at a key at the top of a scenario.
  fileprivate func isWithin(_ key: String) -> Bool {
    if case .key(key) = steps.first { true } else { false }
  }
}

extension ScenarioKeys {
  /// The places of the keys, the contract's first.
  fileprivate static let orderOfReading: [Int] = {
    let indices = Array(set.parameters.indices)
    return indices.filter { set.parameters[$0].name == contract.name }
      + indices.filter { set.parameters[$0].name != contract.name }
  }()

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
