/// Where a result file is to be.
public enum ResultDestination: Hashable, Sendable {
  /// On a disk, at a path. It appears there only when it is whole.
  case file(String)

  /// In memory; its bytes are given back. They are those that a file would have.
  case memory

  /// The path of a file on a disk.
  public var path: String? {
    guard case .file(let path) = self else { return nil }
    return path
  }

  /// What messages call the file.
  var name: String {
    switch self {
    case .file(let path): path
    case .memory: "result in memory"
    }
  }
}
