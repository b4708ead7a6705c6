public import HDF5

/// What is wrong with a result file, in one sentence.
public enum ResultFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file cannot be made where it is asked for; nothing was created.
  case unusablePath(path: String, reason: String)

  /// The schema or the values cannot be put into a file.
  case unusableSchema(reason: String)

  /// Writing failed after it had begun, for example because the disk is full.
  case notWritten(path: String, reason: String)

  /// The file cannot be read, or is none of this package.
  case notReadable(path: String, reason: String)

  /// The library failed in a way that names what was attempted.
  case library(path: String, error: HDF5Error)

  /// Whether the way in which the file was asked for is wrong, rather than the work.
  public var isWrongUse: Bool {
    switch self {
    case .unusablePath, .unusableSchema: true
    case .notWritten, .notReadable, .library: false
    }
  }

  public var description: String {
    switch self {
    case .unusablePath(let path, let reason): "can't create '\(path)': \(reason)."
    case .unusableSchema(let reason): "can't lay out the result file: \(reason)."
    case .notWritten(let path, let reason): "can't write '\(path)': \(reason)."
    case .notReadable(let path, let reason): "can't read '\(path)': \(reason)."
    case .library(let path, let error): "'\(path)': \(error)"
    }
  }
}

/// Does what may fail in the library, and names the file in the error.
func writing<Result: ~Copyable>(
  _ path: String, _ body: () throws(HDF5Error) -> Result
) throws(ResultFileError) -> Result {
  do throws(HDF5Error) {
    return try body()
  } catch {
    throw .library(path: path, error: error)
  }
}
