/// A failure of the HDF5 library, with what was attempted and why it failed.
public struct HDF5Error: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was attempted, such as `create the file 'results.h5'`.
  public let attempt: String

  /// What the library reported, the innermost cause last.
  public let causes: [String]

  /// Creates an error.
  public init(attempt: String, causes: [String]) {
    self.attempt = attempt
    self.causes = causes
  }

  /// The reason for a person: what the operating system says where it was asked, such as
  /// `No space left on device`; otherwise the innermost cause.
  public var reason: String {
    for cause in causes.reversed() {
      if let message = Self.systemMessage(in: cause) { return message }
    }
    return causes.last ?? "the HDF5 library gave no reason"
  }

  public var description: String { "can't \(attempt): \(reason)." }

  /// The text between the quotes of `error message = '…'`, by which the library quotes the system.
  private static func systemMessage(in cause: String) -> String? {
    let marker = "error message = '"
    guard let start = cause.firstRange(of: marker)?.upperBound else { return nil }
    let rest = cause[start...]
    guard let end = rest.firstIndex(of: "'"), end > start else { return nil }
    return String(rest[..<end])
  }
}
