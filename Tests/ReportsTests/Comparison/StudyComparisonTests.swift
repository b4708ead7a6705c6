import Reports
import StudyFiles
import Testing

@Suite("Comparison of a study's levels")
struct StudyComparisonTests {
  static func close(_ value: Double?, _ expected: Double) -> Bool {
    guard let value else { return false }
    return abs(value - expected) <= 1e-9 * max(1, abs(expected))
  }

  static func options(_ change: (inout ComparisonOptions) -> Void) -> ComparisonOptions {
    var options = ComparisonOptions()
    change(&options)
    return options
  }

  struct Expected: Sendable {
    var indicator: String
    var level: String
    var mean: Double
    var halfWidth: Double
    var pValue: Double?
    var adjusted: Double?
  }

  /// `scipy.stats.ttest_rel` and `scipy.stats.t.ppf` (SciPy 1.17.1) on means over cells by seed, and
  /// Holm's adjustment of the three p values.
  static let differences = [
    Expected(
      indicator: "total_bills", level: "auction", mean: -25.191666666666624,
      halfWidth: 3.105233184015767, pValue: 4.695620458419648e-06,
      adjusted: 1.4086861375258944e-05),
    Expected(
      indicator: "total_bills", level: "pool", mean: 0.041666666666704565,
      halfWidth: 1.3888346663576208, pValue: 0.9415186582518005, adjusted: 0.9415186582518005),
    Expected(
      indicator: "peak_import", level: "auction", mean: -1.2333333333333354,
      halfWidth: 0.5148299224562639, pValue: 0.0016427618032151142,
      adjusted: 0.0032855236064302283),
    Expected(indicator: "peak_import", level: "pool", mean: 0, halfWidth: 0),
  ]

  @Test("Paired differences, their intervals and adjusted p values are SciPy's")
  func pairedDifferences() throws {
    let comparison = try StudyComparison(StudyFixture.table())
    #expect(comparison.by == "arm")
    #expect(comparison.baseline == "retail")
    #expect(comparison.differences.map(\.indicator) == Self.differences.map(\.indicator))
    for (difference, expected) in zip(comparison.differences, Self.differences) {
      #expect(difference.level == expected.level)
      #expect(Self.close(difference.estimate.mean, expected.mean))
      #expect(Self.close(difference.estimate.halfWidth, expected.halfWidth))
      #expect(difference.estimate.count == 6)
      if let pValue = expected.pValue, let adjusted = expected.adjusted {
        #expect(Self.close(difference.estimate.pValue.map { $0 / pValue }, 1))
        #expect(Self.close(difference.adjustedPValue.map { $0 / adjusted }, 1))
      }
    }
    #expect(comparison.differences.map(\.verdict) == [.lower, .notTold, .lower, .identical])
    #expect(comparison.testCount == 3)
  }

  @Test("Means over seeds and their intervals are SciPy's")
  func means() throws {
    let comparison = try StudyComparison(StudyFixture.table())
    let expected = [
      (725.8083333333334, 21.928344209653925), (700.6166666666667, 23.28294633342822),
      (725.85, 21.040595736216222),
    ]
    for (mean, expected) in zip(comparison.means, expected) {
      #expect(mean.indicator == "total_bills")
      #expect(Self.close(mean.estimate.mean, expected.0))
      #expect(Self.close(mean.estimate.halfWidth, expected.1))
    }
  }

  @Test("Strata are compared one by one, and all of their tests are adjusted for together")
  func strata() throws {
    let comparison = try StudyComparison(
      StudyFixture.table(),
      Self.options {
        $0.each = ["pv_share"]
        $0.indicators = ["total_bills"]
        $0.confidence = 0.9
      })
    let expected = [
      (-13.699999999999989, 3.483567388164769, 1.54574032e-03),
      (0.13333333333332575, 1.3148523041861755, 1.0),
      (-36.683333333333316, 3.736784529298801, 2.43929476e-05),
      (-0.04999999999999242, 1.2731002692088778, 1.0),
    ]
    #expect(comparison.strata == ["pv_share"])
    #expect(comparison.differences.map(\.stratum) == [["20 %"], ["20 %"], ["40 %"], ["40 %"]])
    for (difference, expected) in zip(comparison.differences, expected) {
      #expect(Self.close(difference.estimate.mean, expected.0))
      #expect(Self.close(difference.estimate.halfWidth, expected.1))
      #expect(abs((difference.adjustedPValue ?? .nan) / expected.2 - 1) < 1e-8)
    }
  }

