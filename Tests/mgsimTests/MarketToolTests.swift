import Foundation
import TestSupport
import Testing

/// `mgsim market`, as a user starts it.
struct MarketToolTests {
  private static let book = """
    {"about": "a published order book",
     "bids": [{"id": "B1", "kwh": 10, "price": 0.3}, {"id": "B2", "kwh": 5, "price": 0.25},
              {"id": "B3", "kwh": 8, "price": 0.2}, {"id": "B4", "kwh": 4, "price": 0.12}],
     "asks": [{"id": "S1", "kwh": 6, "price": 0.08}, {"id": "S2", "kwh": 6, "price": 0.14},
              {"id": "S3", "kwh": 8, "price": 0.18}, {"id": "S4", "kwh": 10, "price": 0.26}]}
    """

  private func study(_ book: String = book) throws -> Study {
    let study = try Study()
    try study.add("book.json", book)
    return study
  }

  @Test("Help says what it said", arguments: ["", "clear", "list", "power", "session"])
  func help(command: String) throws {
    let words = ["market"] + (command.isEmpty ? [] : [command]) + ["--help"]
    let outcome = try Program.run(words, environment: ["COLUMNS": "80"])
    #expect(outcome.code == 0 && outcome.errors == "")
    let name = command.isEmpty ? "help-market.txt" : "help-market-\(command).txt"
    try expectGolden(outcome.output, named: name)
  }

  @Test("The published book clears to 20 kWh at 0.20, in text as in the golden file")
  func clear() throws {
    let study = try study()
    let outcome = try study.program(
      "market", "clear", "../input/book.json", "--design", "uniform-price-double-auction")
    #expect(outcome.code == 0, "\(outcome.errors)")
    try expectGolden(outcome.output, named: "market-clear.txt")
    #expect(study.outputs == [])
  }

  @Test("In JSON, keys are sorted, numbers exact, and standard input is the same as a file")
  func json() throws {
    let study = try study()
    let arguments = [
      "--design", "uniform-price-double-auction", "--set", "k=0.3", "--interval", "4",
      "--format", "json",
    ]
    let file = try Program.run(
      ["market", "clear", "../input/book.json"] + arguments, in: study.outputFolder)
    #expect(file.code == 0, "\(file.errors)")
    let report = try #require(try parse(file.output) as? [String: Any])
    #expect(report["volume"] as? Double == 20 && report["price"] as? Double == 0.2)
    #expect(report["welfare"] as? Double == 2.49 && report["lostWelfare"] as? Double == 0)
    #expect(report["interval"] as? Int == 4)
    #expect((report["trades"] as? [Any])?.count == 5)
    #expect(try unsortedKeys(of: file.output) == [])
    let shell = try ChildProcess(
      "/bin/sh",
      [
        "-c",
        "\(Program.path) market clear - \(arguments.joined(separator: " ")) < ../input/book.json",
      ], in: study.outputFolder
    ).outcome()
    #expect(shell.output == file.output)
  }

  @Test("Every design that is listed clears the book or says what the book lacks")
  func everyDesign() throws {
    let study = try study()
    let list = try study.program("market", "list", "--format", "json")
    let designs = try #require((try parse(list.output) as? [String: Any])?["designs"] as? [Any])
    let names = designs.compactMap { ($0 as? [String: Any])?["name"] as? String }
    #expect(names.contains("none") && names.contains("uniform-price-double-auction"))
    for name in names {
      let outcome = try study.program(
        "market", "clear", "../input/book.json", "--design", name, "--format", "json")
      #expect(outcome.signal == nil, "\(name)")
      if outcome.code == 0 {
        let report = try parse(outcome.output) as? [String: Any]
        #expect(report?["greatestWelfare"] as? Double == 2.49, "\(name)")
      } else {
        #expect(outcome.code == 2 && outcome.errors.contains("the design '\(name)' needs"))
      }
    }
    let text = try study.program("market", "list")
    #expect(text.output.split(separator: "\n").count == names.count)
  }

