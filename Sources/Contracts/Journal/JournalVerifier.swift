/// Checks the records of a journal one after another, in constant memory.
public struct JournalVerifier: Sendable {
  /// The number of records that were found good.
  public private(set) var recordCount: Int64 = 0
  /// The hash of the last good record.
  public private(set) var lastHash = JournalHash.zero
  private var lastTime = Int64.min

  /// Creates a verifier that expects the first record.
  public init() {}

  /// Checks the next record.
  ///
  /// - Throws: ``JournalFault`` when the record is not what must follow.
  public mutating func check(_ record: JournalRecord) throws(JournalFault) {
    guard record.sequence == recordCount else { throw fault(.sequence) }
    guard record.hash == record.expectedHash(after: lastHash) else { throw fault(.hash) }
    guard (record.kind == .genesis) == (recordCount == 0) else { throw fault(.genesis) }
    guard record.time >= lastTime else { throw fault(.time) }
    recordCount += 1
    lastHash = record.hash
    lastTime = record.time
  }

  /// Checks that nothing is missing at the end.
  ///
  /// - Throws: ``JournalFault`` when the last record is not the one expected.
  public func finish(expecting hash: JournalHash) throws(JournalFault) {
    guard lastHash == hash else { throw fault(.end) }
  }

  private func fault(_ reason: JournalFault.Reason) -> JournalFault {
    JournalFault(position: recordCount, reason: reason)
  }
}

extension CallJournal {
  /// Checks records from the first one on.
  ///
  /// - Parameters:
  ///   - records: The records, as they were stored.
  ///   - lastHash: The hash of the last record where it is known from elsewhere; without it, missing
  ///     records at the end cannot be noticed.
  /// - Throws: ``JournalFault`` that names the first bad record.
  public static func verify(
    _ records: some Sequence<JournalRecord>, lastHash: JournalHash? = nil
  ) throws(JournalFault) {
    var verifier = JournalVerifier()
    for record in records { try verifier.check(record) }
    if let lastHash { try verifier.finish(expecting: lastHash) }
  }
}

/// The first record of a journal that is not what was written.
public struct JournalFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong with a record.
  public enum Reason: Hashable, Sendable {
    /// The sequence number does not follow.
    case sequence
    /// The hash is not that of the record and its predecessor.
    case hash
    /// The first record does not tell of the start, or a later one does.
    case genesis
    /// The time is earlier than that of the record before.
    case time
    /// The records end too early or too late.
    case end
  }

  /// The place of the record, from 0.
  public let position: Int64
  /// What is wrong with it.
  public let reason: Reason

  /// Creates a finding.
  public init(position: Int64, reason: Reason) {
    self.position = position
    self.reason = reason
  }

  public var description: String {
    let finding =
      switch reason {
      case .sequence: "has a sequence number that does not follow"
      case .hash: "was changed: its hash does not fit"
      case .genesis: "is out of place: a journal starts with its genesis and has only one"
      case .time: "is earlier than the one before"
      case .end: "is not where the journal ended: records are missing or were added"
      }
    return "record \(position) of the call journal \(finding)."
  }
}
