/// Lengths of time as people say them.
enum TimeText {
  /// Some seconds, such as `12 ms`, `0.4 s`, `3 min 20 s` or `2 h 5 min`.
  static func of(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "unknown" }
    if seconds > 0, seconds < 0.1 { return "\(max(1, Int((seconds * 1000).rounded()))) ms" }
    if seconds < 10 { return "\((seconds * 10).rounded() / 10) s" }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    if whole < 86_400 { return "\(whole / 3600) h \(whole % 3600 / 60) min" }
    return "\(whole / 86_400) d \(whole % 86_400 / 3600) h"
  }
}
