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
  /// The name of the operation or event, or `genesis`.
  public var name: String
  /// The arguments and the result, or what happened, as ``CallJournal`` describes.
  public var payload: [UInt8]
  /// The signatures of the witnesses of a call, 64 bytes each; nothing when nobody signs.
  public var signatures: [UInt8]
  /// The hash over this record and the hash of the one before.
  public var hash: JournalHash

  /// Creates a record as it was stored.
  public init(
    sequence: Int64, time: Int64, kind: Kind, name: String, payload: [UInt8],
    signatures: [UInt8] = [], hash: JournalHash
  ) {
    self.sequence = sequence
    self.time = time
    self.kind = kind
    self.name = name
    self.payload = payload
    self.signatures = signatures
    self.hash = hash
  }

  /// The hash that the record must have after the one with a hash.
  public func expectedHash(after previous: JournalHash) -> JournalHash {
    var link = ChainLink()
    return link.hash(of: self, after: previous)
  }
}
