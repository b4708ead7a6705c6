import ArgumentParser
import Foundation

/// Reads files of unknown origin in a child process.
///
/// The HDF5 library itself crashes on some damaged files. In a child that ends only the child, and
/// the user gets a message and an exit code.
enum GuardedReading {
  private static let mark = "MGSIM_READS_IN_CHILD"

  /// Runs this same command again in a child, unless this process is the child.
  ///
  /// - Parameter file: The file that is read, for the message.
  /// - Returns: Whether the child has done the work; if not, the caller does it.
  /// - Throws: `ExitCode` with the child's exit code, or ``CommandFailure`` when it crashed.
  static func runInChild(for file: String) throws -> Bool {
    guard unsafe getenv(mark) == nil else { return false }
    unsafe setenv(mark, "1", 1)
    var child: pid_t = 0
    let arguments = unsafe CommandLine.arguments.map { unsafe strdup($0) } + [nil]
    let count = CommandLine.arguments.count
    defer { for index in 0..<count { unsafe free(arguments[index]) } }
    // SAFETY: the list of arguments ends with nil, and its texts live until the call has returned.
    // In the child, too, this path names the running program.
    guard unsafe posix_spawn(&child, "/proc/self/exe", nil, nil, arguments, environ) == 0 else {
      // Without a child the work is done here.
      return false
    }
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) == -1, errno == EINTR {}
    let signal = status & 0x7F
    guard signal == 0 else {
      throw CommandFailure(
        message:
          "mgsim: can't read '\(file)': it is damaged, so that the HDF5 library failed on it "
          + "(signal \(signal)).",
        exitCode: CommandFailure.wrongInput)
    }
    let code = status >> 8 & 0xFF
    guard code == 0 else { throw ExitCode(code) }
    return true
  }
}
