import TestSupport
import Testing

struct ValidateTests {
  @Test("A good scenario is valid, and nothing is written")
  func valid() throws {
    let study = try Study()
    let outcome = try study.program("validate", Study.scenario)
    #expect(outcome.code == 0)
    #expect(outcome.output == "../input/village.yaml: valid.\n")
    #expect(outcome.errors == "")
    #expect(study.outputs == [])
  }

  @Test("Every error of a file is reported, each with its place, not only the first")
  func everyError() throws {
    let yaml = Village.changed("seed: 7", "sed: 7")
      .replacing("capacity: 10 kWh", with: "capacity: -10 kWh")
      .replacing("power: 5 kW\n", with: "power: 5 kWh\n")
    let study = try Study(yaml)
    let outcome = try study.program("validate", Study.scenario)
    #expect(outcome.code == 2)
    #expect(outcome.output == "")
    let errors = outcome.errors.split(separator: "\n")
    #expect(errors.count == 3)
    #expect(!outcome.errors.hasSuffix("\n\n"))
    for text in ["sed: 7", "-10 kWh", "5 kWh"] {
      let place = try #require(placed(text, in: yaml))
      #expect(errors.contains { $0.hasPrefix("../input/village.yaml:\(place): ") }, "\(errors)")
    }
  }

  @Test("JSON lists each file with its errors")
  func json() throws {
    let study = try Study()
    try study.add("bad.yaml", Village.changed("seed: 7", "sed: 7"))
    let outcome = try study.program(
      "validate", Study.scenario, "../input/bad.yaml", "--format", "json")
    #expect(outcome.code == 2)
    #expect(outcome.errors == "")
    let files = try #require(try parse(outcome.output) as? [[String: Any]])
    #expect(files.map { $0["valid"] as? Bool } == [true, false])
    #expect((files.last?["errors"] as? [String])?.count == 1)
    #expect(try unsortedKeys(of: outcome.output) == [])
  }

  @Test("An overridden value is validated as if it stood in the file")
  func overrides() throws {
    let study = try Study()
    let good = try study.program("validate", Study.scenario, "--set", "market.k=0.3")
    #expect(good.code == 0)
    for (value, said) in [
      ("market.k=3", "'k'"), ("market.kk=0.3", "unknown key 'kk'"), ("market.k", "path=value"),
      ("members[9].bus=hill", "members[9].bus"),
    ] {
      let outcome = try study.program("validate", Study.scenario, "--set", value)
      #expect(outcome.code == 2)
      #expect(outcome.errors.contains(said), "\(outcome.errors)")
    }
  }
}

/// The line and column, counted from 1, at which a piece of text begins.
func placed(_ piece: String, in text: String) -> String? {
  guard let range = text.firstRange(of: piece) else { return nil }
  let before = text[..<range.lowerBound]
  let line = before.count { $0 == "\n" } + 1
  let column = before.reversed().prefix { $0 != "\n" }.count + 1
  return "\(line):\(column)"
}
