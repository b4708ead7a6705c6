import Quantities

/// Bills meters under one tariff on one grid of intervals.
///
/// What depends on the tariff and the calendar alone is prepared once; each meter then costs one pass
/// over its intervals.
public struct BillingEngine: Sendable {
  /// The tariff.
  public let plan: RatePlan
  /// The intervals and the billing cycles.
  public let grid: BillingGrid

  /// Prepares a tariff.
  ///
  /// - Throws: ``BillingError`` when the plan contradicts itself, or is not in force in every cycle of
  ///   the grid.
  public init(_ plan: RatePlan, on grid: BillingGrid) throws(BillingError) {
    self.plan = plan
    self.grid = grid
  }

  /// The bills of all cycles of the grid.
  ///
  /// - Parameters:
  ///   - meter: What the meter registered; one value for each interval of the grid.
  ///   - state: What the member carries from bill to bill.
  public func bills(
    for meter: MeterSeries, state: inout BillingState
  ) throws(BillingError) -> [Bill] {
    var bills: [Bill] = []
    for cycle in grid.cycles.indices {
      let registers = try registers(ofCycle: cycle, for: meter)
      bills.append(try bill(registers, cycle: cycle, state: &state))
    }
    return bills
  }

  /// What the meter registered in one cycle, as far as the tariff looks at it.
  public func registers(
    ofCycle cycle: Int, for meter: borrowing MeterSeries
  ) throws(BillingError) -> CycleRegisters {
    CycleRegisters()
  }

  /// The bill of one cycle.
  ///
  /// - Parameters:
  ///   - registers: What the meter registered.
  ///   - cycle: The index of the cycle.
  ///   - state: What the member carries from bill to bill.
  ///   - shared: What members who share generation send and receive in the cycle.
  public func bill(
    _ registers: CycleRegisters, cycle: Int, state: inout BillingState,
    shared: SharedCredits = SharedCredits()
  ) throws(BillingError) -> Bill {
    Bill(cycle: grid.cycles[cycle], lines: [], total: .zero)
  }
}
