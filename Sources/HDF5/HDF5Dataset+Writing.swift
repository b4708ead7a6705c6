import CHDF5

extension HDF5Dataset {
  /// Writes all elements, the last index varying fastest.
  ///
  /// - Throws: ``HDF5Error`` when there are not as many elements as the shape says, or when they
  ///   cannot be written.
  public func write<Element: HDF5Element>(_ elements: [Element]) throws(HDF5Error) {
    let attempt = "write '\(name)'"
    let space = try space(to: attempt)
    try requireCount(elements.count, in: space, to: attempt)
    try call(to: attempt, in: fileIdentifier) {
      // SAFETY: The array has as many elements as the dataspace.
      unsafe H5Dwrite(
        rawIdentifier, Element.elementType.memoryType, chdf5_all(), chdf5_all(), chdf5_default(),
        elements)
    }
  }

  /// Writes all elements from their bytes, as they lie in memory.
  ///
  /// - Throws: ``HDF5Error`` when there are not as many bytes as shape and type say, or when they
  ///   cannot be written.
  public func writeBytes(_ bytes: [UInt8], of type: HDF5ElementType) throws(HDF5Error) {
    let attempt = "write '\(name)'"
    let space = try space(to: attempt)
    try requireCount(bytes.count / type.byteCount, in: space, to: attempt)
    try call(to: attempt, in: fileIdentifier) {
      // SAFETY: The array has as many elements as the dataspace.
      unsafe H5Dwrite(
        rawIdentifier, type.memoryType, chdf5_all(), chdf5_all(), chdf5_default(), bytes)
    }
  }

  /// Writes texts into the elements of a dataset of at most one dimension, from a row on.
  ///
  /// A NUL in a text is replaced by U+FFFD, because the library ends a text there.
  ///
  /// - Throws: ``HDF5Error`` when the rows do not exist or cannot be written.
  public func write(_ texts: [String], fromRow firstRow: Int = 0) throws(HDF5Error) {
    guard !texts.isEmpty else { return }
    let attempt = "write '\(name)'"
    let type = try Identifier.textOfAnyLength(to: attempt)
    let isScalar = try shape().isEmpty
    let fileSpace = try space(to: attempt)
    if isScalar {
      try requireCount(texts.count, in: fileSpace, to: attempt)
    } else {
      try fileSpace.selectRows(firstRow..<firstRow + texts.count, to: attempt)
    }
    let memorySpace = try Identifier.space(shape: isScalar ? [] : [texts.count], to: attempt)
    var bytes: [UInt8] = []
    var offsets: [Int] = []
    for text in texts {
      offsets.append(bytes.count)
      bytes.append(contentsOf: text.withoutNulls.utf8)
      bytes.append(0)
    }
    try call(to: attempt, in: fileIdentifier) {
      // SAFETY: Each pointer leads to a text of the array that ends with NUL, and the array lives
      // until the end of the call.
      unsafe bytes.withUnsafeBytes { buffer in
        let pointers = unsafe offsets.map { offset in
          unsafe buffer.baseAddress.map { unsafe $0 + offset }
        }
        return unsafe H5Dwrite(
          rawIdentifier, type.rawValue, memorySpace.rawValue, fileSpace.rawValue,
          chdf5_default(), pointers)
      }
    }
  }

  /// Writes a whole chunk that has passed through the filters already.
  ///
  /// - Parameters:
  ///   - bytes: What ``ChunkCompressor`` made of the elements of the chunk.
  ///   - offset: The indices of the first element of the chunk.
  public func writeChunk(_ bytes: [UInt8], at offset: [Int]) throws(HDF5Error) {
    let attempt = "write '\(name)'"
    let offset = try offset.extents(to: attempt)
    guard try shape().count == offset.count else {
      throw HDF5Error(attempt: attempt, causes: ["the offset of a chunk differs in rank"])
    }
    try call(to: attempt, in: fileIdentifier) {
      // SAFETY: The array has as many bytes as the size says, and the offset the right rank.
      unsafe H5Dwrite_chunk(rawIdentifier, chdf5_default(), 0, offset, bytes.count, bytes)
    }
  }

  private func requireCount(
    _ count: Int, in space: borrowing Identifier, to attempt: String
  ) throws(HDF5Error) {
    let space = space.rawValue
    let points = try call(to: attempt, in: fileIdentifier) { H5Sget_simple_extent_npoints(space) }
    guard points == count else {
      throw HDF5Error(
        attempt: attempt, causes: ["\(count) elements are given where there are \(points)"])
    }
  }
}

extension Identifier {
  /// Selects rows of a dataspace: all elements whose first index lies in the range.
  func selectRows(_ rows: Range<Int>, to attempt: String) throws(HDF5Error) {
    let space = rawValue
    let rank = Int(query { H5Sget_simple_extent_ndims(space) })
    guard rank > 0 else {
      throw HDF5Error(attempt: attempt, causes: ["a single element has no rows"])
    }
    var counts = [hsize_t](repeating: 0, count: rank)
    var starts = [hsize_t](repeating: 0, count: rank)
    // SAFETY: The arrays have as many elements as the rank says, here and below.
    try call(to: attempt) { unsafe H5Sget_simple_extent_dims(space, &counts, nil) }
    guard rows.lowerBound >= 0, UInt64(rows.upperBound) <= counts[0] else {
      throw HDF5Error(
        attempt: attempt, causes: ["rows \(rows) are asked for where there are \(counts[0])"])
    }
    starts[0] = hsize_t(rows.lowerBound)
    counts[0] = hsize_t(rows.count)
    try call(to: attempt) {
      unsafe H5Sselect_hyperslab(space, H5S_SELECT_SET, starts, nil, counts, nil)
    }
  }
}
