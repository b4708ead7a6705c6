import Reports
import Statistics
import StudyFiles
import Testing

@Suite("Effects, sensitivities and fronts of a study")
struct StudyAnalysisTests {
  @Test("Main effects and their shares of variance are NumPy's")
  func effects() throws {
    let comparison = try StudyComparison(
      StudyFixture.table(),
      StudyComparisonTests.options {
        $0.showsEffects = true
        $0.indicators = ["total_bills"]
      })
    let expected = [
      ("arm", "retail", 8.383333333333345, 1.1146326172365582, 0.016877840121331356),
      ("arm", "auction", -16.80833333333328, 2.1416016402260123, 0.016877840121331356),
      ("arm", "pool", 8.425000000000049, 1.419596346339509, 0.016877840121331356),
      ("pv_share", "20 %", 91.15277777777777, 1.5050619717899314, 0.9793914058585568),
      ("pv_share", "40 %", -91.15277777777776, 1.5050619717899874, 0.9793914058585568),
    ]
    #expect(comparison.effects.count == expected.count)
    for (row, expected) in zip(comparison.effects, expected) {
      #expect((row.factor, row.level) == (expected.0, expected.1))
      #expect(StudyComparisonTests.close(row.effect.mean, expected.2))
      #expect(StudyComparisonTests.close(row.effect.halfWidth, expected.3))
      #expect(StudyComparisonTests.close(row.varianceShare, expected.4))
    }
  }

  @Test("The front holds the designs that no other one beats")
  func pareto() throws {
    let comparison = try StudyComparison(
      StudyFixture.table(),
      StudyComparisonTests.options {
        $0.pareto = [ParetoObjective("total_bills"), ParetoObjective("peak_import")]
      })
    #expect(comparison.pareto.map(\.labels) == [["auction", "40 %"]])
    #expect(comparison.dominatedCount == 5)
    let opposed = try StudyComparison(
      StudyFixture.table(),
      StudyComparisonTests.options {
        $0.pareto = [
          ParetoObjective("total_bills"), ParetoObjective("peak_import", isMaximized: true),
        ]
      })
    #expect(
      opposed.pareto.map(\.labels)
        == [
          ["auction", "40 %"], ["pool", "40 %"], ["auction", "20 %"], ["retail", "20 %"],
        ].filter { labels in opposed.pareto.contains { $0.labels == labels } })
    #expect(opposed.pareto.count + opposed.dominatedCount == 6)
    // Along a front the second objective falls when the first gets better.
    let values = opposed.pareto.map { $0.estimates.map(\.mean) }
    for (before, after) in zip(values, values.dropFirst()) {
      #expect(before[0] < after[0])
      #expect(before[1] < after[1])
    }
  }

  @Test("Objectives and conditions are read as they are written")
  func words() throws {
    #expect(
      try ParetoObjective.pair("a, b:max") == [
        ParetoObjective("a"), ParetoObjective("b", isMaximized: true),
      ])
    #expect(
      try LevelCondition.list("tariff=flat,spot, arm=a=b") == [
        LevelCondition(factor: "tariff", levels: ["flat", "spot"]),
        LevelCondition(factor: "arm", levels: ["a=b"]),
      ])
    for text in ["a", "a,b,c", "a:most,b", ":max,b", "", "a:min:max,b"] {
      #expect(throws: ComparisonError.self) { try ParetoObjective.pair(text) }
    }
    for text in ["", "flat", "=flat", "tariff=", ",tariff=flat"] {
      #expect(throws: ComparisonError.self) { try LevelCondition.list(text) }
    }
  }

  /// A design in Saltelli's order over numbers that repeat nothing, with y = 3·x₀ + x₁·x₂.
  static func saltelli(basePoints: Int, secondOrder: Bool, seeds: Int) -> StudyTable {
    var numbers: [[Double]] = []
    var state = 1.0
    func next() -> Double {
      state = (state * 0.754_877_666_246_693 + 0.569_840_290_998_053).truncatingRemainder(
        dividingBy: 1)
      return state
    }
    for _ in 0..<basePoints {
      let (a, b) = ((0..<3).map { _ in next() }, (0..<3).map { _ in next() })
      func mixed(_ base: [Double], _ factor: Int, _ other: [Double]) -> [Double] {
        var mixed = base
        mixed[factor] = other[factor]
        return mixed
      }
      numbers.append(a)
      for factor in 0..<3 { numbers.append(mixed(a, factor, b)) }
      if secondOrder { for factor in 0..<3 { numbers.append(mixed(b, factor, a)) } }
      numbers.append(b)
    }
    var rows: [StudyRow] = []
    var values: [Double] = []
    for (cell, x) in numbers.enumerated() {
      for seed in 0..<seeds {
        rows.append(
          StudyRow(
            pointID: "p", arm: 0, cell: cell, replication: seed, levels: [-1, -1, -1], numbers: x,
            state: .done))
        values.append(3 * x[0] + x[1] * x[2] + Double(seed))
      }
    }
    return StudyTable(
      name: "s", title: "", version: "", currency: "", studyText: "", baseText: "", design: "sobol",
      arms: [StudyTableArm(name: "")],
      factors: ["x0", "x1", "x2"].map { StudyTableFactor(name: $0, labels: []) },
      seeds: (0..<seeds).map { UInt64($0 + 1) }, isFactorial: false, rows: rows,
      indicators: [AxisColumn("y", values, units: "1", longName: "")], tables: [])
  }

  @Test("Sobol indices are those of the outputs in Saltelli's order", arguments: [false, true])
  func sobol(secondOrder: Bool) throws {
    let table = Self.saltelli(basePoints: 64, secondOrder: secondOrder, seeds: 2)
    let comparison = try StudyComparison(table)
    let outputs = (0..<2).map { seed in
      table.rows.indices.filter { table.rows[$0].replication == seed }
        .map { table.indicators[0].values[$0] }
    }
    let expected = SobolIndices(
      replications: outputs, factorCount: 3, secondOrder: secondOrder, confidence: 0.95)
    #expect(comparison.sobol.count == (secondOrder ? 6 : 3))
    #expect(comparison.sobol.prefix(3).map(\.first) == expected.first.map(\.value))
    #expect(comparison.sobol.prefix(3).map(\.total) == expected.total.map { $0.value })
    #expect(comparison.sobol.dropFirst(3).map(\.first) == expected.second.map(\.index.value))
    #expect(comparison.sobol.allSatisfy { $0.basePoints == 64 && $0.seeds == 2 })
    #expect(comparison.sobol.dropFirst(3).map(\.factor).first == (secondOrder ? "x0 × x1" : nil))
    // x₀ has nearly all of the variance, and takes part in no interaction.
    #expect(comparison.sobol[0].first > 0.7)
    #expect(comparison.sobol[1].first < 0.1)
    #expect(comparison.levels == [""])
    #expect(comparison.differences.isEmpty)
    #expect(comparison.report().text(.text).contains("Sobol indices with 95 % intervals"))
  }

  @Test("A factor of a range has no levels to compare, and an effect of its halves")
  func ranges() throws {
    let table = Self.saltelli(basePoints: 16, secondOrder: false, seeds: 1)
    #expect(throws: ComparisonError.self) {
      try StudyComparison(table, StudyComparisonTests.options { $0.by = "x0" })
    }
    let comparison = try StudyComparison(
      table, StudyComparisonTests.options { $0.showsEffects = true })
    #expect(
      comparison.effects.prefix(2).map(\.level) == ["lower half", "upper half"])
    #expect(comparison.effects[0].effect.mean < 0)
    #expect(comparison.effects[1].effect.mean > 0)
  }
}
