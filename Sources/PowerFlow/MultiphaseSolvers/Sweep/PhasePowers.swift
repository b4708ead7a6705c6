/// Which share of which load or generator each point of a sweep takes.
struct PhasePowers: Sendable {
  private var hots: [Share] = []
  private var generals: [Share] = []

  struct Share: Sendable {
    let element: Int
    let factor: Double
  }

  init(_ layout: PhaseLayout, loads: [LoadPhase]) {
    func share(_ phase: Int) -> Share {
      Share(element: loads[phase].element, factor: loads[phase].share)
    }
    hots = layout.hots.map { share($0.phase) }
    generals = layout.generals.map { share($0.phase) }
  }

  /// Takes the powers of one case, whose list begins at an offset.
  func load<P: CasePhasor>(
    _ active: Span<Double>, _ reactive: Span<Double>, lane: Int, offset: Int,
    into state: inout PhaseState<P>
  ) {
    for index in hots.indices {
      let share = hots[index]
      let element = offset + share.element
      state.hotPowers[index].set(
        active[element] * share.factor, -reactive[element] * share.factor, lane: lane)
    }
    for index in generals.indices {
      let share = generals[index]
      let element = offset + share.element
      state.generalPowers[index][lane] = SIMD2(
        active[element] * share.factor, reactive[element] * share.factor)
    }
  }
}

/// Adds up by bus what is missing between the power asked for and the power that the branches bring.
struct PhaseMismatches: Sendable {
  /// The bus of each point: hot loads, other loads, shunts.
  private let buses: [Int]
  /// The place of each point's bus in ``sums``.
  private let places: [Int]
  private let placeBuses: [Int]
  private var sums: [Double]

  init(_ layout: PhaseLayout) {
    buses = layout.hots.map(\.bus) + layout.generals.map(\.bus) + layout.shunts.map(\.bus)
    let unique = Set(buses).sorted()
    let indices = Dictionary(uniqueKeysWithValues: unique.enumerated().map { ($1, $0) })
    places = buses.map { indices[$0] ?? 0 }
    placeBuses = unique
    sums = Array(repeating: 0, count: unique.count)
  }

  /// The bus with the largest difference. Anything that is not finite counts as the largest.
  mutating func worst<P: CasePhasor>(
    _ program: PhaseProgram<P>, _ state: PhaseState<P>, lane: Int
  ) -> (bus: Int, voltAmperes: Double) {
    for place in sums.indices { sums[place] = 0 }
    for point in places.indices {
      let voltage =
        point < program.hotCount
        ? state.voltages[program.firstHot + point][lane]
        : state.lastVoltages[point - program.hotCount][lane]
      let residual = state.residuals[point][lane]
      sums[places[point]] += ((voltage * voltage).sum() * (residual * residual).sum()).squareRoot()
    }
    var worst = (bus: placeBuses.first ?? 0, voltAmperes: 0.0)
    for place in sums.indices {
      guard sums[place].isFinite else { return (placeBuses[place], .infinity) }
      if sums[place] > worst.voltAmperes { worst = (placeBuses[place], sums[place]) }
    }
    return worst
  }
}
