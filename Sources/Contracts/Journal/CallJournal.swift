/// The append-only record of what a contract was asked and what happened, chained by hashes.
///
/// The journal keeps no record: it hands each to its caller and remembers their number and the last
/// hash, so its memory does not grow. A record's hash is
///
/// ```text
/// hash = SHA-256(f(tag) f(sequence) f(time) f(kind) f(name) f(payload) f(signatures) previous hash)
/// f(x) = length of x as UInt32, x            all integers big-endian, signed in two's complement
/// tag  = "mgsim contract journal 1"          sequence, time: Int64      kind: UInt8
/// ```
///
/// where the first record follows 32 zero bytes. Payloads are fields of the same form; `list(x)` is
/// `f(number of elements as Int64)`, then the fields of each element:
///
/// ```text
/// genesis   the state, list(who may sign: address, public key of 32 bytes)
/// call      caller, list(witnesses in the order of their bytes), the arguments, the result
/// event     what happened
/// ```
///
/// <doc:Journal> lists the fields of the state, of each operation, result and event, and what the
/// witnesses sign.
public struct CallJournal: Sendable {
  static let domainTag = "mgsim contract journal 1"

  /// The number of records so far.
  public private(set) var recordCount: Int64 = 0
  /// The hash of the last record, which stands for all of them.
  public private(set) var lastHash = JournalHash.zero

  private var keys: WitnessKeys?
  private var signatures: [UInt8] = []
  private var link = ChainLink()

  /// Creates an empty journal.
  ///
  /// - Parameter keys: The keys with which the witnesses sign; without them nobody signs.
  public init(signingWith keys: WitnessKeys? = nil) { self.keys = keys }

  /// Records the state that a contract starts with, and who may sign; every journal begins with it.
  public mutating func append(genesisOf contract: QuotaContract, to batch: inout JournalBatch) {
    begin(.genesis, name: Self.genesisName, at: contract.time)
    contract.state.encode(into: &link.encoder)
    link.encoder.append(listOf: keys?.publicKeys() ?? [])
    end(.genesis, name: Self.genesisName, at: contract.time, to: &batch)
  }

  static let genesisName = "genesis"

  /// Records a call with its result, then its events.
  ///
  /// - Complexity: O(*n*) in the bytes of the call, its result and its events. Nothing is allocated
  ///   by the journal once the buffers have grown to the largest call, but for signatures.
  public mutating func append(
    _ call: ContractCall, result: ContractResult, events: some Collection<ContractEvent>,
    to batch: inout JournalBatch
  ) {
    let name = call.operation.recordName
    begin(.call, name: name, at: call.time)
    call.encode(into: &link.encoder)
    if keys != nil { sign(call, name: name) }
    link.encoder.append(result)
    end(.call, name: name, at: call.time, to: &batch)
    for event in events {
      begin(.event, name: event.name, at: call.time)
      event.encode(into: &link.encoder)
      end(.event, name: event.name, at: call.time, to: &batch)
    }
  }

  private mutating func sign(_ call: ContractCall, name: String) {
    let message = SignedMessage(
      sequence: recordCount, time: call.time, name: name, call: link.payloadSoFar,
      after: lastHash)
    for witness in call.witnesses {
      keys?.appendSignature(of: witness, for: message, to: &signatures)
    }
  }

  private mutating func begin(_ kind: JournalRecord.Kind, name: String, at time: Int64) {
    link.begin(sequence: recordCount, time: time, kind: kind, name: name)
  }

  private mutating func end(
    _ kind: JournalRecord.Kind, name: String, at time: Int64, to batch: inout JournalBatch
  ) {
    lastHash = link.end(signatures: signatures, after: lastHash)
    batch.append(
      sequence: recordCount, time: time, kind: kind, name: name, payload: link.payload,
      signatures: signatures, hash: lastHash)
    recordCount += 1
    signatures.removeAll(keepingCapacity: true)
  }
}

// MARK: Records as values

extension CallJournal {
  /// Records the state that a contract starts with, and who may sign; every journal begins with it.
  public mutating func append(genesisOf contract: QuotaContract) -> JournalRecord {
    var batch = JournalBatch()
    append(genesisOf: contract, to: &batch)
    return batch[0]
  }

  /// Records a call with its result, then its events.
  ///
  /// - Returns: The records, in order, to be stored.
  public mutating func append(
    _ call: ContractCall, result: ContractResult, events: some Collection<ContractEvent>
  ) -> [JournalRecord] {
    var batch = JournalBatch()
    append(call, result: result, events: events, to: &batch)
    return batch.records
  }
}

extension QuotaContract {
  /// Carries out a call, or refuses it, and records it.
  ///
  /// - Parameters:
  ///   - call: The call.
  ///   - events: Receives what happened, in order, after what it holds.
  ///   - journal: The journal that continues.
  ///   - batch: Receives the records of the call and of its events.
  /// - Throws: ``ContractClockError`` when the call is earlier than the last one; nothing changes
  ///   and nothing is recorded.
  public mutating func apply(
    _ call: ContractCall, events: inout [ContractEvent], journal: inout CallJournal,
    batch: inout JournalBatch
  ) throws(ContractClockError) -> ContractResult {
    let first = events.count
    let result = try apply(call, events: &events)
    journal.append(call, result: result, events: events[first...], to: &batch)
    return result
  }

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
