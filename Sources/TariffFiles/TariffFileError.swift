/// Why a file of tariffs or meters cannot be used: one sentence that begins with the place,
/// `file:line:column`.
public struct TariffFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The sentence.
  public let description: String

  /// Creates an error.
  public init(_ description: String) { self.description = description }
}
