import LinearPrograms

extension BatteryProgram {
  /// Plans the battery: by the curves of a store where that is exact, otherwise by a solver.
  ///
  /// - Parameter isExclusive: Whether the plan may not charge and discharge at once.
  func plan(isExclusive: Bool, into plan: inout DevicePlan) {
    plan.powers.removeAll(keepingCapacity: true)
    plan.responses.removeAll(keepingCapacity: true)
    guard outlook.count > 0 else { return }
    var program = storageProgram()
    guard !program.isConvex else {
      program.solve(keeping: outlook.heldCount)
      program.changes(from: initial, into: &plan.powers)
      meterView.responses(
        of: program, from: initial, planned: plan.powers[0], into: &plan.responses)
      for index in plan.powers.indices { plan.powers[index] = power(ofChange: plan.powers[index]) }
      return
    }
    guard let solution = solve(isExclusive: isExclusive) else {
      // Without a solution the battery rests, and its owner says nothing about prices.
      plan.powers = Array(repeating: 0, count: outlook.count)
      return
    }
    plan.powers = solution.powers
    respond(value: solution.value, planned: solution.powers[0], into: &plan.responses)
  }

  /// The optimum by a solver.
  ///
  /// - Returns: The power injected in each interval in watts, the value of a stored kilowatt-hour
  ///   at the end of the first interval and the objective; `nil` when the solver finds none.
  func solve(isExclusive: Bool) -> (powers: [Double], value: Double, objective: Double)? {
    let (program, columns, balance) = linearProgram(isExclusive ? .whole : .none)
    guard let solution = try? program.solve() else { return nil }
    let powers = columns.map {
      (solution.values[$0.discharging] - solution.values[$0.charging]) * 1000
    }
    var duals = solution.duals
    if isExclusive {
      // With the whole numbers held as they were found the rest is linear and has duals.
      let modes = columns.flatMap { column in
        [column.mode, column.direction].map { $0.map { solution.values[$0].rounded() } ?? 0 }
      }
      guard let fixed = try? linearProgram(.fixed(modes)).program.solve() else { return nil }
      duals = fixed.duals
    }
    // One more unit on the right of the first balance is one more unit in store.
    return (powers, -duals[balance], solution.objective)
  }

  /// How the battery would answer to the price of the first interval at one value of its content.
  private func respond(
    value: Double, planned: Double, into responses: inout [FlexibleResponse]
  ) {
    let hours = outlook.intervalHours
    let rest = decay * initial
    let fullest = min(chargePower, max(contents.upperBound - rest, 0) / (stored * hours)) * 1000
    let emptiest =
      min(
        dischargePower, max(rest - contents.lowerBound, 0) * delivered / hours) * 1000
    let charging = value * stored
    let discharging = value / delivered + wear
    for (change, price) in [
      (max(emptiest - max(planned, 0), 0), discharging),
      (max(-planned, 0), charging),
      (-max(planned, 0), discharging),
      (-max(fullest - max(-planned, 0), 0), charging),
    ] where abs(change) > 1e-6 {
      responses.append(FlexibleResponse(change: change, price: price))
    }
  }
}
