import Scenarios
import Testing

@Suite("YAML of unknown origin")
struct YAMLDocumentTests {
  private func node(_ yaml: String) throws -> YAMLNode {
    let diagnostics = Diagnostics()
    let node = try YAMLDocument.read(
      YAMLText(Array(yaml.utf8), file: "f"), diagnostics: diagnostics)
    try diagnostics.check()
    return node
  }

  private func text(_ node: YAMLNode?) -> String? {
    guard case .scalar(let text, _) = node?.content else { return nil }
    return text
  }

  private func error(_ yaml: String) -> String? {
    do {
      _ = try node(yaml)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test("Aliases stand for what their anchor marks, the last one of a name")
  func aliases() throws {
    let root = try node("a: &x 1\nb: *x\nc: &x {d: 2}\ne: *x\nf: \"*x\"\ng: 2 * 3\n")
    #expect(text(root["b"]?.value) == "1")
    #expect(text(root["e"]?.value["d"]?.value) == "2")
    #expect(text(root["f"]?.value) == "*x")
    #expect(text(root["g"]?.value) == "2 * 3")
  }

  @Test("Merge keys add what a section does not have itself")
  func mergeKeys() throws {
    let root = try node("a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}\nc: {<<: [*x, {r: 4}]}\n")
    #expect(text(root["b"]?.value["p"]?.value) == "1")
    #expect(text(root["b"]?.value["q"]?.value) == "3")
    #expect(text(root["c"]?.value["r"]?.value) == "4")
    #expect(error("a: {<<: 1}")?.contains("'<<' must be followed by an alias") == true)
  }

  @Test("An alias without an anchor is a fault, also one inside what it stands for")
  func unknownAlias() {
    #expect(error("anchor: &one 1\nb: *oen")?.contains("f:2:4: there is no anchor '&oen'") == true)
    #expect(error("a: &a [*a]")?.contains("there is no anchor '&a'") == true)
  }

  @Test("A billion laughs end at once")
  func billionLaughs() {
    for key in ["b: ", "? "] {
      var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
      for level in 1..<20 {
        let alias = "*a\(level - 1)"
        yaml +=
          "a\(level): &a\(level) [\(Array(repeating: alias, count: 10).joined(separator: ", "))]\n"
      }
      yaml += "\(key)*a19\n"
      let message = error(yaml)
      #expect(message?.contains("aliases unfold to more than") == true, "\(message ?? "")")
    }
  }

  @Test("Merge keys that copy without end are stopped")
  func mergeBomb() {
    var yaml = "a: &a {"
    for key in 0..<2000 { yaml += "k\(key): 1, " }
    yaml += "}\nb:\n"
    for _ in 0..<2000 { yaml += "- {<<: *a}\n" }
    #expect(error(yaml)?.contains("merge keys copy more than") == true)
  }

  @Test("Deep nesting is refused", arguments: ["[", "{a: ", "- ", "? "])
  func deepNesting(opening: String) {
    for depth in [40, 900, 100_000] {
      #expect(error(String(repeating: opening, count: depth)) != nil)
    }
    let closed = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
    #expect(error(closed)?.contains("nested more than 32 levels") == true)
  }

  @Test("Every key that is written twice is said")
  func duplicateKeys() {
    let message = error("a: 1\nb: 2\na: 3\nb: 4\nc: {d: 1, \"d\": 2}\n")
    #expect(message?.contains("'a' is written more than once") == true)
    #expect(message?.contains("'b' is written more than once") == true)
    #expect(message?.contains("'d' is written more than once") == true)
  }

  @Test("An empty file, one of comments and one of several documents are said to be that")
  func odd() {
    #expect(error("") == "f: the file is empty.")
    #expect(error("# nothing\n") == "f: the file is empty.")
    #expect(error("a: 1\n---\nb: 2\n")?.contains("but found another document") == true)
    let message = error("a: [1")
    #expect(message?.hasPrefix("f:2:1: this is not valid YAML:") == true, "\(message ?? "")")
  }

  @Test("Bytes that are no text are refused with the place of the first")
  func noText() {
    #expect(
      ScenarioExample.faults(bytes: [0x61, 0x3A, 0x0A, 0xFF])
        == ["2:1: the file is not UTF-8 text: it has a byte here that no text has."])
    #expect(
      ScenarioExample.faults(bytes: [0x61, 0x3A, 0x00])
        == [
          "1:3: the file has the character U+0000 here, which no scenario has. Is it a text file?"
        ])
    #expect(ScenarioExample.faults(bytes: []) == [" the file is empty."])
  }

  @Test("Ten megabytes of random bytes are refused at once")
  func randomBytes() {
    var state: UInt64 = 1
    let bytes = (0..<10_000_000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
    let clock = ContinuousClock()
    let start = clock.now
    #expect(ScenarioExample.faults(bytes: bytes).count == 1)
    #expect(ScenarioExample.faults(bytes: Array(bytes.prefix(4_000_000))).count == 1)
    #expect(clock.now - start < .seconds(2))
  }

  @Test("Four megabytes of characters that mean something to YAML end soon", arguments: 0..<6)
  func indicators(seed: Int) {
    let alphabets = ["[]", "{}:,", "- ", "a: \n", "&*a ", "\"'\n|>"]
    let letters = Array(alphabets[seed].utf8)
    var state = UInt64(seed) + 1
    let bytes = (0..<4_000_000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return letters[Int(state >> 33) % letters.count]
    }
    let clock = ContinuousClock()
    let start = clock.now
    #expect(!ScenarioExample.faults(bytes: bytes).isEmpty)
    #expect(clock.now - start < .seconds(10))
  }
}
