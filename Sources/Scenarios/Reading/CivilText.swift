import Quantities

/// How dates, moments and times of day are written.
enum CivilText {
  /// Reads `2016-01-01` as midnight, or `2016-01-01T12:00` with or without seconds.
  static func time(_ text: String) -> CivilTime? {
    CivilDate(parsing: text).map { CivilTime(midnightOf: $0) } ?? CivilTime(parsing: text)
  }

  /// Reads `17:30` or `24:00`, in minutes since midnight.
  static func minutes(_ text: String) -> Int64? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let hours = Int64(parts[0]), let minutes = Int64(parts[1]), minutes < 60
    else { return nil }
    let sum = hours * 60 + minutes
    return sum <= 1440 ? sum : nil
  }

  /// Writes minutes since midnight as `17:30`.
  static func text(minutes: Int64) -> String {
    let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
    return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }
}
