import CHDF5

extension HDF5Dataset {
  /// The most bytes that one call reads; a broken file may claim any extent.
  private static let byteLimit = 1 << 34

  /// Reads numbers, converted to the type that is asked for, the last index varying fastest.
  ///
  /// - Parameters:
  ///   - element: The type of the result.
  ///   - rows: The range of the first index; all when it is nil.
  /// - Throws: ``HDF5Error`` when the dataset holds no numbers, or has no such rows, or is broken.
  public func read<Element: HDF5Element>(
    _ element: Element.Type = Element.self, rows: Range<Int>? = nil
  ) throws(HDF5Error) -> [Element] {
    let attempt = "read '\(name)'"
    let type = try type()
    let kind = query { H5Tget_class(type.rawValue) }
    guard kind == H5T_INTEGER || kind == H5T_FLOAT else {
      throw HDF5Error(attempt: attempt, causes: ["it holds no numbers"])
    }
    let fileSpace = try space(to: attempt)
    let shape = try select(rows, in: fileSpace, to: attempt)
    let count = try Self.elementCount(
      shape, byteCount: Element.elementType.byteCount, to: attempt)
    guard count > 0 else { return [] }
    let memorySpace = try Identifier.space(shape: shape, to: attempt)
    var elements = [Element](repeating: .zero, count: count)
    try call(to: attempt, in: fileIdentifier) {
      // SAFETY: The array has as many elements as the selection.
      unsafe H5Dread(
        rawIdentifier, Element.elementType.memoryType, memorySpace.rawValue, fileSpace.rawValue,
        chdf5_default(), &elements)
    }
    return elements
  }

  /// Reads texts, of fixed or of any length.
  ///
  /// - Parameter rows: The range of the first index; all when it is nil.
  /// - Throws: ``HDF5Error`` when the dataset holds no texts, or has no such rows, or is broken.
  public func readTexts(rows: Range<Int>? = nil) throws(HDF5Error) -> [String] {
    let attempt = "read '\(name)'"
    let type = try type()
    guard query({ H5Tget_class(type.rawValue) == H5T_STRING }) else {
      throw HDF5Error(attempt: attempt, causes: ["it holds no text"])
    }
    let fileSpace = try space(to: attempt)
    let shape = try select(rows, in: fileSpace, to: attempt)
    let isVariable = query { H5Tis_variable_str(type.rawValue) > 0 }
    let size = isVariable ? 16 : Int(clamping: query { H5Tget_size(type.rawValue) })
    let count = try Self.elementCount(shape, byteCount: max(1, size), to: attempt)
    guard count > 0 else { return [] }
    let memorySpace = try Identifier.space(shape: shape, to: attempt)
    if isVariable {
      let memoryType = try Identifier.textOfAnyLength(to: attempt)
      return unsafe try readVariableTexts(
        count: count, type: memoryType.rawValue, space: memorySpace.rawValue, to: attempt
      ) { buffer in
        unsafe H5Dread(
          rawIdentifier, memoryType.rawValue, memorySpace.rawValue, fileSpace.rawValue,
          chdf5_default(), buffer)
      }
    }
    var bytes = [UInt8](repeating: 0, count: count * size)
    try call(to: attempt, in: fileIdentifier) {
      // SAFETY: The array has as many bytes as the selected elements.
      unsafe H5Dread(
        rawIdentifier, type.rawValue, memorySpace.rawValue, fileSpace.rawValue, chdf5_default(),
        &bytes)
    }
    return (0..<count).map { index in
      String(
        decoding: bytes[index * size..<(index + 1) * size].prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  /// Selects the rows that are asked for, and gives their shape.
  private func select(
    _ rows: Range<Int>?, in space: borrowing Identifier, to attempt: String
  ) throws(HDF5Error) -> [Int] {
    var shape = try shape()
    if let rows {
      try space.selectRows(rows, to: attempt)
      shape[0] = rows.count
    }
    return shape
  }

  private static func elementCount(
    _ shape: [Int], byteCount: Int, to attempt: String
  ) throws(HDF5Error) -> Int {
    var count = 1
    for extent in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= byteLimit / byteCount else {
        throw HDF5Error(attempt: attempt, causes: ["it is too large to be read at once"])
      }
      count = product
    }
    return count
  }
}
