import JSONReading
import PowerFlow

/// The formats of files that describe networks.
public enum NetworkFileFormat: String, Hashable, Sendable, CaseIterable {
  /// JSON with `"schema": "mgsim-pf-case/1"`.
  case mgsim
  /// JSON as pandapower's `to_json` writes it.
  case pandapower
  /// JSON of power-grid-model, data sets of the type `input`.
  case powerGridModel = "power-grid-model"
  /// A case file of MATPOWER, version 2.
  case matpower
  /// A script of OpenDSS.
  case openDSS = "opendss"

  /// Tells the format from the name of a file and from what it holds.
  ///
  /// JSON is told by its first fields, wherever the file's name ends; a name that ends with `.m` or
  /// `.dss` tells the others, and without such an ending a MATPOWER file is known by its assignments
  /// to `mpc`.
  ///
  /// - Returns: The format, or `nil` if it is none of these.
  /// - Complexity: O(*n*) for *n* bytes.
  public static func detect(_ bytes: [UInt8], named name: String) -> NetworkFileFormat? {
    let ending = name.split(separator: ".").last?.lowercased() ?? ""
    let first = bytes.first { $0 > 0x20 }
    if first == UInt8(ascii: "{") && ending != "m" && ending != "dss" {
      return json(bytes)
    }
    switch ending {
    case "m": return .matpower
    case "dss": return .openDSS
    default:
      let start = String(decoding: bytes.prefix(65536), as: UTF8.self)
      if start.contains("mpc.") || start.contains("function mpc") { return .matpower }
      return start.lowercased().contains("new circuit.") ? .openDSS : nil
    }
  }

  private static func json(_ bytes: [UInt8]) -> NetworkFileFormat? {
    guard let members = try? JSONDocument(bytes).root.members else { return .mgsim }
    let names = members.map { $0.name.string ?? "" }
    if names.contains("schema") { return .mgsim }
    if names.contains("_class") || names.contains("_object") { return .pandapower }
    if names.contains("data") && (names.contains("type") || names.contains("version")) {
      return .powerGridModel
    }
    return .mgsim
  }
}

extension NetworkFile {
  /// Reads a network file of any format.
  ///
  /// - Parameters:
  ///   - bytes: What the file holds.
  ///   - name: What the file is called in messages.
  ///   - format: The format, or `nil` to tell it from name and contents; see
  ///     ``NetworkFileFormat/detect(_:named:)``.
  ///   - options: How to read the files of other programs.
  ///   - including: Gives the bytes of a further file that a script of OpenDSS names.
  /// - Throws: ``NetworkFileError`` with the faults found.
  /// - Complexity: O(*n*) for *n* bytes.
  public static func read(
    _ bytes: [UInt8], named name: String, format: NetworkFileFormat?,
    options: ImportOptions = ImportOptions(),
    including: (String) throws -> [UInt8] = { throw OpenDSSFile.MissingFile(path: $0) }
  ) throws(NetworkFileError) -> ImportedNetwork {
    guard !bytes.isEmpty else { throw NetworkFileError(name, "the file is empty.") }
    let found = format ?? NetworkFileFormat.detect(bytes, named: name)
    switch found {
    case .mgsim: return ImportedNetwork(network: try read(bytes, named: name))
    case .pandapower: return try PandapowerFile.read(bytes, named: name, options: options)
    case .powerGridModel:
      return try PowerGridModelFile.read(bytes, named: name, options: options)
    case .matpower: return try MatpowerFile.read(bytes, named: name, options: options)
    case .openDSS:
      return try OpenDSSFile.read(
        bytes, named: name,
        options: OpenDSSOptions(ignoresUnsupported: options.ignoresUnsupported),
        including: including)
    case nil:
      let formats = NetworkFileFormat.allCases.map(\.rawValue).joined(separator: ", ")
      throw NetworkFileError(name, "the format is not known. It may be one of \(formats).")
    }
  }
}

extension NetworkFileError {
  /// One fault of a whole file.
  fileprivate init(_ file: String, _ message: String) {
    self.init(diagnostics: [Diagnostic(file: file, line: 1, column: 1, message: message)])
  }
}
