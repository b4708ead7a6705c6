import Crypto

/// Checks the records of a journal one after another, and carries its calls out again.
///
/// Of each record it checks, in this order: the sequence number, the hash, the place of the genesis,
/// the time, the payload, the signature of each witness, and that the call has the same result and
/// causes the same events, byte for byte. The memory that it uses is that of the contract's state,
/// however long the journal.
public struct JournalVerifier: Sendable {
  /// The number of records that were found good.
  public private(set) var recordCount: Int64 = 0
  /// The number of calls that were carried out again.
  public private(set) var callCount: Int64 = 0
  /// The number of signatures that were verified.
  public private(set) var signatureCount: Int64 = 0
  /// The hash of the last good record.
  public private(set) var lastHash = JournalHash.zero
  /// The contract after the last good record; `nil` before the first.
  public private(set) var contract: QuotaContract?

  private var lastTime = Int64.min
  private var keys: [MemberAddress: Curve25519.Signing.PublicKey]?
  /// The events of the last call, and how many of them have had their records.
  private var events: [ContractEvent] = []
  private var eventCount = 0
  private var link = ChainLink()
  private var encoder = FieldEncoder()

  /// Creates a verifier that expects the first record.
  public init() {}

  /// Checks the next record.
  ///
  /// - Throws: ``JournalFault`` when the record is not what must follow; the verifier is of no use
  ///   then.
  public mutating func check(_ record: JournalRecord) throws(JournalFault) {
    guard record.sequence == recordCount else { throw fault(.sequence) }
    guard record.hash == link.hash(of: record, after: lastHash) else { throw fault(.hash) }
    guard (record.kind == .genesis) == (recordCount == 0) else { throw fault(.genesis) }
    guard record.time >= lastTime else { throw fault(.time) }
    guard (record.kind == .event) == (eventCount < events.count) else { throw fault(.event) }
    switch record.kind {
    case .genesis: try begin(record)
    case .call: try replay(record)
    case .event: try checkEvent(record)
    }
    recordCount += 1
    lastHash = record.hash
    lastTime = record.time
  }

  /// Checks that nothing is missing at the end.
  ///
  /// - Parameters:
  ///   - hash: The hash of the last record where it is known from elsewhere.
  ///   - recordCount: The number of records where it is known from elsewhere.
  ///   - state: The state at the end, as ``ContractState/encoded()`` gives it.
  /// - Throws: ``JournalFault`` when the journal does not end as expected.
  public func finish(
    expecting hash: JournalHash? = nil, recordCount: Int64? = nil, state: [UInt8]? = nil
  ) throws(JournalFault) {
    guard eventCount == events.count, self.recordCount > 0 || hash == lastHash,
      hash == nil || hash == lastHash, recordCount == nil || recordCount == self.recordCount
    else { throw fault(.end) }
    guard let state else { return }
    guard contract?.state.encoded() == state else {
      throw JournalFault(position: self.recordCount - 1, reason: .endState)
    }
  }

  private func fault(_ reason: JournalFault.Reason) -> JournalFault {
    JournalFault(position: recordCount, reason: reason)
  }
}

// MARK: Kinds of records

extension JournalVerifier {
  private mutating func begin(_ record: JournalRecord) throws(JournalFault) {
    guard record.name == CallJournal.genesisName, record.signatures.isEmpty else {
      throw fault(.genesis)
    }
    do throws(ContractDecodingError) {
      var decoder = FieldDecoder(record.payload)
      let state: ContractState = try decoder.value()
      let publicKeys: [WitnessPublicKey] = try decoder.list()
      try decoder.finish()
      keys = publicKeys.isEmpty ? nil : try Self.index(publicKeys, decoder)
      contract = QuotaContract(resuming: state, at: record.time)
    } catch {
      throw fault(.encoding(error))
    }
  }

  private static func index(
    _ publicKeys: [WitnessPublicKey], _ decoder: FieldDecoder
  ) throws(ContractDecodingError) -> [MemberAddress: Curve25519.Signing.PublicKey] {
    guard zip(publicKeys, publicKeys.dropFirst()).allSatisfy({ $0.address < $1.address }) else {
      throw decoder.fault(.inconsistent("the keys are not in order"))
    }
    var keys: [MemberAddress: Curve25519.Signing.PublicKey] = [:]
    for key in publicKeys {
      guard let publicKey = try? Curve25519.Signing.PublicKey(rawRepresentation: key.bytes) else {
        throw decoder.fault(.wrongLength)
      }
      keys[key.address] = publicKey
    }
    return keys
  }

  private mutating func replay(_ record: JournalRecord) throws(JournalFault) {
    let call: ContractCall
    do throws(ContractDecodingError) {
      call = try record.call().call
    } catch {
      throw fault(.encoding(error))
    }
    encoder.removeAll()
    call.encode(into: &encoder)
    try checkSignatures(of: call, record)
    events.removeAll(keepingCapacity: true)
    eventCount = 0
    guard let result = try? contract?.apply(call, events: &events) else { throw fault(.time) }
    encoder.append(result)
    guard encoder.bytes == record.payload[...] else { throw fault(.result) }
    callCount += 1
  }

  /// Checks the signatures of a call whose fields were just encoded.
  private mutating func checkSignatures(
    of call: ContractCall, _ record: JournalRecord
  ) throws(JournalFault) {
    guard let keys else {
      guard record.signatures.isEmpty else { throw fault(.signatureCount) }
      return
    }
    let witnesses = call.witnesses
    let size = WitnessKeys.signatureByteCount
    guard record.signatures.count == witnesses.count * size else { throw fault(.signatureCount) }
    let message = SignedMessage(
      sequence: record.sequence, time: record.time, name: record.name, call: encoder.bytes,
      after: lastHash)
    for (index, witness) in witnesses.enumerated() {
      let signature = record.signatures[index * size..<(index + 1) * size]
      guard keys[witness]?.isValidSignature(signature, for: message.bytes) == true else {
        throw fault(.signature(witness))
      }
      signatureCount += 1
    }
  }

  private mutating func checkEvent(_ record: JournalRecord) throws(JournalFault) {
    let event = events[eventCount]
    encoder.removeAll()
    event.encode(into: &encoder)
    guard record.name == event.name, record.payload[...] == encoder.bytes, record.signatures.isEmpty
    else { throw fault(.event) }
    guard record.time == lastTime else { throw fault(.time) }
    eventCount += 1
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
    try verifier.finish(expecting: lastHash)
  }
}
