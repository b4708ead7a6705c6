public import ResultFiles

/// Why a finished run cannot be billed again.
public struct ShadowBillError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One sentence: what is wrong, where, and what to do.
  public let description: String

  /// Creates an error.
  public init(_ description: String) { self.description = description }

  /// Creates the error of a file that cannot be read.
  public init(_ error: ResultFileError) { description = error.description }

  /// Creates the error of a file that holds something else than a run's.
  static func file(_ path: String, _ reason: String) -> ShadowBillError {
    ShadowBillError(ResultFileError.notReadable(path: path, reason: reason))
  }
}

/// Does what may fail in a result file.
func readingRun<Result>(
  _ body: () throws(ResultFileError) -> Result
) throws(ShadowBillError) -> Result {
  do throws(ResultFileError) {
    return try body()
  } catch {
    throw ShadowBillError(error)
  }
}
