import StudyDesigns
import Testing

struct DesignCellTests {
  @Test("A cell sets what its factors set, in their order, and nothing for one that does not apply")
  func assignmentsFollowFactors() {
    func value(_ label: String) -> FactorValue {
      FactorValue(
        level: 0, label: label, number: nil,
        assignments: [Assignment(path: label, value: "1")])
    }
    let cell = DesignCell(values: [value("market.k"), nil, value("seed")])
    #expect(cell.assignments.map(\.path) == ["market.k", "seed"])
  }
}
