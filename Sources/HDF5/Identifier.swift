import CHDF5

/// A handle of the library that closes itself, exactly once.
///
/// It cannot be copied, so no second owner can close it again, and none can go on using it when it
/// is closed. This is the only type of the module that calls a closing function.
struct Identifier: ~Copyable, Sendable {
  enum Kind: Hashable, Sendable {
    case file
    case group
    case dataset
    case attribute
    case space
    case type
    case properties

    fileprivate func close(_ identifier: hid_t) -> herr_t {
      switch self {
      case .file: H5Fclose(identifier)
      case .group: H5Gclose(identifier)
      case .dataset: H5Dclose(identifier)
      case .attribute: H5Aclose(identifier)
      case .space: H5Sclose(identifier)
      case .type: H5Tclose(identifier)
      case .properties: H5Pclose(identifier)
      }
    }
  }

  let rawValue: hid_t

  /// The file that the handle belongs to; `nil` when it belongs to none.
  let file: hid_t?

  private let kind: Kind

  /// Takes the handle that a call of the library returns.
  ///
  /// - Throws: ``HDF5Error`` when the handle is not valid.
  init(
    _ kind: Kind, to attempt: @autoclosure () -> String, in file: hid_t? = nil,
    _ open: () -> hid_t
  ) throws(HDF5Error) {
    let rawValue = try call(to: attempt(), in: file, open)
    self.rawValue = rawValue
    self.file = kind == .file ? rawValue : file
    self.kind = kind
  }

  deinit {
    let (kind, rawValue, file) = (kind, rawValue, file)
    if kind == .file {
      // Where this fails the file is lost, and must not be closed.
      HDF5.close(rawValue, in: file) { H5Fflush($0, H5F_SCOPE_LOCAL) }
    }
    HDF5.close(rawValue, in: file) { kind.close($0) }
  }

  /// Closes the handle and reports what went wrong with that.
  consuming func close(to attempt: @autoclosure () -> String) throws(HDF5Error) {
    let (kind, rawValue, file) = (kind, rawValue, file)
    discard self
    if kind == .file {
      try call(to: attempt(), in: file) { H5Fflush(rawValue, H5F_SCOPE_LOCAL) }
    }
    try call(to: attempt(), in: file) { kind.close(rawValue) }
  }
}
