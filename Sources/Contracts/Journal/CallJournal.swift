/// The append-only record of what a contract was asked and what happened, chained by hashes.
///
/// The journal keeps no record: it hands each to its caller and remembers their number and the last
/// hash, so its memory does not grow. A record's hash is
///
/// ```text
/// hash = SHA-256(f(tag) f(sequence) f(time) f(kind) f(name) f(payload) previous hash)
/// f(x) = length of x as UInt64, x            all integers big-endian, signed in two's complement
/// tag  = "mgsim contract journal 1"          sequence, time: Int64      kind: UInt8
/// ```
///
/// where the first record follows 32 zero bytes. Payloads are fields of the same form:
///
/// ```text
/// genesis   n, then per member: sequence, address, full name, utility, quota, tokens;
///           n, then per area: utility, operating capacity, unallocated quota; issued, reserve
/// call      caller; n, then the witnesses in the order of their bytes; the arguments; the result:
///           "value" and a byte, "error" and the code, or "noop" and the code
/// trade     to, quota, tokens
/// transfer  from (empty for nobody), to, quota, tokens
/// invalid   operation, code
/// ```
///
/// Quota in W, tokens in mSEB and counts are Int64; texts are UTF-8.
public struct CallJournal: Hashable, Sendable {
  static let domainTag = "mgsim contract journal 1"

  /// The number of records so far.
  public private(set) var recordCount: Int64 = 0
  /// The hash of the last record, which stands for all of them.
  public private(set) var lastHash = JournalHash.zero

  /// Creates an empty journal.
  public init() {}

  /// Records the state that a contract starts with; every journal begins with it.
  public mutating func append(genesisOf contract: QuotaContract) -> JournalRecord {
    append(.genesis, name: "genesis", payload: contract.state.encoded, at: contract.time)
  }

  /// Records a call with its result, then its events.
  ///
  /// - Returns: The records, in order, to be stored.
  public mutating func append(
    _ call: ContractCall, result: ContractResult, events: [ContractEvent]
  ) -> [JournalRecord] {
    var records = [
      append(
        .call, name: call.operation.name, payload: call.encoded(with: result), at: call.time)
    ]
    for event in events {
      records.append(append(.event, name: event.name, payload: event.encoded, at: call.time))
    }
    return records
  }

  private mutating func append(
    _ kind: JournalRecord.Kind, name: String, payload: [UInt8], at time: Int64
  ) -> JournalRecord {
    var record = JournalRecord(
      sequence: recordCount, time: time, kind: kind, name: name, payload: payload, hash: .zero)
    record.hash = record.expectedHash(after: lastHash)
    recordCount += 1
    lastHash = record.hash
    return record
  }
}

extension QuotaContract {
  /// Carries out a call, or refuses it, and records it.
  ///
  /// - Parameters:
  ///   - call: The call.
  ///   - journal: The journal that continues.
  ///   - records: Receives the records of the call and of its events.
  /// - Throws: ``ContractClockError`` when the call is earlier than the last one; nothing changes
  ///   and nothing is recorded.
  public mutating func apply(
    _ call: ContractCall, journal: inout CallJournal, records: inout [JournalRecord]
  ) throws(ContractClockError) -> ContractResult {
    var events: [ContractEvent] = []
    let result = try apply(call, events: &events)
    records += journal.append(call, result: result, events: events)
    return result
  }
}
