/// One property of a result file that was checked against the numbers in it.
public struct Check: Codable, Hashable, Sendable {
  /// What must hold.
  public var property: String
  /// Whether it holds.
  public var passed: Bool
  /// The figures that show it.
  public var finding: String

  /// Creates a check.
  public init(property: String, passed: Bool, finding: String) {
    self.property = property
    self.passed = passed
    self.finding = finding
  }
}

extension Check {
  /// The amount of money below which a file's number tells every millionth.
  static let greatestExactAmount = 9e9

  /// Money as a file stores it, recovered exactly: whole millionths.
  ///
  /// Below ``greatestExactAmount`` the nearest whole number is the one that was stored.
  static func micros(_ amount: Double) -> Int64 {
    let micros = (amount * 1e6).rounded(.toNearestOrEven)
    return abs(micros) < 9e15 ? Int64(micros) : 0
  }
}
