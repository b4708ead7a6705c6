import Foundation
import TestSupport
import Testing

struct RunTests {
  @Test("A run ends with 0, writes its file and prints what it came to")
  func run() throws {
    let study = try Study()
    let outcome = try study.program("run", Study.scenario, "-o", "day.h5")
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    #expect(outcome.output.hasPrefix("A village for a day\n96 intervals, 4 members, "))
    #expect(outcome.output.contains("\n  self_sufficiency "))
    #expect(outcome.output.hasSuffix("\nWrote 'day.h5'.\n"))
    #expect(study.outputs == ["day.h5", "day.run.json"])
  }

  @Test("A quiet run prints nothing")
  func quiet() throws {
    let study = try Study()
    let outcome = try study.program("run", Study.scenario, "--quiet")
    #expect(outcome.code == 0)
    #expect(outcome.output + outcome.errors == "")
    #expect(study.outputs.contains("village.h5"))
  }

  @Test("Without -o the file is named after the scenario and lies in the current folder")
  func defaultName() throws {
    let study = try Study()
    let outcome = try study.program("run", Study.scenario)
    #expect(outcome.code == 0)
    #expect(outcome.output.hasSuffix("\nWrote 'village.h5'.\n"))
    #expect(study.outputs == ["village.h5", "village.run.json"])
  }

  @Test("JSON is valid, its keys are sorted, and nothing stands around it")
  func json() throws {
    let study = try Study()
    let outcome = try study.program("run", Study.scenario, "--format", "json")
    #expect(outcome.code == 0)
    let runs = try #require(try parse(outcome.output) as? [[String: Any]])
    #expect(runs.count == 1)
    #expect(runs.first?["intervals"] as? Int == 96)
    #expect(runs.first?["members"] as? Int == 4)
    #expect(runs.first?["output"] as? String == "village.h5")
    #expect(runs.first?["powerFlowsNotConverged"] as? Int == 0)
    #expect(try unsortedKeys(of: outcome.output) == [])
  }

  @Test("Several scenarios run in one call and write into the folder that -o names")
  func several() throws {
    let study = try Study()
    for number in 1...3 {
      try study.add("village-\(number).yaml", Village.changed("seed: 7", "seed: \(number)"))
    }
    try FileManager.default.createDirectory(
      atPath: study.output("results"), withIntermediateDirectories: false)
    let scenarios = (1...3).map { "../input/village-\($0).yaml" }
    let outcome = try study.program(
      "run", scenarios[0], scenarios[1], scenarios[2], "-o", "results", "--threads", "2")
    #expect(outcome.code == 0)
    let wrote = outcome.output.split(separator: "\n").filter { $0.hasPrefix("Wrote") }
    #expect(wrote == (1...3).map { "Wrote 'results/village-\($0).h5'." })
    let names = try FileManager.default.contentsOfDirectory(atPath: study.output("results"))
    #expect(names.filter { $0.hasSuffix(".h5") }.sorted() == (1...3).map { "village-\($0).h5" })
    // Runs beside one another are the runs alone.
    #expect(try study.program("run", scenarios[1], "-o", "alone.h5").code == 0)
    #expect(
      try bytes(of: study.output("alone.h5")) == bytes(of: study.output("results/village-2.h5")))
  }

  @Test("Of several scenarios the good ones are run when one is bad, and the exit code says so")
  func oneOfSeveralIsBad() throws {
    let study = try Study()
    try study.add("bad.yaml", Village.changed("seed: 7", "sed: 7"))
    let outcome = try study.program("run", Study.scenario, "../input/bad.yaml")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("bad.yaml:3:1: unknown key 'sed'"))
    #expect(study.outputs == ["village.h5", "village.run.json"])
  }

  @Test("Two scenarios of the same name are refused, as they would write one file")
  func sameName() throws {
    let study = try Study()
    let outcome = try study.program("run", Study.scenario, Study.scenario)
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("two scenarios would both write 'village.h5'"))
    #expect(study.outputs == [])
  }

  @Test("A value is replaced from the command line, and the file says so")
  func override() throws {
    let study = try Study()
    let replaced = ["seed=11", "members[0].battery.capacity=12 kWh"]
    let outcome = try study.program(
      "run", Study.scenario, "--set", replaced[0], "--set", replaced[1])
    #expect(outcome.code == 0)
    let shown = try study.program("show", "village.h5", "--format", "json")
    let attributes = try attributes(of: shown.output)
    #expect(attributes["mgsim_seed"] == "11")
    // The same as written in the file itself, but for the text and what is named after it.
    let edited = Village.changed("seed: 7", "seed: 11")
      .replacing("capacity: 10 kWh", with: "capacity: 12 kWh")
    try study.add("edited.yaml", edited)
    #expect(try study.program("run", "../input/edited.yaml").code == 0)
    let ofEdited = try study.program("show", "edited.h5", "--format", "json")
    #expect(try indicators(of: ofEdited.output) == indicators(of: shown.output))
  }

  @Test("Every level of compression gives the same numbers", arguments: ["1", "9", "12"])
  func compression(level: String) throws {
    let study = try Study()
    #expect(try study.program("run", Study.scenario, "-o", "a.h5").code == 0)
    let other = try study.program("run", Study.scenario, "-o", "b.h5", "--compression", level)
    try #require(other.code == 0, "\(other.errors)")
    let shown = try ["a.h5", "b.h5"].map {
      try indicators(of: study.program("show", $0, "--format", "json").output)
    }
    #expect(shown[0] == shown[1])
  }

  @Test("A log tells on standard error what was read and written")
  func log() throws {
    let study = try Study()
    let outcome = try study.program("run", Study.scenario, "--quiet", "--log-level", "info")
    #expect(outcome.code == 0)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains("read ../input/village.yaml: 4 members"))
    #expect(outcome.errors.contains("wrote village.h5"))
  }

  @Test("Nothing of a terminal is printed where there is none")
  func noTerminal() throws {
    let study = try Study()
    let outcome = try study.program("run", Study.scenario)
    #expect(!(outcome.output + outcome.errors).contains("\u{1B}"))
    #expect(!(outcome.output + outcome.errors).contains("\r"))
  }
}
