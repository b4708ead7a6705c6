import Statistics
import Testing

struct MainEffectTests {
  struct Row: Sendable {
    var levels: [Int]
    var replication: Int

    /// 10·i + j + (2·r − 1)·i for the levels i and j and the replication r.
    var value: Double { Double(10 * levels[0] + levels[1] + (2 * replication - 1) * levels[0]) }
  }

  /// Two factors with 2 and 3 levels, two replications.
  static let rows: [Row] = (0..<12).map { number in
    Row(levels: [number / 6, number / 2 % 3], replication: number % 2)
  }

  private func effects(of values: [Double]) -> [MainEffect] {
    let levels = Self.rows.map(\.levels)
    let replications = Self.rows.map(\.replication)
    return MainEffect.all(
      of: values, levels: levels, levelCounts: [2, 3], replications: replications)
  }

  @Test("Effects are means of levels less the grand mean, and sum to zero")
  func workedExample() {
    // The grand means are 5.5 and 6.5, the first factor's effects −4.5 and 4.5, then −5.5 and 5.5.
    let effects = effects(of: Self.rows.map(\.value))
    #expect(effects.map(\.factor) == [0, 0, 1, 1, 1])
    #expect(effects.map(\.level) == [0, 1, 0, 1, 2])
    #expect(effects.map(\.mean) == [1, 11, 5, 6, 7])
    #expect(effects.map(\.effect.mean) == [-5, 5, -1, 0, 1])
    // t(1) = 12.706 at 97.5 %, s = √½, n = 2.
    #expect(abs(effects[0].effect.halfWidth - 12.706_204_736_174_7 / 2) < 1e-9)
    #expect(effects[3].effect.halfWidth == 0)
    #expect(effects.allSatisfy { $0.leftOut == 0 })
  }

  @Test("Rows without a value are left out and counted at their levels")
  func leavesOut() {
    var values = Self.rows.map(\.value)
    values[0] = .nan
    let effects = effects(of: values)
    #expect(effects.map(\.leftOut) == [1, 0, 1, 0, 0])
    #expect(effects[0].mean == (0 + 1 + 1 + 2 + 2) / 5.0)
    #expect(effects.allSatisfy { $0.effect.count == 2 })
  }

  @Test("A factor that does not apply in a row counts it for the grand mean only")
  func notApplying() {
    let effects = MainEffect.all(
      of: [1, 2, 6], levels: [[0], [1], [-1]], levelCounts: [2], replications: [0, 0, 0])
    #expect(effects.map(\.effect.mean) == [-2, -1])
    #expect(effects[0].effect.halfWidth.isNaN)
  }

  @Test("A level that no row has, and input that does not fit, give no numbers and never trap")
  func borders() {
    let effects = MainEffect.all(
      of: [1, 2], levels: [[0, 7], []], levelCounts: [3, 1], replications: [5, 9, 1])
    #expect(effects.count == 4)
    #expect(effects[1].mean.isNaN && effects[1].effect.mean.isNaN)
    #expect(effects[3].mean.isNaN)
    #expect(MainEffect.all(of: [], levels: [], levelCounts: [-3], replications: []).isEmpty)
  }
}
