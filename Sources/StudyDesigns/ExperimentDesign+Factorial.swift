extension ExperimentDesign {
  /// Every combination, the last factor fastest.
  func fullFactorial(_ prepared: [PreparedFactor]) -> [DesignCell] {
    var cells: [DesignCell] = []
    cells.reserveCapacity(count(prepared))
    var levels = applied(prepared, prepared.map { _ in 0 })
    while true {
      cells.append(cell(prepared, levels))
      // The last factor that can still count up does so; those behind it begin anew.
      guard
        let place = prepared.indices.last(where: { index in
          levels[index].map { $0 + 1 < prepared[index].levels.count } ?? false
        }), let level = levels[place]
      else { break }
      levels[place] = level + 1
      for index in (place + 1)..<prepared.endIndex {
        levels[index] = applies(prepared[index], levels) ? 0 : nil
      }
    }
    return cells
  }

  /// The baseline, and what differs from it in one factor.
  func oneAtATime(_ prepared: [PreparedFactor]) -> [DesignCell] {
    let first: [Int?] = prepared.map { _ in 0 }
    let baseline = applied(prepared, first)
    var cells = [cell(prepared, baseline)]
    for (index, factor) in prepared.enumerated() where baseline[index] != nil {
      for level in factor.levels.indices.dropFirst() {
        var levels = first
        levels[index] = level
        cells.append(cell(prepared, applied(prepared, levels)))
      }
    }
    return cells
  }

  private func cell(_ prepared: [PreparedFactor], _ levels: [Int?]) -> DesignCell {
    DesignCell(
      values: zip(prepared, levels).map { factor, level in level.map { factor.levels[$0] } })
  }
}
