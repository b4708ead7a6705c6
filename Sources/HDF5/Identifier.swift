import CHDF5

/// A handle of the library that closes itself, exactly once.
///
/// It cannot be copied, so no second owner can close it again, and none can go on using it when it
/// is closed. This is the only type of the module that calls a closing function.
struct Identifier: ~Copyable, Sendable {
  enum Kind: Sendable {
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
  private let kind: Kind

  /// Takes the handle that a call of the library returns.
  ///
  /// - Throws: ``HDF5Error`` when the handle is not valid.
  init(
    _ kind: Kind, to attempt: @autoclosure () -> String, _ open: () -> hid_t
  ) throws(HDF5Error) {
    self.rawValue = try call(to: attempt(), open)
    self.kind = kind
  }

  deinit {
    let (kind, rawValue) = (kind, rawValue)
    _ = query { kind.close(rawValue) }
  }

  /// Closes the handle and reports what went wrong with that.
  consuming func close(to attempt: @autoclosure () -> String) throws(HDF5Error) {
    let (kind, rawValue) = (kind, rawValue)
    discard self
    try call(to: attempt()) { kind.close(rawValue) }
  }
}
