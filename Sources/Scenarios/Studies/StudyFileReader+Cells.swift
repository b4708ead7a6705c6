import StudyDesigns

extension StudyFileReader {
  /// The number of cells above which a smaller design stands for the values of the whole.
  private static let cellLimit = 50_000
  /// The most cells that are tried.
  private static let trialLimit = 2000

  /// Some cells of a design, in which every value of its factors occurs; reports what is wrong with
  /// the design.
  ///
  /// - Parameter table: The path of the design's table, if it has one.
  func cells(
    _ factors: [ReadFactor], _ design: StudyDesign, seed: UInt64, table: String?
  ) -> [[Override]] {
    let whole = ExperimentDesign(factors: factors.map(\.factor), design: design, seed: seed)
    do throws(DesignError) {
      try whole.check()
      var tried = whole
      if (whole.cellCount ?? .max) > Self.cellLimit { tried.design = Self.smaller(design) }
      return Self.covering(try tried.cells()).map { overrides(of: $0, factors) }
    } catch {
      var place = factors.first { $0.factor.name == error.factor }?.place ?? SourcePlace(path)
      // The line of the names stands before the first row.
      if let row = error.row, let table { place = SourcePlace(table, line: row + 1, column: 1) }
      // What is wrong with a value was said where it stands.
      if diagnostics.isEmpty { diagnostics.report(place, error.description) }
      return []
    }
  }

  private static func smaller(_ design: StudyDesign) -> StudyDesign {
    switch design {
    case .fullFactorial: .oneAtATime
    case .oneAtATime: design
    case .latinHypercube: .latinHypercube(count: 1000)
    case .random: .random(count: 1000)
    case .sobol: .random(count: 1000)
    case .table(let rows): .table(Array(rows.prefix(cellLimit)))
    }
  }

  /// The first cell, and each cell with a level that none before has, or with a number beyond those
  /// before.
  private static func covering(_ cells: [DesignCell]) -> [DesignCell] {
    var levels: [Set<Int>] = []
    var ranges: [ClosedRange<Double>?] = []
    var covering: [DesignCell] = []
    for cell in cells where covering.count < trialLimit {
      var isNew = covering.isEmpty
      if levels.isEmpty {
        levels = cell.values.map { _ in [] }
        ranges = cell.values.map { _ in nil }
      }
      for (index, value) in cell.values.enumerated() {
        if let level = value?.level {
          if levels[index].insert(level).inserted { isNew = true }
        } else if let number = value?.number, ranges[index]?.contains(number) != true {
          ranges[index] =
            min(
              ranges[index]?.lowerBound ?? number, number)...max(
              ranges[index]?.upperBound ?? number, number)
          isNew = true
        }
      }
      if isNew { covering.append(cell) }
    }
    return covering
  }

  /// What a cell sets, with where the study says so.
  private func overrides(of cell: DesignCell, _ factors: [ReadFactor]) -> [Override] {
    zip(cell.values, factors).flatMap { value, factor -> [Override] in
      guard let value else { return [] }
      if case .levels = factor.factor.values, let level = value.level,
        factor.levels.indices.contains(level)
      {
        return factor.levels[level].overrides
      }
      // A number of a range, which stands between its two ends.
      guard let end = factor.levels.first else { return [] }
      return zip(end.overrides, value.assignments).map { written, assignment in
        let node = YAMLNode(.scalar(assignment.value, isPlain: true), at: end.place)
        return Override(
          path: assignment.path, steps: written.steps, node: node, value: assignment.value,
          at: written.place)
      }
    }
  }
}
