import JSONReading

/// Networks of power-grid-model in its JSON format, version 1.0, data sets of the type `input`.
///
/// Nodes are called by their ids, other components by kind and id, such as `line12`. A link is a closed
/// switch without impedance, where power-grid-model itself has 10⁻⁶ per unit of one megavolt-ampere.
/// The file does not say the frequency; see ``ImportOptions/frequencyHertz``.
public enum PowerGridModelFile {
  /// Reads a network.
  ///
  /// - Parameters:
  ///   - bytes: What the file holds.
  ///   - name: What the file is called in messages.
  ///   - options: What to do with parts that are not supported, and the frequency.
  /// - Returns: A balanced network, or one with phases where loads differ between phases.
  /// - Throws: ``NetworkFileError`` with the faults found.
  /// - Complexity: O(*n*) for *n* bytes.
  public static func read(
    _ bytes: [UInt8], named name: String, options: ImportOptions = ImportOptions()
  ) throws(NetworkFileError) -> ImportedNetwork {
    var report = ImportReport(options)
    var imported: ImportedNetwork?
    do {
      let document = try JSONDocument(bytes)
      if let tables = PowerGridModelTables(document.root, &report) {
        var reader = PowerGridModelReader(tables, options, report)
        imported = reader.read()
        report = reader.report
      }
    } catch {
      report.refuse(error)
    }
    guard var imported, report.faults.isEmpty else {
      throw report.error(in: bytes, named: name) ?? NetworkFileError(diagnostics: [])
    }
    imported.notes = report.notes(in: bytes, named: name)
    return imported
  }
}
