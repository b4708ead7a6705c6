import PowerFlow

/// Networks in MATPOWER's case format, version 2: files such as `case33bw.m`.
///
/// Statements are assignments of numbers, matrices and lists, and arithmetic on them as far as the
/// distribution cases use it at their end. Anything else is an error. The matrices `bus`, `gen` and
/// `branch` are read; costs, areas and names of zones have no effect on a power flow. A bus is called
/// by its number, a branch or generator by the number of its row.
public enum MatpowerFile {
  /// Reads a network.
  ///
  /// Branches with a tap ratio or a shift, and those between different base voltages, become
  /// transformers whose tap is at the “from” bus; the others lines. As in MATPOWER's power flow, a
  /// reference bus or one of kind PV needs a generator in service, and the last one there says the
  /// voltage. A base voltage of zero, as some cases of the IEEE have it, is taken for one kilovolt.
  ///
  /// - Parameters:
  ///   - bytes: What the file holds.
  ///   - name: What the file is called in messages.
  ///   - options: What to do with parts that are not supported, and with limits of generators.
  /// - Throws: ``NetworkFileError`` with the faults found.
  /// - Complexity: O(*n*) for *n* bytes.
  public static func read(
    _ bytes: [UInt8], named name: String, options: ImportOptions = ImportOptions()
  ) throws(NetworkFileError) -> ImportedNetwork {
    var report = ImportReport(options)
    var network: Network?
    do {
      var program = try MatpowerProgram(bytes)
      try program.run()
      var reader = MatpowerReader(program, options, report)
      network = reader.read()
      report = reader.report
    } catch {
      report.refuse(error)
    }
    guard let network, report.faults.isEmpty else {
      throw report.error(in: bytes, named: name) ?? NetworkFileError(diagnostics: [])
    }
    return ImportedNetwork(
      network: .balanced(network), notes: report.notes(in: bytes, named: name))
  }
}
