import Glibc
import Synchronization

// Long runs must not block the threads that Swift's tasks share, and the caller must stay free to
// show progress: so these are threads of their own.

/// Some threads that do one piece of work together.
enum WorkerThreads {
  /// What a thread is given.
  private final class Job: Sendable {
    let body: @Sendable (Int) -> Void
    let index: Int
    let signal: Int32

    init(index: Int, signal: Int32, body: @escaping @Sendable (Int) -> Void) {
      self.index = index
      self.signal = signal
      self.body = body
    }
  }

  /// Runs a body on several threads at once and returns when all have ended.
  ///
  /// - Parameters:
  ///   - count: The number of threads; at least one works. Where the system gives fewer, fewer work.
  ///   - milliseconds: How often `tick` is called.
  ///   - tick: Is called on the caller's thread while the others work.
  ///   - body: The work of the thread with a number from 0.
  static func run(
    count: Int, tickEvery milliseconds: Int32, tick: () -> Void,
    body: @escaping @Sendable (Int) -> Void
  ) {
    var ends: (read: Int32, write: Int32) = (-1, -1)
    let isConnected = unsafe withUnsafeMutableBytes(of: &ends) { bytes in
      // SAFETY: a pair of two numbers of the kind that the call writes.
      unsafe pipe(bytes.assumingMemoryBound(to: Int32.self).baseAddress) == 0
    }
    defer {
      if isConnected {
        close(ends.read)
        close(ends.write)
      }
    }
    var threads: [pthread_t] = []
    if isConnected {
      for index in 0..<max(1, count) {
        guard let thread = start(Job(index: index, signal: ends.write, body: body)) else { break }
        threads.append(thread)
      }
    }
    guard !threads.isEmpty else {
      body(0)
      return
    }
    var ended = 0
    while ended < threads.count {
      var waiting = pollfd(fd: ends.read, events: Int16(POLLIN), revents: 0)
      // SAFETY: one descriptor that lives through the call.
      if unsafe poll(&waiting, 1, milliseconds) > 0 {
        var byte: UInt8 = 0
        // SAFETY: one byte is read into one byte.
        if unsafe read(ends.read, &byte, 1) == 1 { ended += 1 }
      } else {
        tick()
      }
    }
    // Each was started here and is joined once.
    for thread in threads { pthread_join(thread, nil) }
  }

  private static func start(_ job: Job) -> pthread_t? {
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    defer { unsafe pthread_attr_destroy(&attributes) }
    // Address space only: what a thread does not touch costs nothing.
    unsafe pthread_attr_setstacksize(&attributes, 16 << 20)
    var thread = pthread_t()
    let context = unsafe Unmanaged.passRetained(job)
    // SAFETY: the thread takes the job over and releases it.
    let failed = unsafe pthread_create(
      &thread, &attributes,
      { context in
        guard let context = unsafe context else { return nil }
        let job = unsafe Unmanaged<Job>.fromOpaque(context).takeRetainedValue()
        job.body(job.index)
        var byte: UInt8 = 1
        while unsafe write(job.signal, &byte, 1) == -1, errno == EINTR {}
        return nil
      }, context.toOpaque())
    if failed != 0 {
      unsafe context.release()
      return nil
    }
    return thread
  }
}
