import Spelling
import Testing

struct NearestNameTests {
  static let known = ["capacity", "chargePower", "dischargePower"]

  @Test(
    "The advice is the nearest name, or all names when none is near",
    arguments: [
      ("capacty", "Did you mean 'capacity'?"), ("acpacity", "Did you mean 'capacity'?"),
      ("Chargepower", "Did you mean 'chargePower'?"),
      ("x", "Known: 'capacity', 'chargePower', 'dischargePower'."),
      ("", "Known: 'capacity', 'chargePower', 'dischargePower'."),
    ])
  func advised(name: String, sentence: String) {
    #expect(advice(for: name, among: Self.known) == sentence)
  }

  @Test("One letter is near no other letter, only to itself in another case")
  func singleLetters() {
    #expect(nearestName(to: "b", among: ["a", "c"]) == nil)
    #expect(nearestName(to: "b", among: ["a", "B"]) == "B")
  }

  @Test("Where there is nothing, and where there is much")
  func limits() {
    #expect(advice(for: "x", among: ["a", "b", "a", "b"]) == "Known: 'a', 'b'.")
    #expect(advice(for: "x", among: []) == "There is none.")
    let many = (1...30).map { "name \($0)" }
    #expect(advice(for: "other", among: many).hasSuffix("'name 20' and 10 more."))
    #expect(nearestName(to: String(repeating: "x", count: 65), among: many) == nil)
  }

  @Test("Names are shown on one line, and not longer than a line bears")
  func shownNames() {
    #expect(advice(for: "x", among: ["a\nb"]) == "Known: 'a\u{FFFD}b'.")
    let long = String(repeating: "y", count: 61)
    #expect(advice(for: "x", among: [long]) == "Known: '\(long.dropLast())…'.")
  }

  @Test("Changes are counted with exchanged neighbours as one")
  func changeCounts() {
    #expect(changes(from: Array("abcd".utf8), to: Array("acbd".utf8)) == 1)
    #expect(changes(from: Array("kitten".utf8), to: Array("sitting".utf8)) == 3)
    #expect(changes(from: [], to: Array("abc".utf8)) == 3)
  }
}
