import ResultFiles

/// The shapes of everything in a result file, to be compared with what an audit needs before it
/// reads: files come from outside.
struct ExpectedShapes {
  private let path: String
  private var shapes: [String: [Int]] = [:]

  init(_ reader: borrowing ResultFileReader) throws(ResultFileError) {
    path = reader.path
    for variable in try reader.variables() { shapes[variable.path] = variable.shape }
    for group in try reader.groups() {
      for variable in try reader.variables(in: group) { shapes[variable.path] = variable.shape }
    }
  }

  /// The length of a variable of one dimension.
  func length(of name: String) throws(ResultFileError) -> Int {
    guard let shape = shapes[name] else { throw fault("it has no '\(name)'") }
    guard shape.count == 1, let length = shape.first else {
      throw fault("'\(name)' has \(shape.count) dimensions instead of one")
    }
    return length
  }

  /// Checks that variables have a shape.
  func require(_ names: [String], _ expected: [Int]) throws(ResultFileError) {
    for name in names {
      guard let shape = shapes[name] else { throw fault("it has no '\(name)'") }
      guard shape == expected else {
        throw fault("'\(name)' has the shape \(shape) instead of \(expected)")
      }
    }
  }

  /// Checks that the columns of a table are of one length, and returns it.
  @discardableResult
  func requireTable(_ group: String, _ columns: [String]) throws(ResultFileError) -> Int {
    let names = columns.map { group + "/" + $0 }
    guard let first = names.first else { return 0 }
    let count = try length(of: first)
    try require(names, [count])
    return count
  }

  /// Whether there is a variable.
  func contains(_ name: String) -> Bool { shapes[name] != nil }

  private func fault(_ reason: String) -> ResultFileError {
    .notReadable(path: path, reason: reason)
  }
}
