import Foundation

/// Standard output and standard error.
enum Console {
  /// Whether a person watches standard error.
  static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Prints a line to standard output; ends the process with 1 when that is not possible.
  static func print(_ text: String) {
    guard !write(text + "\n", to: STDOUT_FILENO) else { return }
    printError("mgsim: can't write to standard output: \(unsafe String(cString: strerror(errno))).")
    exit(CommandFailure.workFailed)
  }

  /// Prints a line to standard error.
  static func printError(_ text: String) { _ = write(text + "\n", to: STDERR_FILENO) }

  /// Writes text as it is to standard error.
  static func writeError(_ text: String) { _ = write(text, to: STDERR_FILENO) }

  /// - Returns: Whether everything was written.
  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        // SAFETY: the buffer's own address and length.
        unsafe Foundation.write(descriptor, buffer.baseAddress, buffer.count)
      }
      guard count > 0 else { return false }
      bytes = bytes.dropFirst(count)
    }
    return true
  }
}

/// Prints a value as JSON with sorted keys.
func printJSON(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
  Console.print(String(decoding: try encoder.encode(value), as: UTF8.self))
}
