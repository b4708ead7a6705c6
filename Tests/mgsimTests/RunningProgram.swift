import Foundation
import TestSupport

/// A process of the program that has been started.
final class RunningProgram {
  private let process: Process
  private let arguments: [String]
  private let ended: DispatchSemaphore
  private let streams: TemporaryFolder

  /// Starts a process, with files for its streams, so that no pipe can fill up.
  init(
    path: String, arguments: [String], folder: String, environment: [String: String],
    input: [UInt8]
  ) throws {
    let streams = try TemporaryFolder()
    for (name, bytes) in [("input", input), ("output", []), ("errors", [])] {
      try streams.create(name, bytes)
    }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder)
    // A crash shall end the process, not start a debugger.
    process.environment = ProcessInfo.processInfo.environment
      .merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }.merging(environment) { $1 }
    process.standardInput = FileHandle(forReadingAtPath: streams.file("input"))
    process.standardOutput = FileHandle(forWritingAtPath: streams.file("output"))
    process.standardError = FileHandle(forWritingAtPath: streams.file("errors"))
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    self.process = process
    self.arguments = arguments
    self.ended = ended
    self.streams = streams
  }

  deinit {
    if process.isRunning { send(SIGKILL) }
  }

  /// The number of the process.
  var identifier: Int32 { process.processIdentifier }

  /// Sends a signal.
  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits until a condition holds, looking a hundred times a second; false when it never does.
  func wait(for condition: () -> Bool, timeout: Duration = .seconds(20)) -> Bool {
    let end = ContinuousClock.now + timeout
    while !condition() {
      guard process.isRunning, ContinuousClock.now < end else { return condition() }
      usleep(10_000)
    }
    return true
  }

  /// Waits until the process has ended.
  func outcome(within timeout: Duration = .seconds(60)) throws -> Program.Outcome {
    let seconds = Double(timeout.components.seconds)
    guard ended.wait(timeout: .now() + seconds) == .success else {
      send(SIGKILL)
      _ = ended.wait(timeout: .now() + 10)
      throw Program.Hang(arguments: arguments)
    }
    let wasKilled = process.terminationReason == .uncaughtSignal
    return Program.Outcome(
      code: wasKilled ? nil : process.terminationStatus,
      signal: wasKilled ? process.terminationStatus : nil,
      output: String(decoding: try bytes(of: streams.file("output")), as: UTF8.self),
      errors: String(decoding: try bytes(of: streams.file("errors")), as: UTF8.self))
  }
}
