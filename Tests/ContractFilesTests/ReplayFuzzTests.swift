import ContractFiles
import TestSupport
import Testing

/// Whatever the bytes are, the end is a report or an error.
struct ReplayFuzzTests {
  @Test("Changed files never trap, and the invariants hold in those that are still valid")
  func mutations() {
    let originals = (4...24).map { count in
      Array(vector(Array(Walkthrough.steps.prefix(count)), config: Walkthrough.config).utf8)
    }
    var random = TestGenerator(seed: 4)
    var accepted = 0
    for _ in 0..<Self.count(10_000) {
      var bytes = originals[Int.random(in: 0..<originals.count, using: &random)]
      for _ in 0..<Int.random(in: 1...2, using: &random) { mutate(&bytes, &random) }
      guard let report = report(bytes) else { continue }
      accepted += 1
      #expect(!report.vectors.flatMap(\.failures).contains { $0.subject.hasPrefix("invariant") })
    }
    #expect(accepted > Self.count(400))
  }

  @Test("Every beginning of a file is refused")
  func truncations() {
    let text = vector(Array(Walkthrough.steps.prefix(12)), config: Walkthrough.config)
    let bytes = Array(text.utf8)
    for end in 0..<bytes.count { #expect(report(Array(bytes[..<end])) == nil) }
    #expect(report(bytes) != nil)
  }

  @Test(
    "Changed files of the specification never trap",
    .enabled(if: SharedFiles.hasVectors, "the vectors lie outside of the package"))
  func changedVectors() throws {
    let original = try SharedFiles.vectorBytes()
    var random = TestGenerator(seed: 5)
    for _ in 0..<Self.count(200) {
      var bytes = original
      for _ in 0..<2 { mutate(&bytes, &random) }
      _ = report(bytes)
    }
  }

  @Test("Nesting without end, huge numbers and noise are refused")
  func monsters() {
    for opening in ["[", "{\"vectors\":", "{\"id\":", "[{\"steps\":["] {
      #expect(report(Array(String(repeating: opening, count: 200_000).utf8)) == nil)
    }
    let digits = String(repeating: "9", count: 100_000)
    for number in [digits, "-" + digits, "1e" + digits, "0.\(digits)e\(digits)", "1e-" + digits] {
      #expect(report(Array(vector("{\"t\": \(number), \"op\": \"check\"}").utf8)) == nil)
    }
    var random = TestGenerator(seed: 6)
    for _ in 0..<2000 {
      #expect(report(random.bytes(Int.random(in: 0...200, using: &random))) == nil)
    }
  }

  @Test("Random calls with extreme numbers leave the invariants whole")
  func randomCalls() throws {
    var operating = 0
    for seed in 0..<Self.count(60) {
      var random = TestGenerator(seed: seed)
      var time: Int64 = 132
      // Calls at random seldom agree on a plant: some part of a life is there before.
      let count = Int.random(in: 4...40, using: &random)
      var steps = Array(Walkthrough.steps.prefix(count))
      for _ in 0..<400 {
        time += Int64.random(in: 0...2, using: &random)
        steps.append(randomStep(at: time, &random))
      }
      let config = Walkthrough.config.dropLast() + #", "maxPlantW": 9223372036854775807}"#
      let report = try replay(vector(steps, config: String(config)), keepsStates: true)
      #expect(report.vectors[0].failures.map(\.description) == [], "seed \(seed)")
      guard case .list(let plants) = report.vectors[0].state?["plants"] else { continue }
      operating += plants.count { $0["hasStarted"] == .boolean(true) }
    }
    #expect(operating >= Self.count(60) / 2)
  }

  private func report(_ bytes: [UInt8]) -> ReplayReport? {
    (try? ReplayFile.read(bytes, named: "fuzz"))?.run(keepsStates: true)
  }

  private func randomStep(at time: Int64, _ random: inout TestGenerator) -> String {
    let number = { (random: inout TestGenerator) -> Int64 in
      Bool.random(using: &random) ? random.nextInteger() : Int64.random(in: 0...500, using: &random)
    }
    let pick = { (words: [String], random: inout TestGenerator) -> String in
      words[Int.random(in: 0..<words.count, using: &random)]
    }
    let people = ["A", "B", "C", "D", "X"]
    let caller = Bool.random(using: &random) ? "A" : pick(people, &random)
    // About as many referendums are opened as there are tens of seconds.
    let recent = Int(time / 10) - 9 + Int.random(in: -3...9, using: &random)
    let ref = "\"ref\": \"R\(recent)\""
    let plant = "\"plant\": \"P\(Int.random(in: 1...4, using: &random))\""
    let utility = "\"utility\": \"\(pick(["LIGHT", "ENEL"], &random))\""
    let member = "\"member\": \"\(pick(people, &random))\""
    let (first, second) = (number(&random), number(&random))
    let call: (name: String, arguments: String) =
      switch Int.random(in: 0..<61, using: &random) {
      case 0..<4: ("admission", "\"fullName\": \"x\", \(utility)")
      case 4..<8: ("admissionResult", ref)
      case 8..<24: ("vote", "\(ref), \"answer\": \(first % 4 != 0)")
      case 24..<27:
        (
          "powerUp",
          "\"capacityW\": \(first), \"cost\": \(first % 3 == 0 ? second : 200), \(utility), \"timeToMarket\": 2"
        )
      case 27..<34: ("powerUpResult", ref)
      case 34..<42: ("powerUpResult", plant)
      case 42..<50: ("bid", "\(plant), \"amount\": \(first % 4 == 0 ? second : 100)")
      case 50: ("changeBid", "\(plant), \"amount\": \(first)")
      case 51..<54: ("changeResult", ref)
      case 54:
        (
          "changeRegister",
          "\(member), \"field\": \"\(pick(["quota", "tokens"], &random))\", \"value\": \(first)"
        )
      case 55: ("deleteMember", member)
      case 56: ("changeUtility", "\(plant), \"name\": \"\(pick(["LIGHT", "ENEL"], &random))\"")
      case 57: ("deletePlant", plant)
      default: ("trade", "\"to\": \"B\", \"quotaW\": \(first), \"tokens_mSEB\": \(second)")
      }
    return
      "{\"t\": \(time), \"op\": \"\(call.name)\", \"caller\": \"\(caller)\", "
      + "\"witness\": [\"\(caller)\", \"B\"], \"args\": {\(call.arguments)}}"
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout TestGenerator) {
    let index = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.remove(at: index)
    case 2: bytes.insert(UInt8.random(in: 32...126, using: &random), at: index)
    case 3: bytes.removeSubrange(index..<min(index + 20, bytes.count))
    case 4:
      let from = Int.random(in: 0..<bytes.count, using: &random)
      bytes.insert(contentsOf: Array(bytes[from..<min(from + 30, bytes.count)]), at: index)
    case 5:
      // A whole step more keeps the file valid.
      let step = Walkthrough.steps[Int.random(in: 0..<Walkthrough.steps.count, using: &random)]
      if let line = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) {
        bytes.insert(contentsOf: Array("\n\(step),".utf8), at: line)
      }
    case 6:
      if let digit = bytes[index...].firstIndex(where: isDigit) {
        let end = bytes[digit...].firstIndex { !isDigit($0) } ?? digit
        bytes.replaceSubrange(digit..<end, with: Array("\(random.nextInteger())".utf8))
      }
    default:
      // Digits for digits keep the file valid and its values odd.
      if let digit = bytes[index...].firstIndex(where: isDigit) {
        bytes[digit] = UInt8.random(in: 48...57, using: &random)
      }
    }
    if bytes.isEmpty { bytes = [0] }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  /// A number of rounds; a tenth of it where nothing is optimised.
  private static func count(_ rounds: Int) -> Int {
    #if DEBUG
      rounds / 10
    #else
      rounds
    #endif
  }
}
