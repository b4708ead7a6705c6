import Foundation
import Sweeps
import Synchronization

/// A line on the terminal that shows how far a sweep has come; where no terminal is, a line now and
/// then.
final class SweepProgressBar: Sendable {
  private let isTerminal = Console.isErrorTerminal
  private let isQuiet: Bool
  private let lastLine = Mutex(ContinuousClock.now)
  private static let width = 30

  /// Creates a bar.
  init(isQuiet: Bool) { self.isQuiet = isQuiet }

  /// Shows how far the sweep has come.
  func show(_ progress: SweepProgress) {
    guard !isQuiet else { return }
    if isTerminal {
      Console.writeError("\r\u{1B}[2K\(Self.bar(progress)) \(Self.text(progress))")
      return
    }
    let isDue = lastLine.withLock { last in
      guard last.duration(to: .now) >= .seconds(30) else { return false }
      last = .now
      return true
    }
    if isDue { Console.printError(Self.text(progress)) }
  }

  /// Takes the line away.
  func finish() {
    if isTerminal && !isQuiet { Console.writeError("\r\u{1B}[2K") }
  }

  private static func bar(_ progress: SweepProgress) -> String {
    let share = Double(progress.done + progress.failed) / Double(max(1, progress.total))
    let filled = Int(min(max(share, 0), 1) * Double(width))
    return String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
  }

  /// How far the sweep has come, such as `120/3600 points, 1 failed, 4.2 per second, 13 min 49 s left`.
  static func text(_ progress: SweepProgress) -> String {
    var text = "\(progress.done + progress.failed)/\(progress.total) points"
    if progress.failed > 0 { text += ", \(progress.failed) failed" }
    if progress.ran > 0 { text += ", \((progress.rate * 10).rounded() / 10) per second" }
    if let remaining = progress.remaining {
      text += ", \(TimeText.of(remaining / .seconds(1))) left"
    }
    return text
  }
}
