public import Quantities

/// A profile can't be made, or can't serve what it is asked for.
public enum ProfileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A grid breaks its own rules; the text says which.
  case invalidGrid(String)

  /// A profile does not cover a range of time.
  case notCovered(covered: Range<Instant>, needed: Range<Instant>)

  /// A profile that repeats by civil date has no row for an instant of the horizon.
  case dateNotCovered(covered: Range<Instant>, at: CivilTime)

  public var description: String {
    switch self {
    case .invalidGrid(let reason):
      "the grid of a profile is not valid: \(reason)."
    case .notCovered(let covered, let needed):
      """
      the profile covers \(covered.lowerBound.utcText) to \(covered.upperBound.utcText), but \
      \(needed.lowerBound.utcText) to \(needed.upperBound.utcText) is needed. Shorten the horizon, \
      or say how the profile repeats.
      """
    case .dateNotCovered(let covered, let civilTime):
      """
      the profile covers \(covered.lowerBound.utcText) to \(covered.upperBound.utcText), which has \
      nothing to repeat at \(civilTime) of the horizon. Use a profile of a whole year, or shorten \
      the horizon.
      """
    }
  }
}

extension Instant {
  /// The instant as people write it: `2016-03-27T01:00:00Z`.
  package var utcText: String { "\(CivilTimeZone.utc.civilTime(at: self))Z" }
}
