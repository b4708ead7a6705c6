/// What some values look like: where they lie and how far they spread.
///
/// Values that are not finite are left out and counted; without others everything is not a number.
public struct Summary: Hashable, Sendable {
  /// The number of values.
  public var count: Int
  /// The number of values that are not finite.
  public var leftOut: Int
  /// The mean.
  public var mean: Double
  /// The standard deviation, with n − 1; not a number for fewer than two values.
  public var standardDeviation: Double
  /// The values in order.
  private let sorted: [Double]

  /// Summarises values.
  ///
  /// - Parameter values: The values in any order.
  /// - Complexity: O(*n* log *n*).
  public init(_ values: some Sequence<Double>) {
    let all = Array(values)
    sorted = all.filter(\.isFinite).sorted()
    count = sorted.count
    leftOut = all.count - count
    (mean, standardDeviation) = meanAndDeviation(sorted)
  }

  /// The least value.
  public var minimum: Double { sorted.first ?? .nan }
  /// The greatest value.
  public var maximum: Double { sorted.last ?? .nan }
  /// The value in the middle, or the mean of the two there.
  public var median: Double { quantile(0.5) }

  /// The value below which a share of the values lies: between two values it goes straight from one to
  /// the other, as NumPy, R (type 7) and spreadsheets do.
  ///
  /// - Parameter share: From 0 for the least value to 1 for the greatest.
  /// - Returns: Not a number for a share outside 0 to 1 or without values.
  public func quantile(_ share: Double) -> Double {
    guard share >= 0, share <= 1, let last = sorted.last else { return .nan }
    let place = share * Double(count - 1)
    let index = Int(place)
    guard index + 1 < count else { return last }
    let weight = place - Double(index)
    return sorted[index] * (1 - weight) + sorted[index + 1] * weight
  }
}
