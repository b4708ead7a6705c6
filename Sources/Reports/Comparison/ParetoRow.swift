import Statistics
import StudyFiles

/// A design that no other one beats in both objectives.
public struct ParetoRow: Hashable, Sendable {
  /// The labels or numbers of the design, one for each arm or factor.
  public var labels: [String]
  /// The mean of each objective over seeds.
  public var estimates: [SeedEstimate]
}

extension StudySelection {
  /// The Pareto front of two indicators over all designs: combinations of arm and factor values.
  ///
  /// - Returns: The front in the order of the first objective, and the number of designs beaten.
  func paretoRows(
    _ options: ComparisonOptions
  ) throws(ComparisonError) -> (rows: [ParetoRow], dominated: Int) {
    guard !options.pareto.isEmpty else { return ([], 0) }
    guard options.pareto.count == 2 else {
      throw ComparisonError("a Pareto front has two indicators, such as 'total_bills,grid_import'.")
    }
    var columns: [AxisColumn] = []
    for objective in options.pareto {
      columns.append(
        try IndicatorChoice.column(
          objective.indicator, among: table.indicators, option: "--pareto"))
    }
    var places: [[Int]: Int] = [:]
    var designs: [(row: Int, values: [SeedMeans])] = []
    for index in rows where isDone(index) {
      let row = table.rows[index]
      guard columns.allSatisfy({ $0.values[index].isFinite }) else { continue }
      let key = [row.arm, row.cell]
      let place = places[key] ?? designs.count
      if place == designs.count {
        places[key] = place
        designs.append((index, columns.map { _ in SeedMeans(seedCount: table.seeds.count) }))
      }
      for (objective, column) in columns.enumerated() {
        designs[place].values[objective].add(column.values[index], seed: row.replication)
      }
    }
    let estimates = designs.map { design in
      design.values.map { SeedEstimate($0.values, confidence: options.confidence) }
    }
    func means(_ objective: Int) -> [Double] { estimates.map { $0[objective].mean } }
    func goal(_ objective: Int) -> ParetoGoal {
      options.pareto[objective].isMaximized ? .maximise : .minimise
    }
    let front = paretoFront(means(0), goal(0), means(1), goal(1))
    let rows = front.map { design in
      ParetoRow(labels: labels(ofRow: designs[design].row), estimates: estimates[design])
    }
    return (rows, designs.count - front.count)
  }

  /// What a row's design is called in each dimension.
  private func labels(ofRow index: Int) -> [String] {
    let row = table.rows[index]
    return dimensions.map { dimension in
      dimension.labels.isEmpty
        ? "\(dimension.number(of: row))" : dimension.label(dimension.level(of: row))
    }
  }
}
