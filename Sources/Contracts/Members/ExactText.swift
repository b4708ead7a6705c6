/// A text that is the same only byte for byte.
///
/// `String` compares by canonical equivalence, which depends on Unicode tables; who a member is
/// must not change with the version of a library. A fingerprint of the bytes is kept, so that most
/// comparisons look at no text.
protocol ExactText: Comparable, Hashable, Sendable {
  var text: String { get }
  var fingerprint: UInt64 { get }
}

extension ExactText {
  public static func == (left: Self, right: Self) -> Bool {
    guard left.fingerprint == right.fingerprint else { return false }
    // Texts of ASCII are equal as texts only when their bytes are, which `String` tells at once.
    return left.fingerprint & 1 == 1
      ? left.text == right.text : left.text.utf8.elementsEqual(right.text.utf8)
  }

  public static func < (left: Self, right: Self) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}

/// The bytes of a text hashed by FNV-1a with 64 bits, of which the lowest tells whether all of them
/// are ASCII.
private func fingerprint(of text: String) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  var union: UInt8 = 0
  for byte in text.utf8 {
    hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    union |= byte
  }
  return union < 0x80 ? hash | 1 : hash & ~1
}

/// What identifies a member of the contract, or someone who wants to become one.
public struct MemberAddress: ExactText, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The address as text; two addresses are the same only byte for byte.
  public let text: String
  let fingerprint: UInt64

  /// Creates an address.
  public init(_ text: String) {
    self.text = text
    fingerprint = Contracts.fingerprint(of: text)
  }

  public init(stringLiteral value: String) { self.init(value) }

  public var description: String { text }
}

/// The name of a distribution company; plants and members of one company form one area.
public struct UtilityName: ExactText, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The name as text; two names are the same only byte for byte.
  public let text: String
  let fingerprint: UInt64

  /// Creates a name.
  public init(_ text: String) {
    self.text = text
    fingerprint = Contracts.fingerprint(of: text)
  }

  public init(stringLiteral value: String) { self.init(value) }

  public var description: String { text }
}
