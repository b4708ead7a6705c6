/// What each witness of a call signs with Ed25519.
///
/// ```text
/// f(tag) f(sequence) f(time) f(name) f(caller, witnesses, arguments) previous hash
/// tag = "mgsim contract call 1"
/// ```
///
/// The hash of the record before binds the signature to one journal and to one place in it.
struct SignedMessage {
  static let domainTag = "mgsim contract call 1"

  let bytes: ArraySlice<UInt8>

  init(
    sequence: Int64, time: Int64, name: String, call: ArraySlice<UInt8>, after previous: JournalHash
  ) {
    var encoder = FieldEncoder()
    encoder.append(text: Self.domainTag)
    encoder.append(number: sequence)
    encoder.append(number: time)
    encoder.append(text: name)
    encoder.append(bytes: call)
    encoder.append(raw: previous)
    bytes = encoder.bytes
  }
}
