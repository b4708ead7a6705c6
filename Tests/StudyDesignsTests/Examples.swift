import StudyDesigns

/// A factor with labelled levels, each of which sets one path to its label.
func levels(
  _ name: String, _ labels: [String], path: String? = nil, when condition: Factor.Condition? = nil
) -> Factor {
  Factor(
    name: name,
    values: .levels(
      labels.map { label in
        FactorLevel(
          label: label, number: Double(label),
          assignments: [Assignment(path: path ?? "base.\(name)", value: label)])
      }), condition: condition)
}

/// A factor with a range.
func range(
  _ name: String, _ lower: Double, _ upper: Double, unit: String = "",
  scale: FactorRange.Scale = .linear, isInteger: Bool = false, levelCount: Int? = nil
) -> Factor {
  Factor(
    name: name,
    values: .range(
      FactorRange(
        paths: ["base.\(name)"], lower: lower, upper: upper, unit: unit, scale: scale,
        isInteger: isInteger, levelCount: levelCount)))
}

func cells(
  _ factors: [Factor], _ design: StudyDesign, seed: UInt64 = 1
) throws(DesignError) -> [DesignCell] {
  try ExperimentDesign(factors: factors, design: design, seed: seed).cells()
}

/// The labels of a cell, `-` where a factor does not apply.
func labels(_ cells: [DesignCell]) -> [String] {
  cells.map { cell in cell.values.map { $0?.label ?? "-" }.joined(separator: " ") }
}

/// The sentence of the error that a design gives.
func message(_ factors: [Factor], _ design: StudyDesign = .fullFactorial) -> String {
  do throws(DesignError) {
    _ = try cells(factors, design)
    return ""
  } catch {
    return error.description
  }
}
