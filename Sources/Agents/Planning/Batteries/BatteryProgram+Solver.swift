import LinearPrograms

extension BatteryProgram {
  /// The columns of the program of an interval.
  struct Columns {
    var imported: Int
    var exported: Int
    var charging: Int
    var discharging: Int
    var content: Int
    /// 1 while charging is allowed, 0 while discharging is.
    var mode: Int?
    /// 1 while importing is allowed, 0 while exporting is.
    var direction: Int?
  }

  /// What forbids charging and discharging, or importing and exporting, at once.
  enum Exclusion {
    /// Nothing: the relaxation.
    case none
    /// A whole number for each interval.
    case whole
    /// What a solution with whole numbers has chosen.
    case fixed([Double])
  }

  /// The program for a solver.
  func linearProgram(
    _ exclusion: Exclusion
  ) -> (program: LinearProgram, columns: [Columns], firstBalance: Int) {
    var program = LinearProgram()
    var columns: [Columns] = []
    let hours = outlook.intervalHours
    var firstBalance = 0
    for index in 0..<outlook.count {
      let isLast = index == outlook.count - 1
      let surplus = outlook.surplus[index] / 1000
      // The bounds bind only where the relaxation would trade with itself.
      var column = Columns(
        imported: program.addColumn(
          cost: outlook.importPrices[index] * hours, to: max(-surplus, 0) + chargePower),
        exported: program.addColumn(
          cost: -outlook.exportPrices[index] * hours, to: max(surplus, 0) + dischargePower),
        charging: program.addColumn(cost: 0, to: chargePower),
        discharging: program.addColumn(cost: wear * hours, to: dischargePower),
        content: program.addColumn(
          cost: isLast ? -terminalValue : 0,
          from: isLast ? leastFinalContent - 1e-9 : contents.lowerBound, to: contents.upperBound))
      program.addRow(
        from: -surplus, to: -surplus,
        [
          .init(column.imported, 1), .init(column.exported, -1), .init(column.charging, -1),
          .init(column.discharging, 1),
        ])
      var balance: [LinearProgram.Term] = [
        .init(column.content, 1), .init(column.charging, -stored * hours),
        .init(column.discharging, hours / delivered),
      ]
      if let last = columns.last { balance.append(.init(last.content, -decay)) }
      let inherited = columns.isEmpty ? decay * initial : 0
      let row = program.addRow(from: inherited, to: inherited, balance)
      if index == 0 { firstBalance = row }
      exclude(exclusion, index, surplus: surplus, &column, in: &program)
      columns.append(column)
    }
    return (program, columns, firstBalance)
  }

  /// Forbids charging and discharging, and importing and exporting, at once.
  private func exclude(
    _ exclusion: Exclusion, _ index: Int, surplus: Double, _ column: inout Columns,
    in program: inout LinearProgram
  ) {
    func switching(_ place: Int) -> Int? {
      switch exclusion {
      case .none: nil
      case .whole: program.addColumn(cost: 0, from: 0, to: 1, isInteger: true)
      case .fixed(let modes): program.addColumn(cost: 0, from: modes[place], to: modes[place])
      }
    }
    let (buying, selling) = (outlook.importPrices[index], outlook.exportPrices[index])
    // Burning energy pays only at a price below zero, trading with oneself only where exporting
    // pays more than importing costs; elsewhere no whole number is needed.
    if min(buying, selling) < 0, let mode = switching(2 * index) {
      column.mode = mode
      program.addRow(to: 0, [.init(column.charging, 1), .init(mode, -chargePower)])
      program.addRow(
        to: dischargePower, [.init(column.discharging, 1), .init(mode, dischargePower)])
    }
    if selling > buying, let direction = switching(2 * index + 1) {
      column.direction = direction
      let mostImported = max(-surplus, 0) + chargePower
      let mostExported = max(surplus, 0) + dischargePower
      program.addRow(to: 0, [.init(column.imported, 1), .init(direction, -mostImported)])
      program.addRow(
        to: mostExported, [.init(column.exported, 1), .init(direction, mostExported)])
    }
  }
}
