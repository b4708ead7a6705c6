import Foundation
import TestSupport
import Testing

/// `mgsim powerflow`, `network` and `hosting-capacity`, as a user starts them.
struct PowerFlowToolTests {
  static let solved = Village.network.replacing(
    "\"loads\": []",
    with: """
      "loads": [{"id": "house", "bus": "2", "p_kw": 20, "q_kvar": 5, "model": "P", "profile": "day"}]
      """)

  private func study() throws -> Study { try Study(network: Self.solved) }

  @Test("A power flow prints what matters, and everything as JSON")
  func once() throws {
    let study = try study()
    let text = try study.program("powerflow", "../input/feeder.json")
    #expect(text.code == 0, "\(text.errors)")
    #expect(text.output.contains("converged"))
    #expect(text.output.contains("total_loss_kw"))
    let json = try study.program("powerflow", "../input/feeder.json", "--format", "json")
    let report = try #require(try parse(json.output) as? [String: Any])
    #expect(report["converged"] as? Bool == true)
    #expect((report["buses"] as? [[String: Any]])?.count == 3)
  }

  @Test("A network comes from standard input, too")
  func standardInput() throws {
    let study = try study()
    let shell = try ChildProcess(
      "/bin/sh", ["-c", "\(Program.path) powerflow - < ../input/feeder.json"],
      in: study.outputFolder
    ).outcome()
    #expect(shell.code == 0)
    #expect(shell.output.contains("total_loss_kw"))
  }

  @Test("A table of loads is solved row by row, and its file is written whole")
  func series() throws {
    let study = try study()
    try study.add("loads.csv", "minute,day\n0,0.5\n1,1\n2,0\n")
    let json = try study.program(
      "powerflow", "../input/feeder.json", "--loads", "../input/loads.csv", "--format", "json")
    let report = try #require(try parse(json.output) as? [String: Any])
    let steps = try #require(report["steps"] as? [[String: Any]])
    #expect(steps.count == 3)
    let losses = steps.compactMap { $0["loss_kw"] as? Double }
    #expect(losses[1] > losses[0] && losses[0] > losses[2])
    let file = try study.program(
      "powerflow", "../input/feeder.json", "--loads", "../input/loads.csv", "--format", "h5", "-o",
      "a.h5", "--start", "2016-01-01T00:00:00Z", "--step", "1 min")
    #expect(file.code == 0, "\(file.errors)")
    #expect(study.outputs == ["a.h5"])
    let unstamped = try study.program(
      "powerflow", "../input/feeder.json", "--loads", "../input/loads.csv", "--format", "h5", "-o",
      "b.h5")
    #expect(unstamped.code == 2)
    #expect(unstamped.errors.contains("--start"))
  }

  @Test("A load beyond collapse is told with its worst bus, without numbers, and exit code 1")
  func collapse() throws {
    let study = try Study(network: Self.solved.replacing("\"p_kw\": 20", with: "\"p_kw\": 20000"))
    let outcome = try study.program("powerflow", "../input/feeder.json", "--format", "json")
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("did not converge"))
    #expect(outcome.errors.contains("'2'"))
    #expect(outcome.output.contains("\"vm_pu\": null"))
  }

  @Test("A network is converted to itself, checked and drawn")
  func network() throws {
    let study = try study()
    let convert = try study.program(
      "network", "convert", "../input/feeder.json", "-o", "again.json")
    #expect(convert.code == 0, "\(convert.errors)")
    let first = try study.program("powerflow", "../input/feeder.json", "--format", "json")
    let second = try study.program("powerflow", "again.json", "--format", "json")
    #expect(first.output == second.output)
    #expect(try study.program("network", "convert", "again.json", "-o", "again.json").code == 2)
    let check = try study.program("network", "check", "again.json")
    #expect(check.code == 0)
    #expect(check.output.contains("3 buses"))
    let show = try study.program("network", "show", "again.json")
    #expect(show.code == 0)
    #expect(show.output.contains("<svg"))
  }

  @Test(
    "What is wrong is one sentence and exit code 2",
    arguments: [
      (["powerflow", "nowhere.json"], "nowhere.json"),
      (["powerflow", "../input/day.csv"], "format"),
      (["powerflow", "../input/feeder.json", "--tolerance", "-1"], "--tolerance"),
      (["powerflow", "../input/feeder.json", "--solver", "magic"], "magic"),
      (["powerflow", "../input/feeder.json", "--compare"], "solution"),
      (["powerflow", "../input/feeder.json", "--loads", "../input/day.csv"], "day.csv"),
      (["powerflow", "../input/feeder.json", "--format", "h5"], "--output"),
      (["network", "check", "../input/village.yaml"], "village.yaml"),
      (["hosting-capacity", "../input/feeder.json", "--size", "-3"], "size"),
    ])
  func refusals(arguments: [String], word: String) throws {
    let study = try study()
    let outcome = try Program.run(arguments, in: study.outputFolder)
    #expect(outcome.code == 2, "\(outcome.errors)")
    #expect(outcome.errors.contains(word), "\(outcome.errors)")
    #expect(outcome.output == "")
  }

  @Test("Hosting capacity is the same for the same seed")
  func hostingCapacity() throws {
    let study = try study()
    let arguments = [
      "hosting-capacity", "../input/feeder.json", "--size", "50", "--format", "json",
    ]
    let first = try Program.run(arguments, in: study.outputFolder)
    let second = try Program.run(arguments, in: study.outputFolder)
    #expect(first.code == 0, "\(first.errors)")
    #expect(first.output == second.output)
    #expect(first.output.contains("hosting_capacity_kw"))
  }
}
