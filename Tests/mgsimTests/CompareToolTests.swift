import Foundation
import TestSupport
import Testing

struct CompareToolTests {
  static func collected() throws -> SweepWorkplace {
    let workplace = try SweepWorkplace()
    #expect(try workplace.sweep("run").code == 0)
    #expect(try workplace.sweep("collect").code == 0)
    return workplace
  }

  static func compare(
    _ arguments: String..., in workplace: borrowing SweepWorkplace
  ) throws -> ChildProcess.Outcome {
    try Program.run(["compare"] + arguments, in: workplace.study)
  }

  @Test("A study is compared in every format")
  func formats() throws {
    let workplace = try Self.collected()
    let file = "demo.study/study.h5"
    for (format, start) in [
      ("table", "Market, tariff"), ("json", "{"), ("csv", "indicator,unit,market,mean"),
      ("latex", "\\begin{table}"), ("markdown", "Market, tariff"),
    ] {
      let outcome = try Self.compare(file, "--by", "market", "--format", format, in: workplace)
      #expect(outcome.code == 0, "\(outcome)")
      #expect(outcome.output.hasPrefix(start), "\(format)")
      #expect(outcome.errors == "")
    }
    let outcome = try Self.compare(
      file, "--by", "market", "--format", "json", "--effects", "--members",
      "--pareto", "total_bills,peak_import", in: workplace)
    let report = try #require(parse(outcome.output) as? [String: Any])
    #expect(
      Set(["means", "differences", "effects", "pareto"]).isSubset(of: report.keys),
      "\(report.keys)")
    let differences = try #require(report["differences"] as? [[String: Any]])
    let bills = try #require(differences.first { $0["indicator"] as? String == "total_bills" })
    #expect(bills["verdict"] as? String == "lower")
    let load = try #require(differences.first { $0["indicator"] as? String == "load_coincidence" })
    #expect(load["verdict"] as? String == "identical by construction")
  }

  @Test("Result files stand beside one another; equal ones are said to be equal")
  func files() throws {
    let workplace = try SweepWorkplace()
    for (name, setting) in [("a", "none"), ("b", "none"), ("c", "mid-market-rate")] {
      let outcome = try Program.run(
        ["run", "scenario.yaml", "-o", "\(name).h5", "--set", "market.kind=\(setting)"],
        in: workplace.study)
      #expect(outcome.code == 0, "\(outcome)")
    }
    let runs = try Self.compare("a.h5", "c.h5", "--members", in: workplace)
    #expect(runs.code == 0)
    #expect(runs.output.contains("total_bills"))
    #expect(runs.output.contains("bakery"))
    #expect(try Self.compare("a.h5", "b.h5", "--identical", in: workplace).code == 0)
    #expect(try Self.compare("a.h5", "c.h5", "--identical", in: workplace).code == 1)
  }

  @Test(
    "What can't be compared is refused in a sentence",
    arguments: [
      (["study.h5", "--by", "tarif"], "Did you mean 'tariff'?"),
      (["study.h5", "--format", "xml"], "there is no format 'xml'"),
      (["study.h5", "--indicator", "total_bill"], "total_bills"),
      (["study.h5", "--where", "market=non"], "none"),
      (["study.h5", "--pareto", "total_bills"], "two"),
      (["study.h5", "study.h5"], "compare the levels of one"),
      (["study.yaml"], "it is not an HDF5 file"), (["nowhere.h5"], "No such file"),
      (["half.h5"], "can't read 'half.h5'"), (["study.h5", "--confidence", "100"], "confidence"),
    ])
  func refused(arguments: [String], message: String) throws {
    let workplace = try Self.collected()
    let results = try workplace.results()
    try results.write(to: URL(filePath: workplace.study + "/study.h5"))
    try results.prefix(results.count / 2).write(to: URL(filePath: workplace.study + "/half.h5"))
    let outcome = try Program.run(["compare"] + arguments, in: workplace.study)
    #expect(outcome.code == 2, "\(outcome)")
    #expect(outcome.output == "")
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
  }

  @Test("Damaged results are read or refused; the program never crashes")
  func damaged() throws {
    let workplace = try Self.collected()
    let results = try workplace.results()
    var state: UInt64 = 7
    func random(below count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(truncatingIfNeeded: state >> 33) % count
    }
    for round in 0..<20 {
      var bytes = results
      for _ in 0..<(round % 5 * 20 + 1) {
        bytes[random(below: bytes.count)] = UInt8(random(below: 256))
      }
      try bytes.write(to: URL(filePath: workplace.study + "/damaged.h5"))
      let outcome = try Self.compare("damaged.h5", in: workplace)
      #expect(outcome.code == 0 || outcome.code == 2, "\(round): \(outcome)")
      #expect(outcome.code == 0 || outcome.errors != "")
    }
  }
}
