import Markets
import Quantities
import ResultFiles

extension Recorder {
  /// Records what was not generated in the interval.
  mutating func record(_ constraints: FeederConstraints) {
    guard let columns = self.constraints, let signal = columns.curtailed else { return }
    record(signal) { constraints.curtailedWattHours[$0] / 1000 }
  }

  /// Records a check of the feeder with its cuts.
  mutating func record(
    _ check: FeederCheck, delivery: Instant, hours: Double
  ) throws(ResultFileError) {
    guard let columns = constraints else { return }
    let number = writer.rowCount(of: columns.checks)
    let kilowattHours = hours / 1000
    writer.append(delivery, to: columns.deliveryStart)
    writer.append(check.isSolved ? 1 : 0, to: columns.isSolved)
    writer.append(check.violations, to: columns.violations)
    writer.append(check.violationsLeft, to: columns.violationsLeft)
    writer.append(check.worst?.limit.kind.rawValue ?? -1, to: columns.worstKind)
    writer.append(check.worst?.limit.place ?? -1, to: columns.worstPlace)
    writer.append(check.worst?.limit.branch ?? -1, to: columns.worstBranch)
    writer.append(check.worst?.excess ?? .nan, to: columns.worstExcess)
    writer.append(check.rounds, to: columns.rounds)
    writer.append(check.hasConverged ? 1 : 0, to: columns.hasConverged)
    writer.append(Double(check.feeMicros) / 1e6, to: columns.fee)
    try writer.endRow(of: columns.checks)
    for cut in check.cuts {
      writer.append(number, to: columns.check)
      writer.append(delivery, to: columns.cutDeliveryStart)
      writer.append(cut.member, to: columns.member)
      writer.append(cut.isExport ? 0 : 1, to: columns.direction)
      writer.append(cut.wattsBefore * kilowattHours, to: columns.energyBefore)
      writer.append(cut.wattsAfter / 1000, to: columns.limit)
      writer.append(cut.watts * kilowattHours, to: columns.energyCut)
      writer.append(cut.reason.kind.rawValue, to: columns.reason)
      writer.append(cut.reason.place, to: columns.place)
      writer.append(cut.reason.branch, to: columns.branch)
      writer.append(cut.round, to: columns.round)
      writer.append(cut.isFinancialOnly ? 1 : 0, to: columns.isFinancialOnly)
      try writer.endRow(of: columns.cuts)
    }
  }

  /// Records a trade that lost energy.
  mutating func record(_ cut: TradeCut, delivery: Instant) throws(ResultFileError) {
    guard let columns = constraints else { return }
    writer.append(delivery, to: columns.tradeDeliveryStart)
    writer.append(cut.buyer, to: columns.buyer)
    writer.append(cut.seller, to: columns.seller)
    writer.append(cut.energy.kilowattHours, to: columns.tradeEnergy)
    writer.append(cut.trade.buyerPrice.unitsPerKilowattHour, to: columns.tradePrice)
    try writer.endRow(of: columns.trades)
  }
}

/// The columns of the tables of the feeder check.
struct ConstraintColumns {
  let curtailed: SignalHandle?

  let checks: TableHandle
  let deliveryStart: ColumnHandle
  let isSolved: ColumnHandle
  let violations: ColumnHandle
  let violationsLeft: ColumnHandle
  let worstKind: ColumnHandle
  let worstPlace: ColumnHandle
  let worstBranch: ColumnHandle
  let worstExcess: ColumnHandle
  let rounds: ColumnHandle
  let hasConverged: ColumnHandle
  let fee: ColumnHandle

  let cuts: TableHandle
  let check: ColumnHandle
  let cutDeliveryStart: ColumnHandle
  let member: ColumnHandle
  let direction: ColumnHandle
  let energyBefore: ColumnHandle
  let limit: ColumnHandle
  let energyCut: ColumnHandle
  let reason: ColumnHandle
  let place: ColumnHandle
  let branch: ColumnHandle
  let round: ColumnHandle
  let isFinancialOnly: ColumnHandle

  let trades: TableHandle
  let tradeDeliveryStart: ColumnHandle
  let buyer: ColumnHandle
  let seller: ColumnHandle
  let tradeEnergy: ColumnHandle
  let tradePrice: ColumnHandle

  /// Looks the columns up; `nil` where nothing is checked.
  init?(_ writer: borrowing ResultFileWriter) {
    guard let checks = writer.tableIfPresent(at: ResultLayout.checksPath),
      let cuts = writer.tableIfPresent(at: ResultLayout.cutsPath),
      let trades = writer.tableIfPresent(at: ResultLayout.tradeCutsPath)
    else { return nil }
    (self.checks, self.cuts, self.trades) = (checks, cuts, trades)
    curtailed = writer.signalIfPresent(named: "member_curtailed")
    deliveryStart = writer.column(named: "delivery_start", of: checks)
    isSolved = writer.column(named: "is_solved", of: checks)
    violations = writer.column(named: "violations", of: checks)
    violationsLeft = writer.column(named: "violations_left", of: checks)
    worstKind = writer.column(named: "worst_limit", of: checks)
    worstPlace = writer.column(named: "worst_place", of: checks)
    worstBranch = writer.column(named: "worst_branch", of: checks)
    worstExcess = writer.column(named: "worst_excess", of: checks)
    rounds = writer.column(named: "rounds", of: checks)
    hasConverged = writer.column(named: "has_converged", of: checks)
    fee = writer.column(named: "fee", of: checks)
    check = writer.column(named: "check", of: cuts)
    cutDeliveryStart = writer.column(named: "delivery_start", of: cuts)
    member = writer.column(named: "member", of: cuts)
    direction = writer.column(named: "direction", of: cuts)
    energyBefore = writer.column(named: "energy_before", of: cuts)
    limit = writer.column(named: "limit", of: cuts)
    energyCut = writer.column(named: "energy_cut", of: cuts)
    reason = writer.column(named: "reason", of: cuts)
    place = writer.column(named: "place", of: cuts)
    branch = writer.column(named: "branch", of: cuts)
    round = writer.column(named: "cut_round", of: cuts)
    isFinancialOnly = writer.column(named: "is_financial_only", of: cuts)
    tradeDeliveryStart = writer.column(named: "delivery_start", of: trades)
    buyer = writer.column(named: "buyer", of: trades)
    seller = writer.column(named: "seller", of: trades)
    tradeEnergy = writer.column(named: "energy", of: trades)
    tradePrice = writer.column(named: "price", of: trades)
  }
}
