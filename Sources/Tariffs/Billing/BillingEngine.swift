import Quantities

/// Bills meters under one tariff on one grid of intervals.
///
/// What depends on the tariff and the calendar alone is prepared once; each meter then costs one pass
/// over its intervals.
///
/// The order of a bill is: registers of the cycle → netting → credits → energy lines (component ×
/// period × tier) → exports → demand lines → reactive energy → fixed charges → adders → money carried
/// from bill to bill → minimum → levies. Each line is calculated exactly and rounded once.
///
/// **Tiers** are cumulative over the cycle and across the periods. Where imports are billed as they
/// occur (net purchase and sale, net billing in windows of minutes, buy-all/sell-all) the tiers are
/// filled in the order of time; where the cycle is netted as a whole (net metering, net billing by
/// cycle) each period has its share of every tier, as in the System Advisor Model of NREL. Limits are
/// those of a whole cycle also where a cycle is part of a month.
public struct BillingEngine: Sendable {
  /// The tariff.
  public let plan: RatePlan
  /// The intervals and the billing cycles.
  public let grid: BillingGrid
  let tables: BillingTables

  /// Prepares a tariff.
  ///
  /// - Throws: ``BillingError`` when the plan contradicts itself, or is not in force in every cycle of
  ///   the grid.
  public init(_ plan: RatePlan, on grid: BillingGrid) throws(BillingError) {
    self.plan = plan
    self.grid = grid
    tables = try BillingTables(plan, on: grid)
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
    bills.reserveCapacity(grid.cycles.count)
    for cycle in grid.cycles.indices {
      let registers = try registers(ofCycle: cycle, for: meter)
      bills.append(try bill(registers, cycle: cycle, state: &state))
    }
    return bills
  }

  /// What the meter registered in one cycle, as far as the tariff looks at it.
  ///
  /// - Throws: ``BillingError`` when the series do not match the grid, or a value is negative; it
  ///   names the interval.
  public func registers(
    ofCycle cycle: Int, for meter: borrowing MeterSeries
  ) throws(BillingError) -> CycleRegisters {
    guard grid.cycles.indices.contains(cycle) else {
      throw BillingError("there is no billing cycle \(cycle); there are \(grid.cycles.count).")
    }
    let reader = try RegisterReader(self, cycle: cycle)
    return try reader.registers(of: meter)
  }

  /// The bill of one cycle.
  ///
  /// - Parameters:
  ///   - registers: What the meter registered.
  ///   - cycle: The index of the cycle.
  ///   - state: What the member carries from bill to bill; unchanged when the bill throws.
  ///   - shared: What members who share generation send and receive in the cycle.
  public func bill(
    _ registers: CycleRegisters, cycle: Int, state: inout BillingState,
    shared: SharedCredits = SharedCredits()
  ) throws(BillingError) -> Bill {
    guard grid.cycles.indices.contains(cycle) else {
      throw BillingError("there is no billing cycle \(cycle); there are \(grid.cycles.count).")
    }
    var assembly = try BillAssembly(self, registers, cycle: cycle, state: state)
    try assembly.addEnergy(shared)
    try assembly.addDemand()
    try assembly.addReactive()
    try assembly.addFixedCharges()
    try assembly.addAdders()
    try assembly.addCarriedMoney()
    try assembly.addMinimum()
    try assembly.addTrueUp()
    try assembly.addLevies()
    let bill = try assembly.finished()
    state = assembly.state
    return bill
  }
}
