import TestSupport
import Testing

struct BadNetworkTests {
  static func network(
    _ name: String, _ old: String, _ new: String, place: String? = nil, says: String...
  ) -> BadInput {
    var network = Village.network
    if let range = network.firstRange(of: old) {
      network.replaceSubrange(range, with: new)
    } else {
      network = "there is no '\(old)'"
    }
    return BadInput(
      name: name, network: network, file: "feeder.json", place: place, says: says)
  }

  static let cases: [BadInput] = [
    network(
      "an island", "\"lane\", \"from\": \"1\", \"to\": \"2\", \"in_service\": true",
      "\"lane\", \"from\": \"1\", \"to\": \"2\", \"in_service\": false", says: "'2'"),
    network(
      "a line to a bus that does not exist", "\"to\": \"2\"", "\"to\": \"3\"", says: "'3'"),
    network("a bus twice", "{\"id\": \"2\"", "{\"id\": \"1\"", says: "'1'"),
    network("no source", "\"sources\": [", "\"sourcez\": [", says: "sources"),
    network("a text for a number", "\"r_ohm\": 0.1", "\"r_ohm\": \"0.1\"", says: "r_ohm"),
    network("no voltage", "\"base_kv\": 0.4", "\"base_kv\": 0", says: "base_kv"),
    network("a brace too many", "\"gens\": []}", "\"gens\": []}}", place: "11:60"),
    network("a number without end", "\"r_ohm\": 0.1", "\"r_ohm\": 1e999", says: "r_ohm"),
    network("another schema", "mgsim-pf-case/1", "mgsim-pf-case/9", says: "mgsim-pf-case"),
  ]

  @Test("What is wrong in a network is said with the name of the file", arguments: cases)
  func badNetwork(bad: BadInput) throws { try bad.expectRefusal() }

  /// A load that no feeder can carry, in the middle of the day only.
  private var overloaded: String {
    Village.changed("profile: day/load\n      power: 5 kW", "profile: day/sun\n      power: 3 MW")
  }

  @Test("A load beyond voltage collapse stops the run with 1, and where and what to do is said")
  func collapse() throws {
    let study = try Study(overloaded)
    #expect(try study.program("validate", Study.scenario).code == 0)
    let outcome = try study.program("run", Study.scenario)
    #expect(outcome.code == 1)
    #expect(outcome.output == "")
    // The sun rises with row 32.
    for text in ["interval 32", "2016-01-01T08:00", "'2'", "whenNotConverged: continue"] {
      #expect(outcome.errors.contains(text), "\(outcome.errors)")
    }
    #expect(study.outputs == [])
  }

  @Test("Where the scenario allows it the run goes on and such intervals are counted and shown")
  func goesOn() throws {
    let study = try Study(overloaded)
    let allow = ["--set", "network.whenNotConverged=continue"]
    let text = try study.program("run", Study.scenario, allow[0], allow[1])
    #expect(text.code == 0)
    // 32 intervals, and one flow more where a battery reached a limit within an interval.
    #expect(text.output.contains("33 power flows did not converge"))
    let json = try study.program(
      "run", Study.scenario, allow[0], allow[1], "--force", "--format", "json")
    let runs = try #require(try parse(json.output) as? [[String: Any]])
    #expect(runs.first?["powerFlowsNotConverged"] as? Int == 33)
    let shown = try study.program("show", "village.h5", "--check")
    #expect(shown.code == 0)
    #expect(shown.output.contains("32 intervals without a solution"))
    let figures = try indicators(of: study.program("show", "village.h5", "--format", "json").output)
    #expect(figures["unsolved_time"] == 8)
    // What is not known of the grid's side shall not be taken for energy that was not needed.
    #expect((figures["load_energy"] ?? 0) > 16_000)
    #expect(!(figures["self_sufficiency"] ?? 1 > 0.9))
  }

  @Test(
    "The file marks the intervals without a solution",
    .enabled(if: Python.path != nil, "there is no Python with the packages; run make test"))
  func isSolved() throws {
    let study = try Study(overloaded)
    _ = try study.program(
      "run", Study.scenario, "--set", "network.whenNotConverged=continue", "--quiet")
    let read = try Python.run(
      source: """
        import h5py, numpy, sys
        file = h5py.File(sys.argv[1])
        solved = file["is_solved"][:]
        print("".join(map(str, solved)))
        print(numpy.isnan(file["bus_voltage"][:]).any(axis=1).tolist() == (solved == 0).tolist())
        """, [study.output("village.h5")])
    let marks = String(repeating: "1", count: 32) + String(repeating: "0", count: 32)
    #expect(read.output == marks + String(repeating: "1", count: 32) + "\nTrue\n")
  }
}
