public import HDF5

/// The type of the values of a signal or column in the file.
public enum ResultType: Hashable, Sendable {
  /// For physical series.
  case float32
  /// For money, energy accounts, indicators and time.
  case float64
  /// For flags and truth values.
  case int8
  /// For codes and counts.
  case int32
  /// For row numbers.
  case int64
  /// For bytes, as many in each row as the column says.
  case uint8
  /// For text; not possible in a signal.
  case text
  /// For bytes, of any number in each row; only possible in a table.
  case bytes

  /// The type of the numbers; `nil` for text and for bytes of any number.
  public var elementType: HDF5ElementType? {
    switch self {
    case .float32: .float32
    case .float64: .float64
    case .int8: .int8
    case .int32: .int32
    case .int64: .int64
    case .uint8: .uint8
    case .text, .bytes: nil
    }
  }

  /// Whether the values are floating-point numbers, which always have a unit.
  public var isFloatingPoint: Bool { self == .float32 || self == .float64 }
}
