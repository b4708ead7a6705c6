import JSONReading

/// The faults in the file of a rate, each with its place.
public struct URDBFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One fault.
  public struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
    /// The file, as it was named.
    public let file: String
    /// The line, counted from 1.
    public let line: Int
    /// The column, counted from 1.
    public let column: Int
    /// What was found and what is allowed.
    public let message: String

    public var description: String { "\(file):\(line):\(column): \(message)" }
  }

  /// The faults in the order of the file; at most a hundred are kept.
  public let diagnostics: [Diagnostic]

  public var description: String {
    diagnostics.map(\.description).joined(separator: "\n")
  }

  /// The most faults that are kept of one file.
  static let limit = 100

  /// Finds the lines and columns of some faults in one walk through the text.
  init(_ faults: [URDBFault], in bytes: [UInt8], named file: String) {
    var walk = TextPlaces(bytes)
    // Sorted with the place among equals, as `sorted` alone does not promise to keep it.
    let inOrder = faults.enumerated()
      .sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }
      .prefix(Self.limit)
    diagnostics = inOrder.map { _, fault in
      let place = walk.place(ofByte: fault.offset)
      return Diagnostic(
        file: file, line: place.line, column: place.column, message: fault.message)
    }
  }
}

/// A fault with its place.
struct URDBFault {
  let offset: Int
  let message: String
}
