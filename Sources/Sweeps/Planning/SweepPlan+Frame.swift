import StudyDesigns
public import StudyFiles

extension SweepPlan {
  /// The table of the study's results, still without values.
  ///
  /// It is a dense array when the design is a full factorial in which every factor always applies,
  /// and every cell has the same number of repetitions.
  ///
  /// - Parameter chosen: The places in ``rows`` of those that belong to the study, in order, such as
  ///   ``countedRows(outcome:)`` gives them; all when it is nil.
  public func frame(rows chosen: [Int]? = nil) -> StudyTable {
    let chosen = chosen.map { $0.map { rows[$0] } } ?? rows
    let repetitions = (chosen.map(\.replication).max() ?? -1) + 1
    let first = description.replications.firstSeed
    let design = ExperimentDesign(
      factors: description.factors, design: description.design, seed: description.designSeed)
    let arms = description.arms.map {
      StudyTableArm(name: $0.name, title: $0.title, isReference: $0.isReference)
    }
    let isFull = description.design == .fullFactorial && design.cellCount == cells.count
    return StudyTable(
      name: description.name, title: description.title, version: version, currency: "",
      studyText: description.sourceText, baseText: baseText, design: description.design.word,
      arms: arms.isEmpty ? [StudyTableArm(name: "")] : arms,
      factors: description.factors.indices.map { Self.factor($0, of: design) },
      seeds: (0..<repetitions).map { first + UInt64($0) },
      isFactorial: isFull && chosen.count == max(1, arms.count) * cells.count * repetitions,
      rows: chosen, indicators: [], tables: [])
  }

  private static func factor(_ place: Int, of design: ExperimentDesign) -> StudyTableFactor {
    let factor = design.factors[place]
    let levels = design.levels(ofFactor: place) ?? []
    let numbers = levels.compactMap(\.number)
    let units: String =
      if case .range(let range) = factor.values {
        range.unit.isEmpty ? "1" : range.unit
      } else if numbers.count == levels.count {
        StudyTableFactor.units(ofLabels: levels.map(\.label))
      } else {
        "1"
      }
    return StudyTableFactor(
      name: factor.name, title: factor.title, labels: levels.map(\.label),
      numbers: numbers.count == levels.count ? numbers : [], units: units)
  }
}
