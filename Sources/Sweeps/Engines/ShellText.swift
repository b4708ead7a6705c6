/// Text that a POSIX shell, or Slurm's reader of `#SBATCH` lines, reads back as it was.
package enum ShellText {
  /// A word for a shell: as it is when no shell sees anything special in it, in single quotes
  /// otherwise.
  package static func word(_ text: String) -> String {
    guard text.isEmpty || text.utf8.contains(where: { !isPlain($0) }) else { return text }
    // Inside single quotes only the quote itself is special.
    return "'"
      + text.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }

  /// A command for a shell.
  package static func line(_ words: [String]) -> String { words.map(word).joined(separator: " ") }

  /// An option on an `#SBATCH` line: in double quotes behind the equals sign where needed, with a
  /// backslash before quotes and backslashes.
  ///
  /// Slurm's reader is no shell: outside quotes it takes a backslash for nothing special, inside
  /// single quotes for an escape, and a dollar sign for itself.
  package static func directive(_ option: String) -> String {
    guard option.utf8.contains(where: { !isPlain($0) }) else { return "#SBATCH " + option }
    let nameEnd = option.firstIndex(of: "=").map(option.index(after:)) ?? option.startIndex
    let value = option[nameEnd...].unicodeScalars.map { scalar in
      scalar == "\"" || scalar == "\\" ? "\\\(scalar)" : "\(scalar)"
    }
    return "#SBATCH \(option[..<nameEnd])\"\(value.joined())\""
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
      UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: ":"),
      UInt8(ascii: "%"), UInt8(ascii: ","), UInt8(ascii: "@"), UInt8(ascii: "+"):
      true
    default: false
    }
  }
}
