import Dispatch
import HDF5
import Synchronization

/// A thread that compresses, with its own compressor.
final class CompressionWorker: Sendable {
  private let queue: DispatchQueue
  private let compressor: Mutex<ChunkCompressor>

  init(level: Int) throws(HDF5Error) {
    queue = DispatchQueue(label: "ResultFiles.CompressionWorker")
    compressor = Mutex(try ChunkCompressor(level: level))
  }

  /// Starts a job on the worker's own thread.
  func start(_ job: CompressionJob) {
    queue.async { _ = job.run(on: self) }
  }

  fileprivate func compress(_ chunk: [UInt8], elementSize: Int, shuffles: Bool) -> [UInt8] {
    compressor.withLock { $0.compress(chunk, elementSize: elementSize, shuffles: shuffles) }
  }
}

/// A chunk on its way from the simulation to the file; whoever comes first compresses it.
final class CompressionJob: Sendable {
  private enum State {
    case waiting([UInt8])
    case running
    case done(compressed: [UInt8], buffer: [UInt8])
    case taken
  }

  private let state: Mutex<State>
  private let isDone = DispatchSemaphore(value: 0)
  private let elementSize: Int
  private let shuffles: Bool
  private let compresses: Bool

  init(_ chunk: consuming [UInt8], elementSize: Int, shuffles: Bool, compresses: Bool) {
    state = Mutex(.waiting(chunk))
    self.elementSize = elementSize
    self.shuffles = shuffles
    self.compresses = compresses
  }

  /// Compresses the chunk unless somebody else has begun to.
  ///
  /// - Returns: Whether it was this call that compressed it.
  func run(on worker: CompressionWorker) -> Bool {
    let chunk: [UInt8]? = state.withLock { state in
      guard case .waiting(let chunk) = state else { return nil }
      state = .running
      return chunk
    }
    guard let chunk else { return false }
    let compressed =
      compresses
      ? worker.compress(chunk, elementSize: elementSize, shuffles: shuffles) : chunk
    state.withLock { $0 = .done(compressed: compressed, buffer: chunk) }
    isDone.signal()
    return true
  }

  /// Takes the result, and the buffer that can be used again; `nil` while it is not done.
  func takeResult() -> (compressed: [UInt8], buffer: [UInt8])? {
    state.withLock { state in
      guard case .done(let compressed, let buffer) = state else { return nil }
      state = .taken
      return (compressed, buffer)
    }
  }

  /// Waits until the thread that has begun the job is done with it.
  func wait() { isDone.wait() }
}
