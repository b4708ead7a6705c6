import JSONReading

/// A file of histories of calls with what is expected of them.
///
/// The format is described on the page of this module.
public struct ReplayFile: Sendable {
  /// The file, as it was named.
  public let name: String
  /// The text, to tell the lines of what fails.
  let bytes: [UInt8]
  let vectors: [ReplayVector]

  /// The number of vectors.
  public var vectorCount: Int { vectors.count }

  /// Reads a file: an object with `vectors`, a list of vectors, or one vector.
  ///
  /// - Parameters:
  ///   - bytes: The text of the file.
  ///   - name: What messages call the file.
  /// - Throws: ``ReplayFileError`` with every fault that was found, each with its line and column.
  public static func read(
    _ bytes: [UInt8], named name: String
  ) throws(ReplayFileError) -> ReplayFile {
    var reader = ReplayReader()
    var vectors: [ReplayVector] = []
    do throws(JSONFault) {
      vectors = reader.vectors(of: try JSONDocument(bytes).root)
    } catch {
      reader.faults.append(ReplayReader.Fault(offset: error.offset, message: error.message + "."))
    }
    guard reader.faults.isEmpty else {
      let places = places(ofBytes: reader.faults.map(\.offset), in: bytes)
      let diagnostics = zip(reader.faults, places).sorted { $0.0.offset < $1.0.offset }
        .prefix(ReplayFileError.limit).map { fault, place in
          ReplayFileError.Diagnostic(
            file: name, line: place.line, column: place.column, message: fault.message)
        }
      throw ReplayFileError(diagnostics: diagnostics)
    }
    return ReplayFile(name: name, bytes: bytes, vectors: vectors)
  }

  /// Carries out the calls of every vector, each with a contract of its own, and compares what
  /// happens with what is expected.
  ///
  /// - Parameter keepsStates: Whether the report tells the state at the end of each vector.
  public func run(keepsStates: Bool = false) -> ReplayReport {
    var outcomes: [ReplayReport.Vector] = []
    for vector in vectors {
      let (findings, state) = ReplayRunner.run(vector)
      let places = places(ofBytes: findings.map(\.offset), in: bytes)
      outcomes.append(
        ReplayReport.Vector(
          id: vector.id, title: vector.title, stepCount: vector.steps.count,
          failures: zip(findings, places).map { finding, place in
            ReplayFailure(
              vector: vector.id, step: finding.step, line: place.line, column: place.column,
              operation: finding.operation, subject: finding.subject, expected: finding.expected,
              found: finding.found)
          },
          state: keepsStates ? StateFields.snapshot(of: state) : nil))
    }
    return ReplayReport(file: name, vectors: outcomes)
  }
}

/// The lines and columns of some bytes, found in one walk through the text.
private func places(ofBytes offsets: [Int], in bytes: [UInt8]) -> [(line: Int, column: Int)] {
  guard !offsets.isEmpty else { return [] }
  var walk = TextPlaces(bytes)
  var places = Array(repeating: (line: 1, column: 1), count: offsets.count)
  for index in offsets.indices.sorted(by: { offsets[$0] < offsets[$1] }) {
    places[index] = walk.place(ofByte: offsets[index])
  }
  return places
}
