import CHDF5

extension HDF5Object where Self: ~Copyable {
  /// Adds an attribute that holds a text, as UTF-8 of fixed length.
  ///
  /// - Throws: ``HDF5Error`` when there is an attribute of that name.
  public func setAttribute(_ name: String, to text: String) throws(HDF5Error) {
    let attempt = "write the attribute '\(name)'"
    var bytes = Array(text.withoutNulls.utf8)
    if bytes.isEmpty { bytes = [0] }
    let type = try Identifier.text(byteCount: bytes.count, to: attempt)
    let space = try Identifier.space(shape: [], to: attempt)
    let attribute = try createAttribute(name, type: type.rawValue, space: space, to: attempt)
    // SAFETY: The type has as many bytes as the array.
    try call(to: attempt, in: fileIdentifier) {
      unsafe H5Awrite(attribute.rawValue, type.rawValue, bytes)
    }
  }

  /// Adds an attribute that holds one number.
  ///
  /// - Throws: ``HDF5Error`` when there is an attribute of that name.
  public func setAttribute<Element: HDF5Element>(
    _ name: String, to number: Element
  ) throws(HDF5Error) {
    try setAttribute(name, to: [number], shape: [])
  }

  /// Adds an attribute that holds a list of numbers.
  ///
  /// - Throws: ``HDF5Error`` when there is an attribute of that name.
  public func setAttribute<Element: HDF5Element>(
    _ name: String, to numbers: [Element]
  ) throws(HDF5Error) {
    try setAttribute(name, to: numbers, shape: [numbers.count])
  }

  /// Removes an attribute.
  ///
  /// - Throws: ``HDF5Error`` when there is none of that name.
  public func removeAttribute(_ name: String) throws(HDF5Error) {
    try call(to: "remove the attribute '\(name)'", in: fileIdentifier) {
      unsafe H5Adelete(rawIdentifier, name)
    }
  }

  private func setAttribute<Element: HDF5Element>(
    _ name: String, to numbers: [Element], shape: [Int]
  ) throws(HDF5Error) {
    let attempt = "write the attribute '\(name)'"
    let space = try Identifier.space(shape: shape, to: attempt)
    let attribute = try createAttribute(
      name, type: query { Element.elementType.fileType }, space: space, to: attempt)
    try call(to: attempt, in: fileIdentifier) {
      // SAFETY: The dataspace has as many elements as the array.
      unsafe H5Awrite(attribute.rawValue, Element.elementType.memoryType, numbers)
    }
  }

  private func createAttribute(
    _ name: String, type: hid_t, space: borrowing Identifier, to attempt: String
  ) throws(HDF5Error) -> Identifier {
    let space = space.rawValue
    return try Identifier(.attribute, to: attempt, in: fileIdentifier) {
      unsafe H5Acreate2(
        rawIdentifier, name, type, space, chdf5_default(), chdf5_default())
    }
  }
}
