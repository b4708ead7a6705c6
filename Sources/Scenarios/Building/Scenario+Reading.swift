import Parameters
import Tariffs

extension Scenario {
  /// Reads a scenario file and the files that it names.
  ///
  /// - Parameters:
  ///   - path: Where the file is. Relative paths in it are resolved from its folder.
  ///   - overrides: Values to set over the file's own, each as `path=value`, such as
  ///     `market.k=0.3`, `members[3].battery.capacity=20 kWh` or `members.alice.tariff=flat`.
  ///   - arm: The name of the arm whose values are set before the overrides; `nil` for none.
  /// - Throws: ``ScenarioError`` with everything that is wrong, sorted by place.
  public static func read(
    path: String, overrides: [String] = [], arm: String? = nil
  ) throws(ScenarioError) -> Scenario {
    try read(
      path: path, overrides: overrides, arm: arm, readFile: FileReadingError.contents(ofFile:))
  }

  /// Reads a scenario and the files that it names from wherever they are.
  ///
  /// - Parameters:
  ///   - path: The path of the scenario, for messages and for the paths of other files.
  ///   - overrides: Values to set over the file's own, each as `path=value`.
  ///   - arm: The name of the arm whose values are set before the overrides; `nil` for none.
  ///   - readFile: Gives the bytes of the file at a path. The description of an error that it throws
  ///     ends the message.
  /// - Throws: ``ScenarioError`` with everything that is wrong, sorted by place.
  public static func read(
    path: String, overrides: [String], arm: String? = nil,
    readFile: @escaping (String) throws -> [UInt8]
  ) throws(ScenarioError) -> Scenario {
    let bytes = try bytes(of: path, readFile)
    let files = ScenarioFiles(scenarioPath: path, readFile: readFile)
    files.record(bytes, as: ScenarioFiles.name(ofFile: path))
    let reader = ScenarioReader(files: files)
    return try reader.read(YAMLText(bytes, file: path), overrides: overrides, arm: arm)
  }

  /// Reads the names of the arms of a scenario file, in its order, and nothing else of it.
  ///
  /// - Throws: ``ScenarioError`` when the file is no YAML or the arms have a fault.
  public static func armNames(path: String) throws(ScenarioError) -> [String] {
    try armNames(path: path, readFile: FileReadingError.contents(ofFile:))
  }

  /// Reads the names of the arms of a scenario from wherever it is.
  ///
  /// - Parameters:
  ///   - path: The path of the scenario, for messages.
  ///   - readFile: Gives the bytes of the file.
  /// - Throws: ``ScenarioError`` when the file is no YAML or the arms have a fault.
  public static func armNames(
    path: String, readFile: @escaping (String) throws -> [UInt8]
  ) throws(ScenarioError) -> [String] {
    let bytes = try bytes(of: path, readFile)
    let reader = ScenarioReader(files: ScenarioFiles(scenarioPath: path, readFile: readFile))
    let root = try YAMLDocument.read(
      YAMLText(bytes, file: path), diagnostics: reader.diagnostics)
    let arms = reader.arms(in: root)
    try reader.diagnostics.check()
    return arms.map(\.settings.name)
  }

  static func bytes(
    of path: String, _ readFile: (String) throws -> [UInt8]
  ) throws(ScenarioError) -> [UInt8] {
    do {
      return try readFile(path)
    } catch {
      throw ScenarioError(SourcePlace(path), "can't read the scenario: \(error)")
    }
  }
}

/// Reads one scenario: its parts in the order in which they depend on one another.
struct ScenarioReader {
  let files: ScenarioFiles
  /// What was prepared for other variations of the scenario; `nil` when it is read once.
  var parts: ScenarioParts?
  var diagnostics = Diagnostics()

  func read(
    _ text: YAMLText, overrides: [String], arm: String?
  ) throws(ScenarioError) -> Scenario {
    let tree = try ScenarioTree(text, reader: self, arm: arm)
    let overrides = overrides.compactMap { Override($0, diagnostics: diagnostics) }
    let root = tree.root(setting: overrides, diagnostics)
    let read = ReadScenario.read(root, currency: currency(in: root), diagnostics)
    for arm in tree.arms where arm.settings.name != tree.chosen?.settings.name {
      check(arm, over: tree.written)
    }
    return try scenario(read, of: tree, root: root, setting: overrides)
  }

