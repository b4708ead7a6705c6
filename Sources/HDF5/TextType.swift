import CHDF5

extension Identifier {
  /// The type of UTF-8 text of any length, by which datasets hold text.
  static func textOfAnyLength(to attempt: String) throws(HDF5Error) -> Identifier {
    let type = try Identifier(.type, to: attempt) { H5Tcopy(chdf5_c_string()) }
    try call(to: attempt) { H5Tset_size(type.rawValue, chdf5_variable_size()) }
    try call(to: attempt) { H5Tset_cset(type.rawValue, H5T_CSET_UTF8) }
    return type
  }

  /// The type of UTF-8 text of one length in bytes, by which attributes hold text.
  static func text(byteCount: Int, to attempt: String) throws(HDF5Error) -> Identifier {
    let type = try Identifier(.type, to: attempt) { H5Tcopy(chdf5_c_string()) }
    try call(to: attempt) { H5Tset_size(type.rawValue, max(1, byteCount)) }
    try call(to: attempt) { H5Tset_strpad(type.rawValue, H5T_STR_NULLPAD) }
    try call(to: attempt) { H5Tset_cset(type.rawValue, H5T_CSET_UTF8) }
    return type
  }

  /// A dataspace with the shape; no extents make a scalar.
  static func space(
    shape: [Int], maximumShape: [Int?]? = nil, to attempt: String
  ) throws(HDF5Error) -> Identifier {
    if shape.isEmpty { return try Identifier(.space, to: attempt) { H5Screate(H5S_SCALAR) } }
    let extents = try shape.extents(to: attempt)
    let limits = maximumShape?.map { $0.map { hsize_t(clamping: $0) } ?? chdf5_unlimited() }
    if let limits, limits.count != extents.count {
      throw HDF5Error(attempt: attempt, causes: ["the shape and its maximum differ in rank"])
    }
    return try Identifier(.space, to: attempt) {
      // SAFETY: Both arrays have as many elements as the rank says.
      unsafe H5Screate_simple(Int32(clamping: extents.count), extents, limits ?? extents)
    }
  }
}

extension [Int] {
  /// The extents as the library counts them.
  func extents(to attempt: @autoclosure () -> String) throws(HDF5Error) -> [hsize_t] {
    guard allSatisfy({ $0 >= 0 }) else {
      throw HDF5Error(attempt: attempt(), causes: ["an extent is negative"])
    }
    return map { hsize_t($0) }
  }
}

extension String {
  /// The text with each NUL replaced, because the library ends a text at the first one.
  var withoutNulls: String {
    utf8.contains(0) ? String(map { $0 == "\0" ? "\u{FFFD}" : $0 }) : self
  }
}
