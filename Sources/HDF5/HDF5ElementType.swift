import CHDF5

/// The type of the numbers of a dataset or an attribute.
///
/// There are only those that every reader understands; files hold them with the lowest byte first.
public enum HDF5ElementType: Hashable, Sendable {
  case float32
  case float64
  case int8
  case uint8
  case int32
  case int64

  /// The size of an element, in bytes.
  public var byteCount: Int {
    switch self {
    case .int8, .uint8: 1
    case .float32, .int32: 4
    case .float64, .int64: 8
    }
  }

  /// The library's type in memory.
  var memoryType: hid_t {
    switch self {
    case .float32: chdf5_native_float()
    case .float64: chdf5_native_double()
    case .int8: chdf5_native_int8()
    case .uint8: chdf5_native_uint8()
    case .int32: chdf5_native_int32()
    case .int64: chdf5_native_int64()
    }
  }

  /// The library's type in the file.
  var fileType: hid_t {
    switch self {
    case .float32: chdf5_float_le()
    case .float64: chdf5_double_le()
    case .int8: chdf5_int8_le()
    case .uint8: chdf5_uint8_le()
    case .int32: chdf5_int32_le()
    case .int64: chdf5_int64_le()
    }
  }
}

/// A number that a dataset or an attribute can hold.
public protocol HDF5Element: BitwiseCopyable, Sendable {
  /// The type that names the number in a file.
  static var elementType: HDF5ElementType { get }

  /// Zero, which fills what is to be read.
  static var zero: Self { get }
}

extension Float: HDF5Element {
  public static var elementType: HDF5ElementType { .float32 }
}

extension Double: HDF5Element {
  public static var elementType: HDF5ElementType { .float64 }
}

extension Int8: HDF5Element {
  public static var elementType: HDF5ElementType { .int8 }
}

extension UInt8: HDF5Element {
  public static var elementType: HDF5ElementType { .uint8 }
}

extension Int32: HDF5Element {
  public static var elementType: HDF5ElementType { .int32 }
}

extension Int64: HDF5Element {
  public static var elementType: HDF5ElementType { .int64 }
}