  @Test(
    "What is wrong is one sentence and exit code 2",
    arguments: [
      (
        ["clear", "../input/book.json", "--design", "uniform-prise-double-auction"],
        "Did you mean 'uniform-price-double-auction'?"
      ),
      (["clear", "nowhere.json", "--design", "none"], "nowhere.json"),
      (["clear", "../input/day.csv", "--design", "none"], "../input/day.csv:1:"),
      (
        ["clear", "../input/book.json", "--design", "none", "--set", "k=1"], "has no parameter 'k'"
      ),
      (
        [
          "clear", "../input/book.json", "--design", "uniform-price-double-auction", "--set", "k=2",
        ],
        "must be at most 1"
      ),
      (["clear", "../input/book.json"], "--design"),
      (["clear", "../input/book.json", "--design", "none", "--seed", "-1"], "--seed"),
      (["power", "../input/book.json", "--design", "none", "--samples", "0"], "--samples"),
      (["session", "--mix", "zero-inteligence"], "Did you mean 'zero-intelligence'?"),
      (["session", "--mix", "truthful:0"], "the weight of 'truthful'"),
      (["session", "--mix", ""], "can't read the mix"),
      (["session", "--schedule", "smith-chart-2"], "Did you mean 'smith-chart-1'?"),
      (["session", "--schedule", "../input/book.json"], "unknown key 'bids' in the schedule."),
      (["session", "--protocol", "open-outcri"], "Did you mean 'open-outcry'?"),
      (["session", "--design", "none"], "--protocol call-market only"),
      (["session", "--days", "0"], "--days"),
    ])
  func refusals(arguments: [String], word: String) throws {
    let study = try study()
    let outcome = try Program.run(["market"] + arguments, in: study.outputFolder)
    #expect(outcome.code == 2, "\(outcome.errors)")
    #expect(outcome.errors.contains(word), "\(outcome.errors)")
    #expect(outcome.output == "")
  }

  @Test("Slopes are refused by a design that would pass them over")
  func slopes() throws {
    let study = try study(
      "{\"bids\": [{\"id\": \"b\", \"kwh\": 1, \"price\": 1, \"slope\": 0.1}], \"asks\": []}")
    let outcome = try study.program(
      "market", "clear", "../input/book.json", "--design", "uniform-price-double-auction")
    #expect(outcome.code == 2 && outcome.errors.contains("has no use for 'slope'"))
  }

  @Test("Market power is told of each trader, and its gains sum to the welfare")
  func power() throws {
    let study = try study()
    let outcome = try study.program(
      "market", "power", "../input/book.json", "--design", "uniform-price-double-auction",
      "--format", "json")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let report = try #require(try parse(outcome.output) as? [String: Any])
    #expect(report["core"] as? String == "inside")
    let traders = try #require(report["traders"] as? [[String: Any]])
    #expect(traders.count == 8)
    for key in ["gain", "shapleyValue"] {
      let sum = traders.compactMap { $0[key] as? Double }.reduce(0, +)
      #expect(abs(sum - 2.49) < 1e-9, "\(key)")
    }
    // Without S3 the others offer 22 kWh to 27 that are asked for.
    let third = traders.first { $0["trader"] as? String == "S3" }
    #expect(abs((third?["residualSupplyIndex"] as? Double ?? 0) - 22.0 / 27) < 1e-12)
  }

  @Test("Sessions are told day by day, and the same seed tells the same")
  func session() throws {
    let study = try study()
    let arguments = [
      "market", "session", "--schedule", "smith-chart-1", "--mix", "zero-intelligence", "--days",
      "2", "--sessions", "300", "--seed", "3", "--format", "json",
    ]
    let first = try Program.run(arguments, in: study.outputFolder)
    #expect(first.code == 0, "\(first.errors)")
    #expect(first.output == (try Program.run(arguments, in: study.outputFolder)).output)
    let report = try #require(try parse(first.output) as? [String: Any])
    let days = try #require(report["days"] as? [[String: Any]])
    #expect(days.count == 2)
    for day in days {
      let efficiency = try #require(day["efficiency"] as? [String: Any])
      let mean = try #require(efficiency["mean"] as? Double)
      // 96.3 % is our own independent figure; 300 sessions have a standard error near 0.26.
      #expect(abs(mean - 96.3) < 1.3)
      #expect(day["alpha"] is [String: Any] && day["profitDispersion"] is [String: Any])
    }
    let text = try study.program(
      "market", "session", "--mix", "truthful:2,zero-intelligence:1", "--protocol", "call-market",
      "--design", "uniform-price-double-auction", "--set", "k=0", "--days", "1", "--sessions", "5")
    #expect(text.code == 0, "\(text.errors)")
    #expect(text.output.contains("equilibrium: price 200, quantity 6"))
    #expect(text.output.contains("truthful profit %"))
  }

  @Test("A schedule of one's own is read from a file or from standard input")
  func scheduleFile() throws {
    let study = try study()
    try study.add("schedule.json", "{\"values\": [[9, 7], 5], \"costs\": [2, [3, 8]]}")
    let outcome = try study.program(
      "market", "session", "--schedule", "../input/schedule.json", "--mix", "truthful",
      "--protocol", "call-market", "--days", "1", "--sessions", "1", "--format", "json")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let report = try #require(try parse(outcome.output) as? [String: Any])
    let equilibrium = report["equilibrium"] as? [String: Any]
    // Values 9, 7, 5 meet costs 2, 3, 8: two units, worth 16 and costing 5.
    #expect(equilibrium?["quantity"] as? Int == 2 && equilibrium?["surplus"] as? Int == 11)
    let day = (report["days"] as? [[String: Any]])?.first
    #expect((day?["efficiency"] as? [String: Any])?["mean"] as? Double == 100)
  }
}
