public import ResultFiles

/// Why results cannot be compared.
public struct ComparisonError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One sentence: what is wrong, where, and what to do.
  public let description: String

  /// Creates an error.
  ///
  /// - Parameter description: What is wrong, where, and what to do.
  public init(_ description: String) { self.description = description }

  /// Creates the error of a file that cannot be read.
  ///
  /// - Parameter error: What is wrong with the file.
  public init(_ error: ResultFileError) { description = error.description }

  /// Creates the error of a file that holds something else than what is compared.
  static func file(_ path: String, _ reason: String) -> ComparisonError {
    ComparisonError(ResultFileError.notReadable(path: path, reason: reason))
  }
}

/// Does what may fail in a result file.
func comparing<Result: ~Copyable>(
  _ body: () throws(ResultFileError) -> Result
) throws(ComparisonError) -> Result {
  do throws(ResultFileError) {
    return try body()
  } catch {
    throw ComparisonError(error)
  }
}
