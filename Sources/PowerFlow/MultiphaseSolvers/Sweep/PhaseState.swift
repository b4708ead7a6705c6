import ComplexModule
import RealModule

/// What changes from one solution to the next.
struct PhaseState<P: CasePhasor>: Sendable {
  /// The voltage of each slot.
  var voltages: [P]
  /// The current of each slot: through the branch toward the source, and of each hot load.
  var currents: [P]
  /// The conjugate of each hot load's power, in W and var.
  var hotPowers: [P.Power]
  /// Active and reactive power of the other loads at rated voltage.
  var generalPowers: [P]
  /// The last voltage and current of each other load, and behind them of each shunt.
  var lastVoltages: [P]
  var lastCurrents: [P]
  /// By how much the current of each point changed in the last iteration.
  var residuals: [P]
  /// The voltages of a start without a last solution.
  let start: [P]

  init(_ layout: PhaseLayout, _ program: PhaseProgram<P>) {
    var start = layout.startVoltages.map { P(repeating: SIMD2($0.real, $0.imaginary)) }
    for hot in layout.hots { start.append(start[hot.parentSlot]) }
    start += layout.constants.map { P(repeating: SIMD2($0.real, $0.imaginary)) }
    start += Array(repeating: P.zero, count: layout.extras.count)
    self.start = start
    voltages = start
    currents = Array(repeating: .zero, count: layout.currentSlotCount)
    hotPowers = Array(repeating: .zero, count: layout.hots.count)
    generalPowers = Array(repeating: .zero, count: layout.generals.count)
    lastVoltages = Array(
      repeating: .zero, count: layout.generals.count + layout.shunts.count)
    lastCurrents = lastVoltages
    residuals = Array(repeating: .zero, count: program.pointCount)
  }

  /// Puts the voltages of all cases to those without load.
  mutating func reset() {
    for slot in voltages.indices { voltages[slot] = start[slot] }
  }

  /// Puts the voltages of one case to those without load.
  mutating func reset(lane: Int) {
    for slot in voltages.indices { voltages[slot][lane] = start[slot][lane] }
  }
}
