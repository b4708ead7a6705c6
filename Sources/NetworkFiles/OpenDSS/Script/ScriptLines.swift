/// The lines of a script that hold commands: comments of whole lines and blocks are left out.
struct ScriptLines: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var position: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    // A byte order mark says nothing here.
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  mutating func next() -> Range<Int>? {
    while position < bytes.count {
      var line = nextLine()
      while let first = line.first, isScriptSpace(bytes[first]) { line.removeFirst() }
      if line.isEmpty { continue }
      if starts(line, "/*") {
        skipBlock(line)
      } else if !starts(line, "!") && !starts(line, "//") {
        return line
      }
    }
    return nil
  }

  private mutating func nextLine() -> Range<Int> {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n"),
      bytes[position] != UInt8(ascii: "\r")
    {
      position += 1
    }
    defer { position += 1 }
    return start..<position
  }

  /// Skips the lines up to the one with the end of a block of comments.
  private mutating func skipBlock(_ first: Range<Int>) {
    var line = first
    while true {
      for index in line.dropLast()
      where bytes[index] == UInt8(ascii: "*") && bytes[index + 1] == UInt8(ascii: "/") {
        return
      }
      guard position < bytes.count else { return }
      line = nextLine()
    }
  }

  private func starts(_ line: Range<Int>, _ text: StaticString) -> Bool {
    let wanted = text.description.utf8
    return line.count >= wanted.count && zip(line, wanted).allSatisfy { bytes[$0] == $1 }
  }
}
