import JSONReading

/// Networks of pandapower in the JSON format of `pandapower.to_json`, versions 2 and 3.
///
/// Names follow the tables: the buses have the labels of their rows, a line is `L12`, a transformer
/// `T0`, a load `load3`. What has an effect on a power flow of pandapower and is not supported is an
/// error; columns that pandapower itself does not read are passed over.
public enum PandapowerFile {
  /// Reads a network.
  ///
  /// - Parameters:
  ///   - bytes: What the file holds.
  ///   - name: What the file is called in messages.
  ///   - options: What to do with parts that are not supported, and the circuit of transformers.
  /// - Returns: A balanced network, or one with phases where asymmetric loads differ between phases.
  /// - Throws: ``NetworkFileError`` with the faults found.
  /// - Complexity: O(*n*) for *n* bytes.
  public static func read(
    _ bytes: [UInt8], named name: String, options: ImportOptions = ImportOptions()
  ) throws(NetworkFileError) -> ImportedNetwork {
    var report = ImportReport(options)
    let document: JSONDocument
    do {
      document = try JSONDocument(bytes)
    } catch {
      report.refuse(error)
      throw report.error(in: bytes, named: name) ?? NetworkFileError(diagnostics: [])
    }
    var imported: ImportedNetwork?
    if let tables = PandapowerTables(document.root, &report) {
      var reader = PandapowerReader(tables, options, report)
      imported = reader.read()
      report = reader.report
    }
    guard var imported, report.faults.isEmpty else {
      throw report.error(in: bytes, named: name) ?? NetworkFileError(diagnostics: [])
    }
    imported.notes = report.notes(in: bytes, named: name)
    return imported
  }
}
