/// Lays out the bytes that a record's hash is taken of, in one buffer that is used again.
///
/// A record is begun, its payload is written into ``encoder``, and it is ended with the signatures
/// and the hash of the record before.
struct ChainLink: Sendable {
  var encoder = FieldEncoder()
  private var payloadStart = 0
  private var payloadEnd = 0

  /// The payload of the record that was begun; to be let go before the next one is.
  var payload: ArraySlice<UInt8> { encoder.storage[payloadStart..<payloadEnd] }

  /// What was written of the payload of the record that was begun.
  var payloadSoFar: ArraySlice<UInt8> { encoder.storage[payloadStart..<encoder.count] }

  mutating func begin(sequence: Int64, time: Int64, kind: JournalRecord.Kind, name: String) {
    encoder.removeAll()
    encoder.append(text: CallJournal.domainTag)
    encoder.append(number: sequence)
    encoder.append(number: time)
    encoder.append(code: kind.rawValue)
    encoder.append(text: name)
    payloadStart = encoder.beginField()
  }

  mutating func end(
    signatures: some Collection<UInt8>, after previous: JournalHash
  ) -> JournalHash {
    payloadEnd = encoder.count
    encoder.endField(payloadStart)
    encoder.append(bytes: signatures)
    encoder.append(raw: previous)
    return JournalHash(of: encoder.bytes)
  }

  /// The hash of a record that is there already.
  mutating func hash(of record: JournalRecord, after previous: JournalHash) -> JournalHash {
    encoder.removeAll()
    encoder.append(text: CallJournal.domainTag)
    encoder.append(number: record.sequence)
    encoder.append(number: record.time)
    encoder.append(code: record.kind.rawValue)
    encoder.append(text: record.name)
    encoder.append(bytes: record.payload)
    encoder.append(bytes: record.signatures)
    encoder.append(raw: previous)
    return JournalHash(of: encoder.bytes)
  }
}
