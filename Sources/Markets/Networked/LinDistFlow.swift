public import LinearPrograms

/// The cheapest dispatch of a radial feeder by the linearised branch flow equations, with the price
/// of energy at each bus.
///
/// ```text
/// P_j = p_j + Σ P_children           the flow from the parent covers what bus j takes
/// v_j = v_parent − 2·(r_j·P_j + x_j·Q_j)             v = |V|²
/// V_min² ≤ v ≤ V_max²,   |P_j| ≤ limit
/// ```
///
/// Losses are left out, and so is reactive power of those who trade. The price of a bus is the
/// dual of its balance: what one more unit taken there would cost. Where several prices support the
/// dispatch (the program is degenerate), those of the basis that the simplex method ends in are
/// given.
public struct LinDistFlow: Hashable, Sendable {
  /// Someone who can inject, or take, power at a bus.
  public struct Participant: Hashable, Sendable {
    /// The index of the bus.
    public var bus: Int
    /// The greatest power, per unit.
    public var maximum: Double
    /// What a unit injected costs, or what a unit taken is worth.
    public var price: Double
    /// Whether power is taken.
    public var isConsumer: Bool

    /// Creates a participant.
    public init(bus: Int, maximum: Double, price: Double, isConsumer: Bool) {
      self.bus = bus
      self.maximum = maximum
      self.price = price
      self.isConsumer = isConsumer
    }
  }

  /// A dispatch, per unit.
  public struct Dispatch: Hashable, Sendable {
    /// The power of each participant.
    public var powers: [Double]
    /// By bus, the flow from its parent; that of the root is what the feeder imports.
    public var flows: [Double]
    /// By bus, the square of the voltage.
    public var squaredVoltages: [Double]
    /// By bus, the price of energy.
    public var prices: [Double]
    /// By bus, how much the cost rises with the limit of the squared voltage that binds.
    public var voltagePrices: [Double]
    /// The cost, imports and exports included.
    public var cost: Double
  }

  /// The feeder.
  public let feeder: RadialFeeder
  /// Who injects and takes power.
  public let participants: [Participant]
  /// What a unit of import costs at the root.
  public let importPrice: Double
  /// What a unit of export earns at the root, at most the price of import.
  public let exportPrice: Double
  private let reactiveFlows: [Double]

  /// Creates a problem; `nil` when the feeder is no tree that starts at bus 0, a number is not sound,
  /// or exports earn more than imports cost.
  public init?(
    _ feeder: RadialFeeder, _ participants: [Participant], importPrice: Double, exportPrice: Double
  ) {
    let count = feeder.parents.count
    let arrays = [
      feeder.resistances, feeder.reactances, feeder.activeLoads, feeder.reactiveLoads,
    ]
    guard count > 0, feeder.parents[0] < 0, feeder.branchLimits.count == count,
      arrays.allSatisfy({ $0.count == count && $0.allSatisfy(\.isFinite) }),
      (1..<max(count, 1)).allSatisfy({ feeder.parents[$0] >= 0 && feeder.parents[$0] < $0 }),
      feeder.branchLimits.dropFirst().allSatisfy({ $0 >= 0 }),
      [feeder.rootVoltage, feeder.minimumVoltage, feeder.maximumVoltage]
        .allSatisfy({ $0 > 0 && $0.isFinite }),
      participants.allSatisfy({
        $0.bus >= 0 && $0.bus < count && $0.maximum >= 0 && $0.maximum.isFinite
          && $0.price.isFinite
      }),
      importPrice.isFinite, exportPrice.isFinite, exportPrice <= importPrice
    else { return nil }
    var flows = feeder.reactiveLoads
    for bus in stride(from: count - 1, to: 0, by: -1) {
      flows[Int(feeder.parents[bus])] += flows[bus]
    }
    reactiveFlows = flows
    self.feeder = feeder
    self.participants = participants
    self.importPrice = importPrice
    self.exportPrice = exportPrice
  }

  /// Finds the cheapest dispatch.
  ///
  /// - Throws: `LinearProgramError`, such as when no dispatch keeps all voltages.
  public func solve() throws(LinearProgramError) -> Dispatch {
    let count = feeder.parents.count
    var program = LinearProgram()
    for participant in participants {
      _ = program.addColumn(
        cost: participant.isConsumer ? -participant.price : participant.price,
        to: participant.maximum)
    }
    let imported = program.addColumn(cost: importPrice)
    let exported = program.addColumn(cost: -exportPrice)
    var flows = [imported]
    for bus in 1..<max(count, 1) {
      let limit = feeder.branchLimits[bus]
      flows.append(program.addColumn(cost: 0, from: -limit, to: limit))
    }
    let (least, greatest) = (
      feeder.minimumVoltage * feeder.minimumVoltage, feeder.maximumVoltage * feeder.maximumVoltage
    )
    let root = feeder.rootVoltage * feeder.rootVoltage
    var voltages = [program.addColumn(cost: 0, from: root, to: root)]
    for _ in 1..<max(count, 1) {
      voltages.append(program.addColumn(cost: 0, from: least, to: greatest))
    }
    addBalances(to: &program, flows, exported)
    for bus in 1..<max(count, 1) {
      let drop = -2 * feeder.reactances[bus] * reactiveFlows[bus]
      program.addRow(
        from: drop, to: drop,
        [
          .init(voltages[bus], 1), .init(voltages[Int(feeder.parents[bus])], -1),
          .init(flows[bus], 2 * feeder.resistances[bus]),
        ])
    }
    let solution = try program.solve()
    var powers = flows.map { solution.values[$0] }
    powers[0] -= solution.values[exported]
    return Dispatch(
      powers: Array(solution.values.prefix(participants.count)), flows: powers,
      squaredVoltages: voltages.map { solution.values[$0] },
      prices: Array(solution.duals.prefix(count)),
      voltagePrices: voltages.enumerated().map {
        $0.offset == 0 ? 0 : solution.reducedCosts[$0.element]
      },
      cost: solution.objective)
  }

  /// Adds the balance of each bus, in their order.
  private func addBalances(to program: inout LinearProgram, _ flows: [Int], _ exported: Int) {
    var terms = flows.map { [LinearProgram.Term($0, 1)] }
    terms[0].append(.init(exported, -1))
    for bus in 1..<max(flows.count, 1) {
      terms[Int(feeder.parents[bus])].append(.init(flows[bus], -1))
    }
    for (column, participant) in participants.enumerated() {
      terms[participant.bus].append(.init(column, participant.isConsumer ? -1 : 1))
    }
    for bus in flows.indices {
      program.addRow(from: feeder.activeLoads[bus], to: feeder.activeLoads[bus], terms[bus])
    }
  }
}
