/// Why something cannot be billed.
public struct BillingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One sentence.
  public let description: String

  /// Creates an error.
  public init(_ description: String) { self.description = description }
}
