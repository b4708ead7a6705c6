import CHDF5

extension HDF5Container where Self: ~Copyable {
  /// The names of the members, in the order in which they were added where the file knows it,
  /// otherwise by the alphabet.
  public func memberNames() throws(HDF5Error) -> [String] {
    let attempt = "list the members of a group"
    var information = H5G_info_t()
    try call(to: attempt, in: fileIdentifier) { unsafe H5Gget_info(rawIdentifier, &information) }
    let count = information.nlinks
    var names: [String] = []
    for index in 0..<count {
      names.append(try memberName(at: index, to: attempt))
    }
    return names
  }

  /// Whether there is a member of that name, which may be a path.
  public func hasMember(_ name: String) -> Bool {
    let parts = name.split(separator: "/").map(String.init)
    var path = ""
    for part in parts {
      path += path.isEmpty ? part : "/" + part
      guard query({ unsafe H5Lexists(rawIdentifier, path, chdf5_default()) > 0 }) else {
        return false
      }
    }
    return !parts.isEmpty
  }

  /// What a name stands for.
  ///
  /// - Throws: ``HDF5Error`` when there is no member of that name.
  public func kind(of name: String) throws(HDF5Error) -> HDF5Kind {
    var information = H5O_info_t()
    try call(to: "find '\(name)'", in: fileIdentifier) {
      unsafe H5Oget_info_by_name2(
        rawIdentifier, name, &information, H5O_INFO_BASIC, chdf5_default())
    }
    return switch information.type {
    case H5O_TYPE_GROUP: .group
    case H5O_TYPE_DATASET: .dataset
    default: .other
    }
  }

  private func memberName(at index: UInt64, to attempt: String) throws(HDF5Error) -> String {
    var bytes = [CChar](repeating: 0, count: 1024)
    try call(to: attempt, in: fileIdentifier) {
      // SAFETY: The buffer has the size that is given with it.
      let length = unsafe H5Lget_name_by_idx(
        rawIdentifier, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, index, &bytes, bytes.count,
        chdf5_default())
      if length >= 0 { return length }
      return unsafe H5Lget_name_by_idx(
        rawIdentifier, ".", H5_INDEX_NAME, H5_ITER_INC, index, &bytes, bytes.count,
        chdf5_default())
    }
    return String(nullTerminated: bytes)
  }
}
