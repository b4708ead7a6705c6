/// Reads the fields that a ``FieldEncoder`` wrote; any other bytes throw and never trap.
struct FieldDecoder {
  private let bytes: [UInt8]
  private let end: Int
  private(set) var offset: Int
  /// How many lists of values lie around the next field.
  var depth = 0

  /// The least bytes of a field: its length.
  private static let leastFieldLength = 4

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    end = bytes.count
    offset = 0
  }

  mutating func value<Value: FieldCodable>(
    _: Value.Type = Value.self
  ) throws(ContractDecodingError) -> Value {
    try Value(from: &self)
  }

  /// Reads a number of elements, then the elements.
  mutating func list<Value: FieldCodable>(
    of _: Value.Type = Value.self
  ) throws(ContractDecodingError) -> [Value] {
    let count = try count()
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try Value(from: &self)) }
    return values
  }

  /// Reads a number of elements, of which each needs a field: so it is no greater than what the
  /// bytes that are left can hold.
  mutating func count() throws(ContractDecodingError) -> Int {
    let place = offset
    let number = try number()
    guard number >= 0, number <= (end - offset) / Self.leastFieldLength else {
      throw ContractDecodingError(offset: place, reason: .impossibleCount)
    }
    return Int(number)
  }

  mutating func code() throws(ContractDecodingError) -> UInt8 {
    bytes[try field(ofLength: 1).lowerBound]
  }

  mutating func number() throws(ContractDecodingError) -> Int64 {
    let range = try field(ofLength: 8)
    return Int64(bitPattern: bytes[range].reduce(0) { $0 << 8 | UInt64($1) })
  }

  mutating func text() throws(ContractDecodingError) -> String {
    let place = offset
    let range = try field()
    guard let text = String(validating: bytes[range], as: UTF8.self) else {
      throw ContractDecodingError(offset: place, reason: .notUTF8)
    }
    return text
  }

  mutating func byteField() throws(ContractDecodingError) -> ArraySlice<UInt8> {
    bytes[try field()]
  }

  /// Checks that nothing is left.
  func finish() throws(ContractDecodingError) {
    guard offset == end else { throw ContractDecodingError(offset: offset, reason: .trailingBytes) }
  }

  /// An error about the field that was just read.
  func fault(_ reason: ContractDecodingError.Reason) -> ContractDecodingError {
    ContractDecodingError(offset: offset, reason: reason)
  }

  private mutating func field(ofLength length: Int) throws(ContractDecodingError) -> Range<Int> {
    let place = offset
    let range = try field()
    guard range.count == length else {
      throw ContractDecodingError(offset: place, reason: .wrongLength)
    }
    return range
  }

  private mutating func field() throws(ContractDecodingError) -> Range<Int> {
    guard end - offset >= Self.leastFieldLength else { throw fault(.truncated) }
    let length = bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
    guard length <= end - offset - 4 else { throw fault(.truncated) }
    defer { offset += 4 + length }
    return offset + 4..<offset + 4 + length
  }
}

/// Bytes that are not what the journal's encoding gives.
public struct ContractDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong with the bytes.
  public enum Reason: Hashable, Sendable {
    /// They end inside a field.
    case truncated
    /// Something follows the last field.
    case trailingBytes
    /// A field has another length than its type.
    case wrongLength
    /// A text is not UTF-8.
    case notUTF8
    /// A code or name stands for nothing.
    case unknownCode
    /// There are fewer bytes than so many elements need.
    case impossibleCount
    /// Lists lie in lists too deeply.
    case nestedTooDeeply
    /// The fields contradict each other.
    case inconsistent(String)
  }

  /// The byte at which it was found.
  public let offset: Int
  /// What is wrong there.
  public let reason: Reason

  /// Creates the error.
  public init(offset: Int, reason: Reason) {
    self.offset = offset
    self.reason = reason
  }

  public var description: String {
    let finding =
      switch reason {
      case .truncated: "the bytes end inside a field"
      case .trailingBytes: "something follows the last field"
      case .wrongLength: "a field has the wrong length"
      case .notUTF8: "a text is not UTF-8"
      case .unknownCode: "a code stands for nothing"
      case .impossibleCount: "there is no room for so many elements"
      case .nestedTooDeeply: "lists lie in lists too deeply"
      case .inconsistent(let what): what
      }
    return "\(finding) (byte \(offset))"
  }
}
