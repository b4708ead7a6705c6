import CHDF5

/// An open dataset of a file: an array of numbers or texts.
public struct HDF5Dataset: ~Copyable, HDF5Object, Sendable {
  /// The name by which the dataset was created or opened.
  public let name: String

  let identifier: Identifier

  public var rawIdentifier: Int64 { identifier.rawValue }

  public var fileIdentifier: Int64 { identifier.file ?? identifier.rawValue }

  init(name: String, identifier: consuming Identifier) {
    self.name = name
    self.identifier = identifier
  }

  /// The extents; none for a single element.
  public func shape() throws(HDF5Error) -> [Int] {
    let space = try space(to: "read the shape of '\(name)'")
    let rank = query { H5Sget_simple_extent_ndims(space.rawValue) }
    guard rank > 0 else { return [] }
    var extents = [hsize_t](repeating: 0, count: Int(rank))
    // SAFETY: The array has as many elements as the rank says.
    try call(to: "read the shape of '\(name)'", in: fileIdentifier) {
      unsafe H5Sget_simple_extent_dims(space.rawValue, &extents, nil)
    }
    return extents.map { Int(clamping: $0) }
  }

  /// The type of the elements; `nil` for texts and for types that this module does not know.
  public func elementType() throws(HDF5Error) -> HDF5ElementType? {
    let type = try type()
    let kind = query { H5Tget_class(type.rawValue) }
    let size = query { H5Tget_size(type.rawValue) }
    let isSigned = query { H5Tget_sign(type.rawValue) != H5T_SGN_NONE }
    return switch (kind, size, isSigned) {
    case (H5T_FLOAT, 4, _): .float32
    case (H5T_FLOAT, 8, _): .float64
    case (H5T_INTEGER, 1, true): .int8
    case (H5T_INTEGER, 1, false): .uint8
    case (H5T_INTEGER, 4, true): .int32
    case (H5T_INTEGER, 8, true): .int64
    default: nil
    }
  }

  /// Whether the elements are texts.
  public func holdsText() throws(HDF5Error) -> Bool {
    let type = try type()
    return query { H5Tget_class(type.rawValue) == H5T_STRING }
  }

  /// Changes the extents, within what was said when the dataset was created.
  public func resize(to shape: [Int]) throws(HDF5Error) {
    let extents = try shape.extents(to: "resize '\(name)'")
    guard try self.shape().count == extents.count else {
      throw HDF5Error(attempt: "resize '\(name)'", causes: ["the shapes differ in rank"])
    }
    // SAFETY: The array has as many elements as the rank.
    try call(to: "resize '\(name)'", in: fileIdentifier) {
      unsafe H5Dset_extent(rawIdentifier, extents)
    }
  }

  func space(to attempt: String) throws(HDF5Error) -> Identifier {
    try Identifier(.space, to: attempt) { H5Dget_space(rawIdentifier) }
  }

  func type() throws(HDF5Error) -> Identifier {
    try Identifier(.type, to: "read the type of '\(name)'") { H5Dget_type(rawIdentifier) }
  }
}