  @Test("Levels of a factor are compared arm by arm, never averaged over arms")
  func factors() throws {
    let comparison = try StudyComparison(
      StudyFixture.table(),
      Self.options {
        $0.by = "pv_share"
        $0.baseline = "40%"
        $0.indicators = ["total_bills"]
      })
    #expect(comparison.strata == ["arm"])
    #expect(comparison.baseline == "40 %")
    #expect(comparison.differences.map(\.stratum) == [["retail"], ["auction"], ["pool"]])
    let retail = zip(StudyFixture.bills[0][0], StudyFixture.bills[0][1]).map { $0 - $1 }
    #expect(
      Self.close(comparison.differences[0].estimate.mean, retail.reduce(0, +) / 6))
  }

  @Test("Conditions leave out rows")
  func conditions() throws {
    let comparison = try StudyComparison(
      StudyFixture.table(),
      Self.options {
        $0.conditions = [
          LevelCondition(factor: "pv_share", levels: ["40 %"]),
          LevelCondition(factor: "arm", levels: ["auction", "pool"]),
        ]
        $0.indicators = ["total_bills"]
      })
    #expect(comparison.levels == ["auction", "pool"])
    let differences = zip(StudyFixture.bills[2][1], StudyFixture.bills[1][1]).map { $0 - $1 }
    #expect(
      Self.close(comparison.differences[0].estimate.mean, differences.reduce(0, +) / 6))
  }

  @Test("Noise of floating-point numbers is named as such, a real difference is not")
  func tolerance() throws {
    var noisy = StudyFixture.table {
      for row in 24..<36 { $0.indicators[0].values[row] *= 1 + 1e-12 }
    }
    #expect(try StudyComparison(noisy).differences[3].verdict == .identicalWithinTolerance)
    noisy.indicators[0].values[30] *= 1 + 1e-8
    #expect(try StudyComparison(noisy).differences[3].verdict == .notTold)
  }

  @Test("Amounts that differ by the rounding of their postings are the same")
  func rounding() throws {
    var table = StudyFixture.table {
      for row in 24..<36 {
        $0.indicators[1].values[row] = $0.indicators[1].values[row - 24] + 3e-6 * Double(row - 30)
      }
    }
    #expect(try StudyComparison(table).differences[1].verdict == .identicalWithinTolerance)
    table.indicators[1].values[30] += 0.002
    #expect(try StudyComparison(table).differences[1].verdict == .notTold)
  }

  @Test("A difference that is the same in every seed is no test")
  func constant() throws {
    let table = StudyFixture.table {
      for row in 0..<36 { $0.indicators[0].values[row].round() }
      for row in 24..<36 { $0.indicators[0].values[row] = $0.indicators[0].values[row - 24] + 0.5 }
    }
    let comparison = try StudyComparison(table)
    #expect(comparison.differences[3].verdict == .constant)
    #expect(comparison.differences[3].estimate.halfWidth == 0)
    #expect(comparison.testCount == 3)
  }

  @Test("Points that are missing or failed are left out with their partners, and named")
  func missingPoints() throws {
    let table = StudyFixture.table {
      $0.rows[13].state = .failed
      $0.rows[13].error = "no convergence"
      for row in 30..<36 { $0.rows[row].state = .missing }
      for row in 30..<36 { $0.indicators[1].values[row] = .nan }
    }
    let comparison = try StudyComparison(table, Self.options { $0.indicators = ["total_bills"] })
    let auction = (0..<6).map { seed in
      let pairs = seed == 1 ? [1] : [0, 1]
      return pairs.reduce(0) {
        $0 + StudyFixture.bills[1][$1][seed] - StudyFixture.bills[0][$1][seed]
      } / Double(pairs.count)
    }
    #expect(Self.close(comparison.differences[0].estimate.mean, auction.reduce(0, +) / 6))
    let pool = (0..<6).map { StudyFixture.bills[2][0][$0] - StudyFixture.bills[0][0][$0] }
    #expect(Self.close(comparison.differences[1].estimate.mean, pool.reduce(0, +) / 6))
    let notes = comparison.report().notes
    #expect(
      notes.contains {
        $0.hasPrefix("1 of 36 points failed") && $0.contains("p101 (no convergence)")
      })
    #expect(notes.contains { $0.hasPrefix("6 of 36 points are missing") })
  }

  @Test("One seed has no interval and a warning")
  func oneSeed() throws {
    let table = StudyFixture.table { table in
      let kept = table.rows.indices.filter { table.rows[$0].replication == 0 }
      table.rows = kept.map { table.rows[$0] }
      for index in table.indicators.indices {
        table.indicators[index].values = kept.map { table.indicators[index].values[$0] }
      }
    }
    let comparison = try StudyComparison(table)
    #expect(comparison.differences.map(\.verdict) == [.oneSeed, .oneSeed, .oneSeed, .identical])
    #expect(comparison.differences.allSatisfy { $0.estimate.halfWidth == nil })
    #expect(comparison.testCount == 0)
    #expect(comparison.report().notes.contains { $0.hasPrefix("There is one seed") })
  }

  @Test("A level that varies more factors than another is averaged over the cells of both")
  func oneAtATime() throws {
    // One factor at a time: (a0, b0), (a1, b0), (a0, b1).
    let table = StudyTable(
      name: "s", title: "", version: "", currency: "", studyText: "", baseText: "",
      design: "one-at-a-time", arms: [StudyTableArm(name: "")],
      factors: ["a", "b"].map { StudyTableFactor(name: $0, labels: ["0", "1"]) }, seeds: [1],
      isFactorial: false,
      rows: [[0, 0], [1, 0], [0, 1]].enumerated().map {
        StudyRow(
          pointID: "p", arm: 0, cell: $0, replication: 0, levels: $1, numbers: [0, 0], state: .done)
      }, indicators: [AxisColumn("y", [10, 13, 90], units: "1", longName: "")], tables: [])
    let comparison = try StudyComparison(table)
    #expect(comparison.means.map(\.estimate.mean) == [10, 13])
    #expect(comparison.differences.map(\.estimate.mean) == [3])
  }

  struct Wrong: CustomTestStringConvertible, Sendable {
    var change: @Sendable (inout ComparisonOptions) -> Void
    var says: String
    var testDescription: String { says }
  }

  static let wrong = [
    Wrong(change: { $0.by = "pv_shar" }, says: "no factor 'pv_shar'. Did you mean 'pv_share'?"),
    Wrong(change: { $0.baseline = "pol" }, says: "no level 'pol'. Did you mean 'pool'?"),
    Wrong(
      change: {
        $0.each = ["arm"]
        $0.by = "arm"
      }, says: "leave it out of --each"),
    Wrong(change: { $0.indicators = ["total_bill"] }, says: "Did you mean 'total_bills'?"),
    Wrong(
      change: { $0.conditions = [LevelCondition(factor: "pv_share", levels: ["60 %"])] },
      says: "no level '60 %'. Did you mean '20 %'?"),
    Wrong(
      change: {
        $0.conditions = ["20 %", "40 %"].map { LevelCondition(factor: "pv_share", levels: [$0]) }
      }, says: "no point fulfils all conditions"),
    Wrong(change: { $0.confidence = 1 }, says: "--confidence"),
    Wrong(change: { $0.showsSobol = true }, says: "not those of the design 'sobol'"),
    Wrong(
      change: { $0.pareto = [ParetoObjective("cost"), ParetoObjective("peak_import")] },
      says: "no indicator 'cost'"),
    Wrong(change: { $0.showsMembers = true }, says: "neither bills by member nor balances"),
  ]

  @Test("What does not exist is named with the nearest that does", arguments: wrong)
  func wrongOptions(wrong: Wrong) throws {
    let error = #expect(throws: ComparisonError.self) {
      try StudyComparison(StudyFixture.table(), Self.options(wrong.change))
    }
    #expect(error?.description.contains(wrong.says) == true, "\(String(describing: error))")
  }

  @Test("A damaged table is an error")
  func damaged() {
    for change: (inout StudyTable) -> Void in [
      { $0.rows[3].levels = [] }, { $0.rows[3].arm = 7 }, { $0.rows[3].replication = -1 },
      { $0.rows[3].cell = .max }, { $0.indicators[0].values.removeLast() },
      { $0.rows = [] },
    ] {
      #expect(throws: ComparisonError.self) { try StudyComparison(StudyFixture.table(change)) }
    }
  }
}
