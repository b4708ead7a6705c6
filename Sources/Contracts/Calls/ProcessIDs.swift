/// What identifies a referendum: a number from 1, never used again, written `R1`, `R2` …
public struct ReferendumID: Comparable, Hashable, Sendable, CustomStringConvertible {
  /// The number, from 1.
  public let number: Int64

  /// Creates an identifier.
  public init(_ number: Int64) { self.number = number }

  /// Reads an identifier such as `R12`; `nil` for any other text.
  public init?(_ text: String) {
    guard let number = numberBehind("R", in: text) else { return nil }
    self.number = number
  }

  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

  public var description: String { "R\(number)" }
}

/// What identifies a power plant and its crowdfunding: a number from 1, never used again, written
/// `P1`, `P2` …
public struct PlantID: Comparable, Hashable, Sendable, CustomStringConvertible {
  /// The number, from 1.
  public let number: Int64

  /// Creates an identifier.
  public init(_ number: Int64) { self.number = number }

  /// Reads an identifier such as `P3`; `nil` for any other text.
  public init?(_ text: String) {
    guard let number = numberBehind("P", in: text) else { return nil }
    self.number = number
  }

  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

  public var description: String { "P\(number)" }
}

/// The number behind a letter, in the one way in which it is written.
private func numberBehind(_ letter: Character, in text: String) -> Int64? {
  guard text.first == letter, let number = Int64(text.dropFirst()), number > 0,
    text == "\(letter)\(number)"
  else { return nil }
  return number
}
