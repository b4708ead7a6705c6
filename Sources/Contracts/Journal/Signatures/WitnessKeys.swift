import Crypto

/// The Ed25519 keys of all who may sign calls, derived from a seed.
///
/// ```text
/// private key = SHA-256(f(tag) f(seed) f(address))         tag = "mgsim contract key 1"
/// f(x) = length of x as UInt32, x                          seed: 8 bytes, big-endian
/// ```
///
/// So a key depends on nothing but the seed and the address: another member changes nobody's key. A
/// key is derived when it is first needed. The signatures are deterministic (RFC 8032).
///
/// Anybody who knows the seed can sign for everybody: the signatures show that a journal was not
/// changed by someone who does not, and let a study measure what signing costs.
public struct WitnessKeys: Sendable {
  static let domainTag = "mgsim contract key 1"

  /// The length of a signature, in bytes.
  public static let signatureByteCount = 64

  /// All who may sign, in the order of the bytes of their addresses, once each.
  public let addresses: [MemberAddress]

  private let seed: UInt64
  private var keys: [Curve25519.Signing.PrivateKey?]
  /// The places of the addresses; looked up, never walked through.
  private let places: [MemberAddress: Int]

  /// Creates the keys.
  ///
  /// - Parameters:
  ///   - seed: The seed of the run.
  ///   - addresses: All who may ever sign a call, in any order: members, applicants and others.
  public init(seed: UInt64, addresses: some Sequence<MemberAddress>) {
    var sorted: [MemberAddress] = []
    for address in addresses.sorted() where address != sorted.last { sorted.append(address) }
    self.seed = seed
    self.addresses = sorted
    keys = Array(repeating: nil, count: sorted.count)
    places = Dictionary(zip(sorted, sorted.indices)) { first, _ in first }
  }

  /// The public key of someone, 32 bytes; `nil` for who may not sign.
  public mutating func publicKey(of address: MemberAddress) -> [UInt8]? {
    places[address].flatMap { key(at: $0) }.map { Array($0.publicKey.rawRepresentation) }
  }

  /// The public keys of all who may sign.
  mutating func publicKeys() -> [WitnessPublicKey] {
    addresses.indices.map { place in
      WitnessPublicKey(
        address: addresses[place],
        bytes: key(at: place).map { Array($0.publicKey.rawRepresentation) } ?? [])
    }
  }

  /// Appends a witness's signature.
  ///
  /// Who is not among those who may sign can't; then 64 zeros stand in its place, which no key
  /// verifies.
  mutating func appendSignature(
    of address: MemberAddress, for message: SignedMessage, to signatures: inout [UInt8]
  ) {
    guard let key = places[address].flatMap({ key(at: $0) }),
      let signature = try? key.signature(for: message.bytes)
    else {
      signatures.append(contentsOf: repeatElement(0, count: Self.signatureByteCount))
      return
    }
    signatures.append(contentsOf: signature)
  }

  private mutating func key(at place: Int) -> Curve25519.Signing.PrivateKey? {
    if let key = keys[place] { return key }
    var encoder = FieldEncoder()
    encoder.append(text: Self.domainTag)
    encoder.append(number: Int64(bitPattern: seed))
    encoder.append(text: addresses[place].text)
    // Every 32 bytes are a private key, so this never fails.
    let key = try? Curve25519.Signing.PrivateKey(
      rawRepresentation: JournalHash(of: encoder.bytes).bytes)
    keys[place] = key
    return key
  }
}

/// Who may sign, with the key that verifies it.
struct WitnessPublicKey: FieldCodable, Sendable {
  let address: MemberAddress
  let bytes: [UInt8]

  init(address: MemberAddress, bytes: [UInt8]) {
    self.address = address
    self.bytes = bytes
  }

  func encode(into encoder: inout FieldEncoder) {
    encoder.append(address)
    encoder.append(bytes: bytes)
  }

  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    address = try decoder.value()
    bytes = Array(try decoder.byteField())
    guard bytes.count == 32 else { throw decoder.fault(.wrongLength) }
  }
}
