import CHDF5

extension HDF5Object where Self: ~Copyable {
  /// The names of the attributes, in the order in which they were added where the file knows it.
  public func attributeNames() throws(HDF5Error) -> [String] {
    let attempt = "list the attributes"
    var information = H5O_info_t()
    try call(to: attempt, in: fileIdentifier) {
      unsafe H5Oget_info2(rawIdentifier, &information, H5O_INFO_NUM_ATTRS)
    }
    let count = information.num_attrs
    var names: [String] = []
    for index in 0..<count {
      names.append(try attributeName(at: index, to: attempt))
    }
    return names
  }

  /// Whether there is an attribute of that name.
  public func hasAttribute(_ name: String) -> Bool {
    query { unsafe H5Aexists(rawIdentifier, name) > 0 }
  }

  /// The text of an attribute; `nil` when there is none of that name or it holds no single text.
  public func textAttribute(_ name: String) throws(HDF5Error) -> String? {
    guard hasAttribute(name) else { return nil }
    let attempt = "read the attribute '\(name)'"
    let attribute = try openAttribute(name, to: attempt)
    let type = try Identifier(.type, to: attempt) { H5Aget_type(attribute.rawValue) }
    let space = try Identifier(.space, to: attempt) { H5Aget_space(attribute.rawValue) }
    let points = query { H5Sget_simple_extent_npoints(space.rawValue) }
    guard points == 1, query({ H5Tget_class(type.rawValue) == H5T_STRING }) else { return nil }
    if query({ H5Tis_variable_str(type.rawValue) > 0 }) {
      let memoryType = try Identifier.textOfAnyLength(to: attempt)
      return unsafe try readVariableTexts(
        count: 1, type: memoryType.rawValue, space: space.rawValue, to: attempt
      ) { buffer in
        unsafe H5Aread(attribute.rawValue, memoryType.rawValue, buffer)
      }.first
    }
    let size = query { H5Tget_size(type.rawValue) }
    var bytes = [UInt8](repeating: 0, count: Int(size))
    // SAFETY: The buffer has the size of the type.
    try call(to: attempt, in: fileIdentifier) {
      unsafe H5Aread(attribute.rawValue, type.rawValue, &bytes)
    }
    return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// The numbers of an attribute; `nil` when there is none of that name or it holds no numbers.
  public func numbersAttribute<Element: HDF5Element>(
    _ name: String, as element: Element.Type
  ) throws(HDF5Error) -> [Element]? {
    guard hasAttribute(name) else { return nil }
    let attempt = "read the attribute '\(name)'"
    let attribute = try openAttribute(name, to: attempt)
    let type = try Identifier(.type, to: attempt) { H5Aget_type(attribute.rawValue) }
    let kind = query { H5Tget_class(type.rawValue) }
    guard kind == H5T_INTEGER || kind == H5T_FLOAT else { return nil }
    let space = try Identifier(.space, to: attempt) { H5Aget_space(attribute.rawValue) }
    let points = query { H5Sget_simple_extent_npoints(space.rawValue) }
    guard points > 0, points <= 1 << 20 else { return [] }
    var numbers = [Element](repeating: .zero, count: Int(points))
    try call(to: attempt, in: fileIdentifier) {
      // SAFETY: The buffer has as many elements as the dataspace.
      unsafe H5Aread(attribute.rawValue, Element.elementType.memoryType, &numbers)
    }
    return numbers
  }

  private func openAttribute(
    _ name: String, to attempt: String
  ) throws(HDF5Error) -> Identifier {
    try Identifier(.attribute, to: attempt, in: fileIdentifier) {
      unsafe H5Aopen(rawIdentifier, name, chdf5_default())
    }
  }

  private func attributeName(at index: UInt64, to attempt: String) throws(HDF5Error) -> String {
    var bytes = [CChar](repeating: 0, count: 1024)
    try call(to: attempt, in: fileIdentifier) {
      // SAFETY: The buffer has the size that is given with it.
      let length = unsafe H5Aget_name_by_idx(
        rawIdentifier, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, index, &bytes, bytes.count,
        chdf5_default())
      if length >= 0 { return length }
      return unsafe H5Aget_name_by_idx(
        rawIdentifier, ".", H5_INDEX_NAME, H5_ITER_INC, index, &bytes, bytes.count,
        chdf5_default())
    }
    return String(nullTerminated: bytes)
  }
}

extension String {
  /// The text up to the first NUL.
  init(nullTerminated bytes: [CChar]) {
    self.init(
      decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// Reads texts of any length through pointers that the library allocates, and frees them.
///
/// - Precondition: The dataspace has `count` elements.
func readVariableTexts(
  count: Int, type: hid_t, space: hid_t, to attempt: String,
  _ read: (UnsafeMutableRawPointer) -> herr_t
) throws(HDF5Error) -> [String] {
  var pointers = unsafe [UnsafeMutablePointer<CChar>?](repeating: nil, count: count)
  // SAFETY: The library puts a terminated text or nil in each place; they live until it is told
  // to reclaim them.
  try call(to: attempt) {
    unsafe pointers.withUnsafeMutableBytes { buffer in
      unsafe buffer.baseAddress.map { unsafe read($0) } ?? 0
    }
  }
  let texts = unsafe pointers.map { unsafe $0.map { unsafe String(cString: $0) } ?? "" }
  _ = query {
    unsafe pointers.withUnsafeMutableBytes { buffer in
      unsafe H5Dvlen_reclaim(type, space, chdf5_default(), buffer.baseAddress)
    }
  }
  return texts
}
