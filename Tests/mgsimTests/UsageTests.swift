import TestSupport
import Testing

struct UsageTests {
  static let wrong: [[String]] = [
    ["run"], ["run", "--force"], ["run", "a.yaml", "--frce"], ["run", "a.yaml", "-x"],
    ["run", "a.yaml", "-o"], ["run", "a.yaml", "--output"], ["run", "a.yaml", "--set"],
    ["run", "a.yaml", "--threads", "0"], ["run", "a.yaml", "--threads", "-1"],
    ["run", "a.yaml", "--threads", "two"], ["run", "a.yaml", "--threads", "99999999999999999999"],
    ["run", "a.yaml", "--compression", "0"], ["run", "a.yaml", "--compression", "13"],
    ["run", "a.yaml", "--format", "xml"], ["run", "a.yaml", "--log-level", "loud"],
    ["run", "a.yaml", "-o", "a.h5", "-o"], ["validate"], ["validate", "a.yaml", "--threads", "2"],
    ["show"], ["show", "a.h5", "b.h5"], ["show", "--check"], ["schema", "a"],
    ["schema", "--force"],
    ["simulate"], ["--frce"], ["--generate-completion-script", "tcsh"],
  ]

  @Test("Wrong usage ends with 2 and says how to go on", arguments: wrong)
  func wrongUsage(arguments: [String]) throws {
    let study = try Study()
    let outcome = try Program.run(arguments, in: study.outputFolder)
    #expect(outcome.code == 2)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains("Error: ") && outcome.errors.contains("mgsim"))
    #expect(study.outputs == [])
  }

  @Test("A misspelt option is answered with the right one")
  func suggestion() throws {
    let outcome = try Program.run(["run", "a.yaml", "--thread", "2"])
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("Did you mean '--threads'?"))
  }

  @Test(
    "An override that is none is refused",
    arguments: [
      "", "=", "=3", "seed", "a b=c", "members[=1", "members[-1].bus=1",
      "members[99999999999999999999].bus=1", "[0]=1", ".=1", "seed.x=1", "members=", "time=[",
      "time={a: &a [*a]}",
    ])
  func badOverride(text: String) throws {
    let study = try Study()
    let outcome = try study.program("run", Study.scenario, "--set", text)
    #expect(outcome.code == 2)
    #expect(outcome.output == "")
    #expect(!outcome.errors.isEmpty)
    #expect(study.outputs == [])
  }
}
