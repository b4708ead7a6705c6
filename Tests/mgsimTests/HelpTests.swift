import Foundation
import TestSupport
import Testing

struct HelpTests {
  @Test(
    "Help says what it said",
    arguments: [
      "", "run", "validate", "schema", "show", "audit", "contract", "powerflow", "network",
      "hosting-capacity", "bill", "fairness", "invest", "import",
      "init", "compare", "sweep", "sweep plan", "sweep run", "sweep status", "sweep submit",
      "sweep collect",
    ])
  func help(command: String) throws {
    // The default of --threads is that of the machine.
    let outcome = try Program.run(
      command.split(separator: " ").map(String.init) + ["--help"], environment: ["COLUMNS": "80"])
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    let text = outcome.output.replacing(/(depend on it\. \(default: )\d+/) {
      $0.output.1 + "…"
    }
    let name = command.replacing(" ", with: "-")
    try expectGolden(text, named: name.isEmpty ? "help.txt" : "help-\(name).txt")
  }

  @Test("Help on a command can be asked for in two ways", arguments: ["run", "show"])
  func helpCommand(command: String) throws {
    let asked = try Program.run(["help", command])
    #expect(asked.code == 0)
    #expect(asked.output == (try Program.run([command, "--help"])).output)
  }

  @Test("The version is three numbers")
  func version() throws {
    let outcome = try Program.run(["--version"])
    #expect(outcome.code == 0)
    #expect(outcome.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }

  @Test("Shells get completions that name every command", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let outcome = try Program.run(["--generate-completion-script", shell])
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    for word in ["run", "validate", "schema", "show", "powerflow", "threads"] {
      #expect(outcome.output.contains(word))
    }
  }

  @Test("The schema that the program prints is the one that editors read")
  func schema() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let outcome = try Program.run(["schema"])
    #expect(outcome.code == 0)
    _ = try parse(outcome.output)
    let shipped = try bytes(of: root.path() + "scenarios/scenario.schema.json")
    let isShipped = outcome.output == String(decoding: shipped, as: UTF8.self)
    #expect(isShipped, "make schema writes it anew")
  }
}
