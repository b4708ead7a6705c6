/// Records of a journal in flat columns, to be written to a file without an allocation for each.
///
/// ``removeAll()`` keeps the memory, so a batch that is written and used again allocates nothing.
public struct JournalBatch: Sendable {
  /// The number of the first record, from 0 at the beginning of the journal.
  public private(set) var firstSequence: Int64 = 0
  /// The time of each record, in whole seconds since 1970-01-01T00:00Z.
  public private(set) var times: [Int64] = []
  /// What each record tells of.
  public private(set) var kinds: [JournalRecord.Kind] = []
  /// The name of each record: an operation, an event, or `genesis`.
  public private(set) var names: [String] = []
  /// The payloads, one after the other.
  public private(set) var payloads: [UInt8] = []
  /// Where the payload of each record ends in ``payloads``.
  public private(set) var payloadEnds: [Int] = []
  /// The signatures, one record's after the other's.
  public private(set) var signatures: [UInt8] = []
  /// Where the signatures of each record end in ``signatures``.
  public private(set) var signatureEnds: [Int] = []
  /// The hashes, 32 bytes for each record.
  public private(set) var hashes: [UInt8] = []

  /// Creates an empty batch.
  public init() {}

  /// The number of records.
  public var count: Int { times.count }

  /// Whether there is no record.
  public var isEmpty: Bool { times.isEmpty }

  /// Where the payload of a record lies in ``payloads``.
  public func payloadRange(of index: Int) -> Range<Int> {
    (index == 0 ? 0 : payloadEnds[index - 1])..<payloadEnds[index]
  }

  /// Where the signatures of a record lie in ``signatures``.
  public func signatureRange(of index: Int) -> Range<Int> {
    (index == 0 ? 0 : signatureEnds[index - 1])..<signatureEnds[index]
  }

  /// Where the hash of a record lies in ``hashes``.
  public func hashRange(of index: Int) -> Range<Int> {
    index * JournalHash.byteCount..<(index + 1) * JournalHash.byteCount
  }

  /// A record as a value of its own.
  public subscript(index: Int) -> JournalRecord {
    JournalRecord(
      sequence: firstSequence + Int64(index), time: times[index], kind: kinds[index],
      name: names[index],
      payload: Array(payloads[payloadRange(of: index)]),
      signatures: Array(signatures[signatureRange(of: index)]),
      hash: JournalHash(bytes: hashes[hashRange(of: index)]) ?? .zero)
  }

  /// All records as values of their own.
  public var records: [JournalRecord] { (0..<count).map { self[$0] } }

  /// Takes all records out and keeps the memory.
  public mutating func removeAll() {
    times.removeAll(keepingCapacity: true)
    kinds.removeAll(keepingCapacity: true)
    names.removeAll(keepingCapacity: true)
    payloads.removeAll(keepingCapacity: true)
    payloadEnds.removeAll(keepingCapacity: true)
    signatures.removeAll(keepingCapacity: true)
    signatureEnds.removeAll(keepingCapacity: true)
    hashes.removeAll(keepingCapacity: true)
  }

  mutating func append(
    sequence: Int64, time: Int64, kind: JournalRecord.Kind, name: String,
    payload: ArraySlice<UInt8>, signatures newSignatures: [UInt8], hash: JournalHash
  ) {
    if isEmpty { firstSequence = sequence }
    times.append(time)
    kinds.append(kind)
    names.append(name)
    payloads.append(contentsOf: payload)
    payloadEnds.append(payloads.count)
    signatures.append(contentsOf: newSignatures)
    signatureEnds.append(signatures.count)
    hash.appendBytes(to: &hashes)
  }
}
