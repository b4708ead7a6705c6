import Parameters
public import Tariffs

/// Rules by which members share energy, in a file of their own: YAML with one rule, or a list of
/// rules, each with its `kind`.
public struct SharingFile: Sendable {
  /// The rules, in order.
  public var rules: [any SharingRule]

  /// Reads a file of rules and the files that it names.
  ///
  /// - Throws: ``ScenarioError`` with everything that is wrong, sorted by place.
  public static func read(
    path: String, _ context: TariffFile.Context = TariffFile.Context()
  ) throws(ScenarioError) -> SharingFile {
    let bytes: [UInt8]
    do {
      bytes = try FileReadingError.contents(ofFile: path)
    } catch {
      throw ScenarioError(SourcePlace(path), "can't read the rules of sharing: \(error)")
    }
    return try read(
      bytes: bytes, path: path, context, readFile: FileReadingError.contents(ofFile:))
  }

  /// Reads the bytes of a file of rules, and the files that it names from wherever they are.
  public static func read(
    bytes: [UInt8], path: String, _ context: TariffFile.Context = TariffFile.Context(),
    readFile: @escaping (String) throws -> [UInt8]
  ) throws(ScenarioError) -> SharingFile {
    let diagnostics = Diagnostics()
    let root = try YAMLDocument.read(YAMLText(bytes, file: path), diagnostics: diagnostics)
    let nodes = if case .sequence(let nodes) = root.content { nodes } else { [root] }
    let reading = ParameterReading(
      currency: context.currency ?? "EUR", diagnostics: diagnostics)
    let inputs = TariffInputs(
      currency: context.currency ?? "EUR", days: context.days, zone: context.zone,
      reading: ScenarioFiles(scenarioPath: path, readFile: readFile))
    var rules: [any SharingRule] = []
    for node in nodes {
      guard let section = reading.variant(node, as: variants, inGroup: false),
        let kind = section.kind, SharingKinds.all.indices.contains(kind),
        let values = section.plainValues
      else { continue }
      let rule = reading.model(from: values, of: section) {
        (values) throws(ParameterError) -> any SharingRule in
        try SharingKinds.all[kind].init(values).prepared(inputs)
      }
      if let rule { rules.append(rule) }
    }
    try diagnostics.check()
    guard rules.count == nodes.count else {
      throw ScenarioError(SourcePlace(path), "the rules of sharing are not complete.")
    }
    return SharingFile(rules: rules)
  }

  private static let variants = Variants(
    name: "sharing", selector: .key(Variants.kindKey, default: nil),
    kinds: SharingKinds.all.map { $0.parameterSet }, "A rule by which members share energy.")
}
