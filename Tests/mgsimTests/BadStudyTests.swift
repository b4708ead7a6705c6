import Foundation
import TestSupport
import Testing

/// What is wrong with a study is said before anything is touched.
struct BadStudyTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    var old: String
    var new: String
    var message: String

    var testDescription: String { new }
  }

  static let faults = [
    Fault(
      old: "path: market.kind", new: "path: market.kindd",
      message: "study.yaml:11:11: unknown key 'kindd' in 'market'. Did you mean 'market.kind'?"),
    Fault(
      old: "[none, uniform-price-double-auction]", new: "[]",
      message: "the factor 'market' has no values."),
    Fault(
      old: "[none, uniform-price-double-auction]", new: "[none, uniform-price-auction]",
      message: "Did you mean 'uniform-price-double-auction'?"),
    Fault(
      old: "[none, uniform-price-double-auction]", new: "[none, none]",
      message: "more than one value called 'none'"),
    Fault(
      old: "path: members.solar.battery.capacity", new: "path: market.kind",
      message: "the factors 'market' and 'battery' both set 'market.kind'"),
    Fault(
      old: "design: full-factorial", new: "design: full-factoriel",
      message: "Did you mean 'full-factorial'?"),
    Fault(
      old: "count: 5", new: "count: 0",
      message: "'count' in 'replications' must be at least 1, but is '0'."),
    Fault(
      old: "base: scenario.yaml", new: "base: scenarios.yaml",
      message: "can't read the base scenario 'scenarios.yaml': there is no such file"),
    Fault(
      old: "count: 5, firstSeed: 1}", new: "count: 5, firstSeed: 1}\nlimits: 10",
      message: "unknown key 'limits' in 'study'. Did you mean 'limit'?"),
  ]

  @Test("A study with a fault is refused with its place, and no folder is made", arguments: faults)
  func fault(fault: Fault) throws {
    let workplace = try SweepWorkplace()
    try workplace.replace(fault.old, with: fault.new)
    let before = workplace.names
    for command in ["plan", "run", "status", "collect"] {
      let outcome = try workplace.sweep(command)
      #expect(outcome.code == 2, "\(command): \(outcome)")
      #expect(outcome.errors.contains(fault.message), "\(command): \(outcome.errors)")
    }
    #expect(workplace.names == before)
  }

  @Test("More points than the limit are run when they are agreed to")
  func limit() throws {
    let workplace = try SweepWorkplace()
    try workplace.replace("count: 5, firstSeed: 1}", with: "count: 5, firstSeed: 1}\nlimit: 59")
    let before = workplace.names
    let refused = try workplace.sweep("run")
    #expect(refused.code == 2)
    #expect(refused.errors.contains("60"))
    #expect(refused.errors.contains("--yes"))
    #expect(workplace.names == before)
    #expect(try workplace.sweep("run", "--yes").code == 0)
  }

  @Test("An empty list of factors is refused, and no list is a study of seeds")
  func noFactors() throws {
    let workplace = try SweepWorkplace()
    let text = try String(contentsOfFile: workplace.study + "/study.yaml", encoding: .utf8)
    let start = try #require(text.range(of: "factors:")).lowerBound
    let end = try #require(text.range(of: "design:")).lowerBound
    let factors = String(text[start..<end])
    try workplace.replace(factors, with: "factors: []\n")
    let refused = try workplace.sweep("plan")
    #expect(refused.code == 2)
    #expect(refused.errors.contains(": 'factors' is empty."))
    try workplace.replace("factors: []\n", with: "")
    let plan = try workplace.sweep("plan")
    #expect(plan.output.hasPrefix("demo: 5 points"), "\(plan)")
  }

  @Test("Two rows of a study that are one point are refused")
  func onePoint() throws {
    let workplace = try SweepWorkplace()
    try workplace.replace("values: [2.5 kWh, 5 kWh, 10 kWh]", with: "values: [5 kWh, 5000 Wh]")
    let before = workplace.names
    let outcome = try workplace.sweep("run")
    #expect(outcome.code == 2, "\(outcome)")
    #expect(outcome.errors.contains("two points with one id"))
    #expect(workplace.names == before)
  }

  @Test("The folder of another study is left as it is")
  func otherFolder() throws {
    let workplace = try SweepWorkplace()
    #expect(try workplace.sweep("run", "--shard", "1/20").code == 0)
    let points = workplace.points
    try workplace.replace("name: \"demo\"", with: "name: other")
    let outcome = try workplace.sweep("run", "--folder", "demo.study")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("it holds the points of the study 'demo', not of 'other'"))
    #expect(workplace.points == points)
    for folder in [".", "study.yaml"] {
      let outcome = try workplace.sweep("run", "--folder", folder)
      #expect(outcome.code == 2, "\(outcome)")
    }
  }

  @Test(
    "A selection that is none is refused",
    arguments: [
      ["--shard", "0/4"], ["--shard", "5/4"], ["--shard", "x"], ["--shard", "auto"],
      ["--point", "p123"], ["--index", "60"], ["--index=-1"], ["--shard", "1/2", "--index", "1"],
      ["--threads", "0"], ["--threads", "99999999999999999999"],
    ])
  func badSelection(arguments: [String]) throws {
    let workplace = try SweepWorkplace()
    let before = workplace.names
    let outcome = try Program.run(
      ["sweep", "run", "study.yaml"] + arguments, in: workplace.study)
    #expect(outcome.code == 2, "\(outcome)")
    #expect(outcome.errors != "")
    #expect(workplace.names == before)
  }
}