  /// The scenario that its sections describe.
  func scenario(
    _ read: ReadScenario, of tree: ScenarioTree, root: YAMLNode, setting overrides: [Override]
  ) throws(ScenarioError) -> Scenario {
    let (section, currency) = (read.section, read.currency)
    let reading = ParameterReading(currency: currency, diagnostics: diagnostics)
    let time = time(of: read)
    let network = section.section(ScenarioKeys.network).flatMap { networkSettings($0, time: time) }
    let tariffSections = section.list(ScenarioKeys.tariffs)
    let tariffs = tariffs(of: read, time: time, reading: reading)
    let sharing = sharing(of: read, time: time, reading: reading)
    if let time { checkBoundaries(of: tariffs, tariffSections, interval: time.intervalNanoseconds) }
    let market = section.section(ScenarioKeys.market).flatMap {
      marketSettings($0, time: time, reading: reading)
    }
    if let network, let market {
      checkConstraints(of: network, in: section, market: market)
    }
    if let market { checkNeeds(of: market, network: network, in: section) }
    var building = MemberBuilding(
      reading: reading, seed: UInt64(clamping: section.integer(ScenarioKeys.seed) ?? 0),
      network: network?.network,
      hasNetwork: section.entries[ScenarioKeys.network.name] != nil,
      hasContract: section.entries[ScenarioKeys.contract.name] != nil,
      tariffNames: tariffNames(in: root), profiles: profileLibrary(read))
    for member in section.list(ScenarioKeys.members) { building.add(member) }
    if section.list(ScenarioKeys.members).isEmpty, section.isComplete {
      diagnostics.report(section.place(ScenarioKeys.members), "there is no member.")
    }
    let contract = section.section(ScenarioKeys.contract).flatMap {
      contractSettings($0, of: building, time: time)
    }
    let tables = building.profiles.tables(over: time)
    building.roundShifts(to: tables)
    let dispatch = section.section(ScenarioKeys.dispatch).flatMap {
      dispatchSettings($0, time: time)
    }
    let recording = section.section(ScenarioKeys.recording).flatMap {
      recordingSettings($0, time: time)
    }
    try diagnostics.check()
    if let time {
      checkSharing(
        sharing, read, members: building.members, tariffs: tariffs.compactMap { $0 }, time: time)
      try diagnostics.check()
    }
    guard let time, let market, let title = section.text(ScenarioKeys.title), let recording,
      let dispatch, (contract != nil) == building.hasContract
    else {
      throw ScenarioError(section.place, "the scenario is not complete.")
    }
    return Scenario(
      title: title,
      description: section.text(ScenarioKeys.description) ?? "",
      seed: building.seed,
      currency: currency,
      time: time,
      profileTables: tables,
      network: network,
      tariffs: tariffs.compactMap { $0 },
      sharing: sharing,
      market: market,
      dispatch: dispatch,
      members: building.members,
      contract: contract,
      arms: tree.arms.map(\.settings),
      arm: tree.chosen?.settings.name,
      recording: recording,
      inputs: files.inputs,
      sourceText: tree.text.string,
      overrides: ((tree.chosen?.overrides ?? []) + overrides).map {
        AppliedOverride(path: $0.path, value: $0.value)
      },
      resolvedText: read.resolvedText)
  }

  /// The currency, which is needed before prices can be read.
  func currency(in root: YAMLNode) -> String {
    let parameter = ScenarioKeys.currency
    guard case .text(let standard) = parameter.defaultValue else { return "" }
    guard let entry = root[parameter.name], case .scalar(let code, _) = entry.value.content else {
      return standard
    }
    let isCode = code.utf8.count == 3 && code.utf8.allSatisfy { (65...90).contains($0) }
    guard isCode else {
      diagnostics.report(
        entry.value.place,
        "'\(parameter.name)' in 'scenario' must be the code of a currency such as 'EUR', but is "
          + "\(entry.value.summary).")
      return standard
    }
    return code
  }

  /// The names of all tariffs, also of those with a fault, so that nobody's tariff is missed.
  private func tariffNames(in root: YAMLNode) -> [String] {
    guard case .sequence(let tariffs) = root[ScenarioKeys.tariffs.name]?.value.content else {
      return []
    }
    return tariffs.map { tariff in
      guard case .scalar(let name, _) = tariff[TariffKeys.name.name]?.value.content else {
        return ""
      }
      return name
    }
  }
}
