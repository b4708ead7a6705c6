import Foundation

/// A program of the machine, such as `sbatch`, run to its end.
enum ExternalProgram {
  /// What came of it.
  struct Outcome {
    let code: Int32
    /// What it printed to standard output; errors go to those of this process.
    let output: String
  }

  /// Runs a program that is looked up on `PATH`.
  ///
  /// - Parameters:
  ///   - words: Its name and its arguments.
  ///   - showsErrors: Whether what it says on standard error is shown.
  /// - Returns: What came of it; `nil` when there is no such program.
  static func run(_ words: [String], showsErrors: Bool = true) -> Outcome? {
    var ends: [Int32] = [-1, -1]
    // SAFETY: Two descriptors are written to the array of two.
    guard unsafe pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // SAFETY: the list of actions is made before it is used and taken away once; the list of words
    // ends with nil, and its texts live until the call has returned.
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    if !showsErrors {
      unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    }
    let arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { for index in words.indices { unsafe free(arguments[index]) } }
    var child: pid_t = 0
    let error = unsafe posix_spawnp(&child, words[0], &actions, nil, arguments, environ)
    close(ends[1])
    defer { close(ends[0]) }
    guard error == 0 else { return nil }
    let output = readAll(ends[0])
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) == -1, errno == EINTR {}
    let signal = status & 0x7F
    return Outcome(
      code: signal == 0 ? status >> 8 & 0xFF : 128 + signal,
      output: String(decoding: output, as: UTF8.self))
  }

  private static func readAll(_ descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { buffer in
        // SAFETY: the buffer's own address and length.
        unsafe read(descriptor, buffer.baseAddress, buffer.count)
      }
      if count > 0 {
        bytes += buffer[..<count]
      } else if count == 0 || errno != EINTR {
        return bytes
      }
    }
  }
}
