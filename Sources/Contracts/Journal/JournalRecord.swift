import Crypto

/// One line of the call journal.
public struct JournalRecord: Hashable, Sendable {
  /// What a record tells of.
  public enum Kind: UInt8, CaseIterable, Hashable, Sendable {
    /// The state that the contract started with: the first record and only that.
    case genesis = 0
    /// A call with its result.
    case call = 1
    /// An event of the call above it.
    case event = 2
  }

  /// The number of the record, from 0.
  public var sequence: Int64
  /// The time, in whole seconds since 1970-01-01T00:00Z.
  public var time: Int64
  /// What the record tells of.
  public var kind: Kind
  /// The name of the operation or event.
  public var name: String
  /// The arguments and the result, or what happened, as ``CallJournal`` describes.
  public var payload: [UInt8]
  /// The hash over this record and the hash of the one before.
  public var hash: JournalHash

  /// Creates a record as it was stored.
  public init(
    sequence: Int64, time: Int64, kind: Kind, name: String, payload: [UInt8], hash: JournalHash
  ) {
    self.sequence = sequence
    self.time = time
    self.kind = kind
    self.name = name
    self.payload = payload
    self.hash = hash
  }

  /// The bytes that the hash is taken of.
  func hashedBytes(after previous: JournalHash) -> [UInt8] {
    var encoder = FieldEncoder()
    encoder.append(CallJournal.domainTag)
    encoder.append(sequence)
    encoder.append(time)
    encoder.append(kind.rawValue)
    encoder.append(name)
    encoder.append(payload)
    encoder.appendRaw(previous.bytes)
    return encoder.bytes
  }

  /// The hash that the record must have.
  func expectedHash(after previous: JournalHash) -> JournalHash {
    JournalHash(digest: Array(SHA256.hash(data: hashedBytes(after: previous))))
  }
}

/// A SHA-256 digest.
public struct JournalHash: Hashable, Sendable, CustomStringConvertible {
  /// The 32 bytes.
  public let bytes: [UInt8]

  /// The predecessor of the first record: 32 zeros.
  public static let zero = JournalHash(digest: [UInt8](repeating: 0, count: 32))

  init(digest: [UInt8]) { bytes = digest }

  /// Creates a hash from stored bytes; `nil` unless they are 32.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// The digest in hexadecimal digits.
  public var description: String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}
