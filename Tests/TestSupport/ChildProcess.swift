import Foundation

/// A program in a process of its own, with files for its streams, so that no pipe can fill up.
///
/// Foundation's `Process` is not used: up to Swift 6.3 it reads past the end of a directory entry
/// when it starts a process, and now and then crashes the tests (swift-corelibs-foundation #5472).
public final class ChildProcess {
  /// How a process ended and what it printed.
  public struct Outcome: Sendable {
    /// The exit code; `nil` when a signal ended the process.
    public let code: Int32?
    /// The signal that ended the process; `nil` when it exited.
    public let signal: Int32?
    public let output: String
    public let errors: String
  }

  /// What can go wrong before a process has ended.
  public enum Failure: Error {
    case notStarted(path: String, reason: String)
    /// It did not end in time and was killed.
    case hang(arguments: [String])
  }

  /// The number of the process.
  public let identifier: Int32
  private let arguments: [String]
  private let streams: TemporaryFolder
  private let outputPath: String
  private var status: Int32?

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - environment: Variables to set beside those of the tests.
  ///   - input: What standard input holds; nothing by default.
  ///   - outputPath: What standard output is, such as `/dev/full`; without it, the outcome.
  public init(
    _ path: String, _ arguments: [String], in folder: String = "/",
    environment: [String: String] = [:], input: [UInt8] = [], outputPath: String? = nil
  ) throws {
    streams = try TemporaryFolder()
    for (name, bytes) in [("input", input), ("output", []), ("errors", [])] {
      try streams.create(name, bytes)
    }
    self.arguments = arguments
    self.outputPath = outputPath ?? streams.file("output")
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // The C library's own call for the folder can't be seen from Swift.
    let result = spawn(
      ["/usr/bin/env", "-C", folder, path] + arguments,
      variables: variables.map { "\($0)=\($1)" }.sorted(),
      streams: [streams.file("input"), self.outputPath, streams.file("errors")])
    identifier = result.identifier
    guard result.error == 0 else {
      status = 0
      // SAFETY: The text of the C library ends with NUL.
      let reason = unsafe String(cString: strerror(result.error))
      throw Failure.notStarted(path: path, reason: reason)
    }
  }

  deinit {
    guard !hasEnded else { return }
    kill(identifier, SIGKILL)
    var status: Int32 = 0
    unsafe waitpid(identifier, &status, 0)
  }

  /// Whether the process has ended.
  public var hasEnded: Bool {
    if status != nil { return true }
    var status: Int32 = 0
    guard unsafe waitpid(identifier, &status, WNOHANG) == identifier else { return false }
    self.status = status
    return true
  }

  /// Sends a signal, unless the process has ended.
  public func send(_ signal: Int32) {
    if !hasEnded { kill(identifier, signal) }
  }

  /// Waits until a condition holds; false when it never does.
  public func wait(for condition: () -> Bool, timeout: Duration = .seconds(20)) -> Bool {
    let end = ContinuousClock.now + timeout
    while !condition() {
      guard !hasEnded, ContinuousClock.now < end else { return condition() }
      usleep(2000)
    }
    return true
  }

  /// Waits until the process has ended.
  public func outcome(within timeout: Duration = .seconds(60)) throws -> Outcome {
    guard wait(for: { hasEnded }, timeout: timeout), let status else {
      throw Failure.hang(arguments: arguments)
    }
    let signal = status & 0x7F
    let isCaptured = outputPath == streams.file("output")
    return Outcome(
      code: signal == 0 ? status >> 8 & 0xFF : nil, signal: signal == 0 ? nil : signal,
      output: isCaptured ? String(decoding: try bytes(of: outputPath), as: UTF8.self) : "",
      errors: String(decoding: try bytes(of: streams.file("errors")), as: UTF8.self))
  }
}

/// Starts a process with files as its standard streams and no signal blocked.
private func spawn(
  _ command: [String], variables: [String], streams: [String]
) -> (identifier: pid_t, error: Int32) {
  // SAFETY: Each object is initialized before it is used and destroyed once; the lists end with nil
  // and their texts live until the call has returned.
  var actions = unsafe posix_spawn_file_actions_t()
  unsafe posix_spawn_file_actions_init(&actions)
  defer { unsafe posix_spawn_file_actions_destroy(&actions) }
  for (descriptor, stream) in streams.enumerated() {
    unsafe posix_spawn_file_actions_addopen(
      &actions, Int32(descriptor), stream, descriptor == 0 ? O_RDONLY : O_WRONLY, 0)
  }
  var attributes = posix_spawnattr_t()
  unsafe posix_spawnattr_init(&attributes)
  defer { unsafe posix_spawnattr_destroy(&attributes) }
  var none = sigset_t()
  unsafe sigemptyset(&none)
  unsafe posix_spawnattr_setsigmask(&attributes, &none)
  var all = sigset_t()
  unsafe sigfillset(&all)
  unsafe posix_spawnattr_setsigdefault(&attributes, &all)
  unsafe posix_spawnattr_setflags(
    &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  let arguments = unsafe command.map { unsafe strdup($0) } + [nil]
  let environment = unsafe variables.map { unsafe strdup($0) } + [nil]
  defer {
    for index in unsafe arguments.indices { unsafe free(arguments[index]) }
    for index in unsafe environment.indices { unsafe free(environment[index]) }
  }
  var identifier: pid_t = 0
  let error = unsafe posix_spawn(
    &identifier, command[0], &actions, &attributes, arguments, environment)
  return (identifier, error)
}
