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
    var environment = ProcessInfo.processInfo.environment
    guard environment[mark] == nil else { return false }
    environment[mark] = "1"
    let child = Process()
    child.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    child.arguments = Array(CommandLine.arguments.dropFirst())
    child.environment = environment
    do {
      try child.run()
    } catch {
      // Without a child the work is done here.
      return false
    }
    child.waitUntilExit()
    guard child.terminationReason == .exit else {
      throw CommandFailure(
        message:
          "mgsim: can't read '\(file)': it is damaged, so that the HDF5 library failed on it "
          + "(signal \(child.terminationStatus)).",
        exitCode: CommandFailure.wrongInput)
    }
    guard child.terminationStatus == 0 else { throw ExitCode(child.terminationStatus) }
    return true
  }
}
