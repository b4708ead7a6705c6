import Foundation
import Reports
import ResultFiles
import StudyFiles
import TestSupport
import Testing

@Suite("Comparison of result files")
struct RunComparisonTests {
  static func pair() -> [ComparedRun] {
    let retail = RunFixture(arm: "retail")
    let local = RunFixture(arm: "local", bills: [90, 65], network: 45)
    return [retail.run(path: "retail.h5"), local.run(path: "out/local.h5")]
  }

  /// Three seeds of each of two arms.
  static func repeated() -> [ComparedRun] {
    (1...3).flatMap { seed -> [ComparedRun] in
      let level = 100 + 10 * Double(seed)
      return [
        RunFixture(arm: "retail", seed: Int64(seed), bills: [level, 60]),
        RunFixture(
          arm: "local", seed: Int64(seed), bills: [level - Double(seed), 58], network: 48),
      ].map { $0.run(path: "\($0.arm ?? "")-\(seed).h5") }
    }
  }

  @Test("A file is read as it was written")
  func reading() throws {
    let folder = try TemporaryFolder()
    var fixture = RunFixture(arm: "local", seed: 7)
    fixture.overrides = [("market.kind", "none"), ("seed", "7")]
    fixture.hasContract = true
    try fixture.write(to: folder.file("run.h5"))
    let run = try ComparedRun(try ResultFileReader(opening: folder.file("run.h5")))
    var expected = fixture.run(path: folder.file("run.h5"))
    expected.overrides.removeLast()
    // Not a number is not itself.
    #expect(run.indicators.map(\.name) == expected.indicators.map(\.name))
    #expect(run.indicators[1] == expected.indicators[1])
    #expect(run.members == expected.members)
    #expect(run.accounts == expected.accounts)
    #expect(run.overrides == expected.overrides)
    #expect(run.origin == "title: Two houses")
    #expect((run.seed, run.arm, run.title) == (7, "local", "Two houses"))
    #expect((run.version, run.currency) == ("0.7.0", "EUR"))
  }

