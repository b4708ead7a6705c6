import Foundation
import Synchronization

/// A line on the terminal that shows how far each of several runs has come.
final class ProgressBar: Sendable {
  private let fractions: Mutex<[Double]>
  private let isShown: Bool
  private let width = 40

  /// Creates a bar for some runs; it stays invisible unless a person watches.
  init(runs: Int, isQuiet: Bool) {
    fractions = Mutex(Array(repeating: 0, count: runs))
    isShown = !isQuiet && Console.isErrorTerminal
  }

  /// Reports how far a run has come.
  func report(_ fraction: Double, ofRun run: Int) {
    guard isShown else { return }
    let overall = fractions.withLock { fractions in
      fractions[run] = fraction
      return fractions.reduce(0, +) / Double(fractions.count)
    }
    let filled = Int(overall * Double(width))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    Console.writeError("\r\(bar) \(Int(overall * 100)) %")
  }

  /// Takes the line away.
  func finish() {
    if isShown { Console.writeError("\r\u{1B}[2K") }
  }
}
