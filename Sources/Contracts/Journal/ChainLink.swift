/// Lays out the bytes that a record's hash is taken of, in one buffer that is used again.
struct ChainLink: Sendable {
  private var encoder = FieldEncoder()

  mutating func hash(
    sequence: Int64, time: Int64, kind: JournalRecord.Kind, name: String,
    payload: some Collection<UInt8>, signatures: some Collection<UInt8>,
    after previous: JournalHash
  ) -> JournalHash {
    encoder.removeAll()
    encoder.append(text: CallJournal.domainTag)
    encoder.append(number: sequence)
    encoder.append(number: time)
    encoder.append(code: kind.rawValue)
    encoder.append(text: name)
    encoder.append(bytes: payload)
    encoder.append(bytes: signatures)
    encoder.append(raw: previous)
    return JournalHash(of: encoder.bytes)
  }
}
