import HDF5

/// Bytes that hold numbers of one type, as they will lie in the file.
struct ValueStorage: Sendable {
  let type: HDF5ElementType
  let fill: Double
  var bytes: [UInt8] = []

  init(type: HDF5ElementType, fill: Double) {
    self.type = type
    self.fill = fill
  }

  /// The number of values that there is room for.
  var capacity: Int { bytes.count / type.byteCount }

  /// Changes the number of values that there is room for; new ones stand for nothing.
  mutating func resize(to newCapacity: Int) {
    let oldCapacity = capacity
    let missing = newCapacity * type.byteCount - bytes.count
    guard missing > 0 else { return }
    bytes.append(contentsOf: repeatElement(0, count: missing))
    clear(from: oldCapacity)
  }

  /// Sets values from an index on to what stands for nothing.
  mutating func clear(from index: Int = 0) {
    switch type {
    case .float32: bytes.fill(with: Float(fill), from: index)
    case .float64: bytes.fill(with: fill, from: index)
    case .int8: bytes.fill(with: Int8(saturating: fill), from: index)
    case .uint8: bytes.fill(with: UInt8(saturating: fill), from: index)
    case .int32: bytes.fill(with: Int32(saturating: fill), from: index)
    case .int64: bytes.fill(with: Int64(saturating: fill), from: index)
    }
  }

  /// Stores a number, converted to the type; a number out of its range becomes the nearest one.
  mutating func store(_ value: Double, at index: Int) {
    switch type {
    case .float32: bytes.put(Float(value), at: index)
    case .float64: bytes.put(value, at: index)
    case .int8: bytes.put(Int8(saturating: value), at: index)
    case .uint8: bytes.put(UInt8(saturating: value), at: index)
    case .int32: bytes.put(Int32(saturating: value), at: index)
    case .int64: bytes.put(Int64(saturating: value), at: index)
    }
  }

  /// Stores an integer, converted to the type; a number out of its range becomes the nearest one.
  mutating func store(_ value: Int64, at index: Int) {
    switch type {
    case .float32: bytes.put(Float(value), at: index)
    case .float64: bytes.put(Double(value), at: index)
    case .int8: bytes.put(Int8(clamping: value), at: index)
    case .uint8: bytes.put(UInt8(clamping: value), at: index)
    case .int32: bytes.put(Int32(clamping: value), at: index)
    case .int64: bytes.put(value, at: index)
    }
  }

  /// Stores bytes one after the other, in storage of bytes.
  mutating func store(bytes values: some Collection<UInt8>, at index: Int) {
    precondition(
      type == .uint8 && index >= 0 && index + values.count <= capacity,
      "there is no room for the bytes")
    bytes.replaceSubrange(index..<index + values.count, with: values)
  }

  /// Stores numbers one after the other, each converted to the type.
  mutating func store(_ values: Span<Double>, at index: Int) {
    precondition(index >= 0 && index + values.count <= capacity, "there is no room for the values")
    switch type {
    case .float32:
      // SAFETY: There is room for all values, which was just checked.
      unsafe bytes.withUnsafeMutableBytes { target in
        for position in 0..<values.count {
          unsafe target.storeBytes(
            of: Float(values[unchecked: position]), toByteOffset: 4 &* (index &+ position),
            as: Float.self)
        }
      }
    case .float64:
      // SAFETY: There is room for all values, which was just checked.
      unsafe bytes.withUnsafeMutableBytes { target in
        for position in 0..<values.count {
          unsafe target.storeBytes(
            of: values[unchecked: position], toByteOffset: 8 &* (index &+ position),
            as: Double.self)
        }
      }
    default: for position in 0..<values.count { store(values[position], at: index + position) }
    }
  }
}

extension [UInt8] {
  /// Writes a value as the element of that index among values of its type.
  @inline(__always)
  fileprivate mutating func put<Value: BitwiseCopyable>(_ value: Value, at index: Int) {
    let size = MemoryLayout<Value>.size
    precondition(index >= 0 && index < count / size, "there is no room for the value")
    // SAFETY: The element lies in the buffer, which was just checked.
    unsafe withUnsafeMutableBytes { target in
      unsafe target.storeBytes(of: value, toByteOffset: index &* size, as: Value.self)
    }
  }

  @inline(__always)
  fileprivate mutating func fill<Value: BitwiseCopyable>(with value: Value, from index: Int) {
    // SAFETY: An array's elements are aligned for any number; whole values are written only.
    unsafe withUnsafeMutableBytes { target in
      unsafe target.withMemoryRebound(to: Value.self) { values in
        for position in Swift.min(index, values.count)..<values.count {
          unsafe values[position] = value
        }
      }
    }
  }
}

extension FixedWidthInteger {
  /// The integer nearest to a number; zero for what is not a number.
  @inline(__always)
  init(saturating value: Double) {
    // The least number is exact; the greatest may be rounded up to the first one out of range.
    let least = Double(Self.min)
    let limit =
      Self.isSigned ? -least : Double(sign: .plus, exponent: Self.bitWidth, significand: 1)
    if value > least, value < limit {
      let rounded = value.rounded(.toNearestOrEven)
      self = rounded < limit ? Self(rounded) : .max
    } else {
      self = value >= limit ? .max : value <= least ? .min : 0
    }
  }
}
