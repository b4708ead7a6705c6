import Synchronization

/// The ids that several threads calculate together, in the order of the rows.
final class IdentityTable: Sendable {
  private struct State {
    var bytes: [UInt8]
    var next = 0
    var done = 0
    var failure: (row: Int, message: String)?
  }

  private let state: Mutex<State>
  private let rowCount: Int
  /// Rows that a thread takes at once: few enough to share them, many enough to share seldom.
  private let stride: Int

  init(rowCount: Int) {
    self.rowCount = rowCount
    stride = min(64, max(1, rowCount / 64))
    state = Mutex(State(bytes: Array(repeating: 0, count: rowCount * PointID.byteCount)))
  }

  /// The next rows to work on; `nil` when none is left or one has failed.
  func nextRows() -> Range<Int>? {
    state.withLock { state in
      guard state.next < rowCount, state.failure == nil else { return nil }
      let rows = state.next..<min(state.next + stride, rowCount)
      state.next = rows.upperBound
      return rows
    }
  }

  func store(_ bytes: [UInt8], of rows: Range<Int>) {
    state.withLock { state in
      let start = rows.lowerBound * PointID.byteCount
      state.bytes.replaceSubrange(start..<start + bytes.count, with: bytes)
      state.done += rows.count
    }
  }

  /// Remembers what is wrong with a row; the first row of the plan wins.
  ///
  /// Threads take rows in order and finish what they have taken, so the first failing row is found
  /// whichever thread is faster.
  func fail(_ row: Int, message: String) {
    state.withLock { state in
      if row < state.failure?.row ?? .max { state.failure = (row, message) }
    }
  }

  var doneCount: Int { state.withLock { $0.done } }
  var firstFailure: (row: Int, message: String)? { state.withLock { $0.failure } }
  var bytes: [UInt8] { state.withLock { $0.bytes } }
}
