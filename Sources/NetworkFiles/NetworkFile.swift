import JSONReading
public import PowerFlow

/// Files that describe networks.
public enum NetworkFile {
  /// Reads a network from the bytes of a file.
  ///
  /// The one format so far is JSON with `"schema": "mgsim-pf-case/1"`, of the kind `balanced` or
  /// `unbalanced`.
  /// Everything that is not expected is a fault: unknown fields, names of buses that do not exist,
  /// names used twice, tables left out, values that cannot be.
  ///
  /// - Parameters:
  ///   - bytes: What the file holds.
  ///   - name: What the file is called in messages.
  /// - Throws: ``NetworkFileError`` with the faults found.
  /// - Complexity: O(*n*) for *n* bytes.
  public static func read(
    _ bytes: [UInt8], named name: String
  ) throws(NetworkFileError) -> NetworkModel {
    let document: JSONDocument
    do {
      document = try JSONDocument(bytes)
    } catch {
      throw NetworkFileError([error], in: bytes, named: name)
    }
    var reader = NetworkCaseReader()
    guard let network = reader.read(document.root), reader.report.faults.isEmpty else {
      throw NetworkFileError(reader.report.faults, in: bytes, named: name)
    }
    return network
  }

  /// Reads a balanced network from the bytes of a file.
  ///
  /// - Throws: ``NetworkFileError`` with the faults found, also if the phases of the network differ.
  public static func readBalanced(
    _ bytes: [UInt8], named name: String
  ) throws(NetworkFileError) -> Network {
    switch try read(bytes, named: name) {
    case .balanced(let network): return network
    case .multiphase:
      let fault = JSONFault(
        offset: 0, message: "a balanced network is needed, but the phases differ.")
      throw NetworkFileError([fault], in: bytes, named: name)
    }
  }
}

extension NetworkFileError {
  init(_ faults: [JSONFault], in bytes: [UInt8], named name: String) {
    var places = TextPlaces(bytes)
    diagnostics = faults.sorted { $0.offset < $1.offset }.map { fault in
      let place = places.place(ofByte: fault.offset)
      return Diagnostic(
        file: name, line: place.line, column: place.column, message: fault.message)
    }
  }
}
