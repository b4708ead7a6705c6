public import HDF5

/// What is wrong with a file of a study, in one sentence.
public enum StudyFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Writing failed, for example because the disk is full; nothing is left under the name.
  case notWritten(path: String, reason: String)

  /// The file can't be read, is damaged, or is none of this package.
  case notReadable(path: String, reason: String)

  /// What was to be written can't be put into a file.
  case unusable(reason: String)

  /// The HDF5 library failed in a way that names what was attempted.
  case library(path: String, error: HDF5Error)

  /// What is wrong when the library can't write a file.
  init(writing path: String, _ error: HDF5Error) {
    if let reason = error.systemReason {
      self = .notWritten(path: path, reason: reason)
    } else {
      self = .library(path: path, error: error)
    }
  }

  public var description: String {
    switch self {
    case .notWritten(let path, let reason): "can't write '\(path)': \(reason)."
    case .notReadable(let path, let reason): "can't read '\(path)': \(reason)."
    case .unusable(let reason): "can't lay out the file: \(reason)."
    case .library(let path, let error): "'\(path)': \(error)"
    }
  }
}
