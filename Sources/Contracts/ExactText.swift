/// A text that is the same only byte for byte.
///
/// `String` compares by canonical equivalence, which depends on Unicode tables; who a member is
/// must not change with the version of a library.
protocol ExactText: Comparable, Hashable, Sendable {
  var text: String { get }
}

extension ExactText {
  public static func == (left: Self, right: Self) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  public static func < (left: Self, right: Self) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
    hasher.combine(0xFF as UInt8)
  }
}

/// What identifies a member of the contract, or someone who wants to become one.
public struct MemberAddress: ExactText, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The address as text; two addresses are the same only byte for byte.
  public let text: String

  /// Creates an address.
  public init(_ text: String) { self.text = text }

  public init(stringLiteral value: String) { self.init(value) }

  public var description: String { text }
}

/// The name of a distribution company; plants and members of one company form one area.
public struct UtilityName: ExactText, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The name as text; two names are the same only byte for byte.
  public let text: String

  /// Creates a name.
  public init(_ text: String) { self.text = text }

  public init(stringLiteral value: String) { self.init(value) }

  public var description: String { text }
}