  @Test("Files of one seed stand beside one another with their differences")
  func sideBySide() throws {
    let comparison = try RunComparison(Self.pair())
    #expect(comparison.runs.caseNames == ["retail", "local"])
    let report = comparison.report(showsMembers: true)
    #expect(report.tables.map(\.name) == ["indicators", "members", "parties", "bills"])
    let indicators = report.tables[0]
    #expect(
      indicators.header == [
        "indicator", "unit", "retail", "local", "difference (local)", "change (local, %)", "remark",
      ])
    #expect(
      indicators.rows[0] == [
        .text("total_bills"), .text("EUR"), .number(160, decimals: 2), .number(155, decimals: 2),
        .number(-5, decimals: 2), .number(-3.125, decimals: 2), .text(""),
      ])
    #expect(indicators.rows[1].last == .text("identical by construction"))
    #expect(report.notes.contains { $0.hasPrefix("There is one seed") })
    let bills = comparison.memberBills
    #expect(bills.map(\.member) == ["ana", "bia"])
    #expect(bills.map(\.isNonParticipant) == [true, false])
    #expect(bills.map { $0.after - $0.before } == [-10, 5])
    let parties = comparison.study.parties
    #expect(parties.map(\.change.mean) == [0, -5, 0, 0, 5, 0])
  }

  @Test("Files that differ by the seed alone are paired by it")
  func repetitions() throws {
    let comparison = try RunComparison(Self.repeated())
    #expect(comparison.runs.isReplicated)
    #expect(comparison.runs.caseNames == ["retail", "local"])
    let difference = try #require(comparison.study.differences.first)
    // −3, −4, −5: t(2) = 4.302652729911275, s = 1.
    #expect(difference.estimate.mean == -4)
    #expect(
      StudyComparisonTests.close(
        difference.estimate.halfWidth, 4.302652729911275 / 3.0.squareRoot()))
    // scipy.stats.ttest_1samp([-3, -4, -5], 0)
    #expect(StudyComparisonTests.close(difference.estimate.pValue, 0.020204102886728758))
    #expect(comparison.study.testCount == 1)
    let report = comparison.report()
    #expect(report.tables.map(\.name) == ["means", "differences", "members", "parties"])
    #expect(report.notes[0].contains("'retail' 3 files, 'local' 3 files"))
    #expect(comparison.memberBills.isEmpty)
  }

  @Test("The order of the files changes nothing but the order of the cases", arguments: 0..<20)
  func order(seed: UInt64) throws {
    var generator = TestGenerator(seed: seed)
    var options = ComparisonOptions()
    options.baseline = "retail"
    let sorted = try RunComparison(Self.repeated(), options).study
    let shuffled = try RunComparison(Self.repeated().shuffled(using: &generator), options).study
    // What is not a number is not equal to itself.
    func known(_ study: StudyComparison) -> ([LevelDifference], Set<LevelMean>) {
      (
        study.differences.filter { $0.estimate.count > 0 },
        Set(study.means.filter { $0.estimate.count > 0 })
      )
    }
    #expect(known(shuffled) == known(sorted))
    #expect(shuffled.parties == sorted.parties)
    #expect(shuffled.members == sorted.members)
  }

  @Test("A baseline may be named by its file, and turns the signs")
  func baseline() throws {
    var options = ComparisonOptions()
    options.baseline = "out/local.h5"
    let turned = try RunComparison(Self.pair(), options).study
    let usual = try RunComparison(Self.pair()).study
    #expect(turned.baseline == "local")
    for (turned, usual) in zip(turned.differences, usual.differences) where usual.estimate.count > 0
    {
      #expect(turned.estimate.mean == -usual.estimate.mean)
    }
    #expect(zip(turned.parties, usual.parties).allSatisfy { $0.change.mean == -$1.change.mean })
  }

  @Test("A baseline that is no file is named with the nearest")
  func wrongBaseline() throws {
    var options = ComparisonOptions()
    options.baseline = "retial"
    let error = #expect(throws: ComparisonError.self) { try RunComparison(Self.pair(), options) }
    #expect(
      error?.description == "--baseline: 'retial' is none of the files. Did you mean 'retail'?")
    options.baseline = nil
    options.by = "tariff"
    #expect(throws: ComparisonError.self) { try RunComparison(Self.pair(), options) }
  }

  @Test("A member that has the name of a party is none")
  func memberNamedRetailer() throws {
    var runs = Self.pair()
    for index in runs.indices {
      runs[index].members.labels[0] = "retailer"
      runs[index].accounts.labels[4] = "retailer"
    }
    #expect(try RunComparison(runs).study.parties.map(\.change.mean) == [0, -5, 0, 0, 5, 0])
  }

  @Test("Two files of one design and one seed are cases of their own, by the names of their files")
  func sameSeed() throws {
    let runs = [
      RunFixture().run(path: "a/run.h5"), RunFixture(bills: [1, 2]).run(path: "b/run.h5"),
    ]
    let comparison = try RunComparison(runs)
    #expect(comparison.runs.caseNames == ["a/run.h5", "b/run.h5"])
    #expect(!comparison.runs.isReplicated)
  }

  @Test("An account that one case alone has counts as nothing in the other")
  func contract() throws {
    let runs = [
      RunFixture().run(path: "a.h5"),
      RunFixture(arm: "quota", hasContract: true).run(path: "b.h5"),
    ]
    let parties = try RunComparison(runs).study.parties
    #expect(
      parties.map(\.party) == [
        "retailer", "distribution company", "government", "auctioneer", "contract",
        "plant builder", "all members", "sum",
      ])
    #expect(parties.allSatisfy { $0.change.mean == 0 })
  }

  @Test("Files that cannot be compared are named with the reason")
  func wrongFiles() throws {
    let folder = try TemporaryFolder()
    func error(_ paths: [String]) -> String {
      do throws(ComparisonError) {
        guard case .runs(let runs) = try ComparisonInput(reading: paths) else { return "" }
        _ = try RunComparison(runs)
        return ""
      } catch {
        return "\(error)"
      }
    }
    try RunFixture().write(to: folder.file("a.h5"))
    try RunFixture(currency: "BRL").write(to: folder.file("real.h5"))
    try RunFixture(status: .stopped).write(to: folder.file("stopped.h5"))
    try folder.create("text.h5", Array("no file of ours".utf8))
    try StudyResultFile.write(StudyFixture.table(), to: folder.file("study.h5"))
    let a = folder.file("a.h5")
    #expect(error([a, folder.file("real.h5")]).contains("in EUR with"))
    #expect(error([a, folder.file("stopped.h5")]).contains("the run is 'stopped'"))
    #expect(error([a, folder.file("text.h5")]).contains("it is not an HDF5 file"))
    #expect(error([a, folder.file("none.h5")]).contains("No such file"))
    #expect(error([a, a]).contains("is given twice"))
    #expect(error([a, folder.file("study.h5")]).contains("is a study and"))
    #expect(
      error([folder.file("study.h5"), folder.file("study.h5")]).contains("one at a time"))
  }

  @Test("A study is read back and compared as it was written")
  func studyFile() throws {
    let folder = try TemporaryFolder()
    try StudyResultFile.write(GainsTests.table(), to: folder.file("study.h5"))
    guard case .study(let table) = try ComparisonInput(reading: [folder.file("study.h5")]) else {
      Issue.record("it is a study")
      return
    }
    let read = try GainsTests.comparison(table)
    let written = try GainsTests.comparison(GainsTests.table())
    #expect(read.differences == written.differences)
    #expect(read.members == written.members)
    #expect(read.parties == written.parties)
  }

  @Test("Damaged bytes of a result file give a result or an error", arguments: 0..<8)
  func damage(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.h5")
    try RunFixture().write(to: path)
    var generator = TestGenerator(seed: seed)
    var bytes = [UInt8](try TestSupport.bytes(of: path))
    // Texts and numbers, not the library's own structures, which a child process reads.
    let text = Array("total_bills".utf8)
    let places = bytes.indices.filter { bytes[$0...].starts(with: text) }
    for place in places {
      bytes[place + Int.random(in: 0..<text.count, using: &generator)] = UInt8.random(
        in: 97...122, using: &generator)
    }
    try folder.create("b.h5", bytes)
    do throws(ComparisonError) {
      guard case .runs(let runs) = try ComparisonInput(reading: [path, folder.file("b.h5")]) else {
        return
      }
      _ = try RunComparison(runs).report(showsMembers: true).text(.json)
    } catch {
      #expect(!error.description.isEmpty)
    }
  }
}
