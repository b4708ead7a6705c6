/// The formats of network files, by the names that commands use.
public enum NetworkFileFormat: String, Hashable, Sendable, CaseIterable {
  /// JSON with `"schema": "mgsim-pf-case/1"`.
  case mgsim
  /// JSON of pandapower's `to_json`.
  case pandapower
  /// JSON of power-grid-model.
  case powerGridModel = "power-grid-model"
  /// A MATPOWER case, version 2.
  case matpower
  /// A script of OpenDSS.
  case openDSS = "opendss"

  /// Tells the format from the name of a file, and from its beginning where the name is that of JSON
  /// or of no format.
  public init(of bytes: [UInt8], named name: String) {
    let suffix = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    let beginning = String(decoding: bytes.prefix(4096), as: UTF8.self)
    switch suffix {
    case "dss": self = .openDSS
    case "m": self = .matpower
    default:
      self =
        if beginning.first(where: { !$0.isWhitespace && $0 != "\u{FEFF}" }) == "{" {
          Self.json(bytes, beginning)
        } else if beginning.contains("mpc.") || beginning.contains("function ") {
          .matpower
        } else {
          .openDSS
        }
    }
  }

  private static func json(_ bytes: [UInt8], _ beginning: String) -> NetworkFileFormat {
    if beginning.contains("mgsim-pf-case") { return .mgsim }
    if beginning.contains("pandapowerNet") || beginning.contains("pandapower.auxiliary") {
      return .pandapower
    }
    guard let members = try? JSONDocument(bytes).root.members else { return .mgsim }
    let names = Set(members.compactMap { $0.name.string })
    if names.contains("_class") || names.contains("_module") { return .pandapower }
    if names.isSuperset(of: ["type", "data"]) { return .powerGridModel }
    return .mgsim
  }
}

extension NetworkFile {
  /// Reads a network file of any format.
  ///
  /// - Parameters:
  ///   - bytes: What the file holds.
  ///   - name: What the file is called in messages; its suffix helps to tell the format.
  ///   - format: The format, or `nil` to find it out.
  ///   - options: How strictly the file is read.
  ///   - including: Gives the bytes of a further file that an OpenDSS script names.
  /// - Throws: ``NetworkFileError`` with the faults found.
  public static func read(
    _ bytes: [UInt8], named name: String, format: NetworkFileFormat?,
    options: ImportOptions = ImportOptions(), including: (String) throws -> [UInt8]
  ) throws(NetworkFileError) -> ImportedNetwork {
    switch format ?? NetworkFileFormat(of: bytes, named: name) {
    case .mgsim: ImportedNetwork(network: try read(bytes, named: name))
    case .pandapower: try PandapowerFile.read(bytes, named: name, options: options)
    case .powerGridModel:
      try PowerGridModelFile.read(bytes, named: name, options: options)
    case .matpower: try MatpowerFile.read(bytes, named: name, options: options)
    case .openDSS:
      try OpenDSSFile.read(
        bytes, named: name,
        options: OpenDSSOptions(ignoresUnsupported: options.ignoresUnsupported),
        including: including)
    }
  }
}
