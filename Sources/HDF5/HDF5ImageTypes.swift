/// The type of elements, as a file describes it.
enum TypeMessage {
  case double
  case float
  case int8
  case uint8
  case int32
  case int64
  /// UTF-8 of fixed length, filled up with NUL.
  case text(byteCount: Int)
  /// ASCII of fixed length that ends with NUL.
  case terminatedText(byteCount: Int)
  /// UTF-8 of any length.
  case textOfAnyLength
  /// Lists of references to objects.
  case referenceLists
  /// References to datasets with the number of one of their dimensions.
  case scaleUses

  /// The bytes of the message: class and version, three bytes of flags, the size, the properties.
  var bytes: [UInt8] {
    switch self {
    case .double:
      [0x11, 0x20, 0x3F, 0, 8, 0, 0, 0, 0, 0, 64, 0, 52, 11, 0, 52, 0xFF, 3, 0, 0]
    case .float:
      [0x11, 0x20, 0x1F, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 0x7F, 0, 0, 0]
    case .int8: [0x10, 8, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0]
    case .uint8: [0x10, 0, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0]
    case .int32: [0x10, 8, 0, 0, 4, 0, 0, 0, 0, 0, 32, 0]
    case .int64: [0x10, 8, 0, 0, 8, 0, 0, 0, 0, 0, 64, 0]
    case .text(let count): [0x13, 0x11, 0, 0] + Self.size(count)
    case .terminatedText(let count): [0x13, 0, 0, 0] + Self.size(count)
    case .textOfAnyLength: [0x19, 1, 1, 0, 16, 0, 0, 0] + Self.uint8.bytes
    case .referenceLists: [0x19, 0, 0, 0, 16, 0, 0, 0] + Self.reference
    case .scaleUses:
      // Version 1 of the class: names of eight-byte words, the offset, and 28 bytes for dimensions.
      [0x16, 2, 0, 0, 16, 0, 0, 0]
        + Array("dataset\0".utf8) + [0, 0, 0, 0] + Self.noDimensions + Self.reference
        + Array("dimension\0\0\0\0\0\0\0".utf8) + [8, 0, 0, 0] + Self.noDimensions
        + Self.int32.bytes
    }
  }

  private static let reference: [UInt8] = [0x17, 0, 0, 0, 8, 0, 0, 0]
  private static let noDimensions = [UInt8](repeating: 0, count: 28)

  private static func size(_ count: Int) -> [UInt8] {
    let count = UInt32(clamping: count)
    return (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
  }
}

extension HDF5Image.Values {
  /// The number of bytes that the elements take where the dataset lies.
  var byteCount: Int {
    switch self {
    case .doubles, .int64s: 8 * count
    case .floats, .int32s: 4 * count
    case .bytes, .int8s: count
    case .texts: 16 * count
    }
  }

  var typeMessage: [UInt8] {
    switch self {
    case .doubles: TypeMessage.double.bytes
    case .floats: TypeMessage.float.bytes
    case .bytes: TypeMessage.uint8.bytes
    case .int8s: TypeMessage.int8.bytes
    case .int32s: TypeMessage.int32.bytes
    case .int64s: TypeMessage.int64.bytes
    case .texts: TypeMessage.textOfAnyLength.bytes
    }
  }
}
