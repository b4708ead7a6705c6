import Accounting
import Devices
import Quantities
import ResultFiles
import Scenarios
import Settlement
import Tariffs

/// Maps what happens in a run to the rows of its result file.
struct Recorder: ~Copyable {
  var writer: ResultFileWriter
  /// Without energy there is no series.
  let signals: SignalHandles?
  let markets: [MarketColumns]
  private let ledger: LedgerColumns
  private let bills: BillColumns
  let contract: ContractColumns?
  let hours: Double
  private var memberRow: [Double]
  let controlSteps: ControlStepColumns?
  let constraints: ConstraintColumns?

  init(
    to destination: ResultDestination, scenario: borrowing Scenario, layout: ResultLayout,
    options: WriterOptions
  ) throws(ResultFileError) {
    writer = try ResultFileWriter(
      to: destination, schema: layout.schema, timeAxis: layout.timeAxis,
      partsPerInterval: scenario.recording.intervalsPerRow, options: options)
    signals = scenario.hasEnergy ? SignalHandles(writer) : nil
    var markets: [MarketColumns] = []
    for stage in ResultLayout.stages(of: scenario) {
      markets.append(MarketColumns(stage, writer))
    }
    self.markets = markets
    ledger = LedgerColumns(writer)
    bills = BillColumns(writer)
    contract = ContractColumns(writer, currency: scenario.currency)
    hours = Double(scenario.time.intervalNanoseconds) / 3.6e12
    memberRow = Array(repeating: 0, count: scenario.members.count)
    if let table = writer.tableIfPresent(at: ResultLayout.controlStepsPath) {
      controlSteps = ControlStepColumns(table, writer)
    } else {
      controlSteps = nil
    }
    constraints = ConstraintColumns(writer)
  }

  /// Writes the rest and gives the file its name.
  consuming func finish(
    status: ResultStatus, trailing: [ResultGroup]
  ) throws(ResultFileError) -> [UInt8]? {
    try writer.finish(status: status, trailing: trailing)
  }

  /// Closes and removes the file.
  consuming func discard() { writer.discard() }
}

// MARK: Intervals

extension Recorder {
  /// Records the members' interval.
  mutating func record(devices: borrowing MemberDevices, meters: Meters, books: Books) {
    guard let signals else { return }
    let kilowatts = 1 / (1000 * hours)
    record(signals.load) { meters.loadWattHours[$0] * kilowatts }
    record(signals.generation) { meters.generationWattHours[$0] * kilowatts }
    record(signals.battery) { meters.batteryWattHours[$0] * kilowatts }
    for (battery, owner) in devices.ownerOfBattery.enumerated() {
      writer.set(
        devices.batteries[battery].stateOfCharge, at: owner, for: signals.stateOfCharge)
    }
    if let flexible = signals.flexible { record(devices: devices, meters: meters, flexible) }
    record(signals.imported) { meters.members[$0].imported.kilowattHours }
    record(signals.exported) { meters.members[$0].exported.kilowattHours }
    record(signals.bought) { books.trades[$0].bought.kilowattHours }
    record(signals.sold) { books.trades[$0].sold.kilowattHours }
    record(signals.cost) { books.costs[$0].units }
  }

  mutating func record(_ signal: SignalHandle, _ value: (Int) -> Double) {
    for member in memberRow.indices { memberRow[member] = value(member) }
    set(memberRow, for: signal, in: &writer)
  }

  /// Records the energies of the interval.
  mutating func record(_ energies: EnergyTotals, isSolved: Bool) {
    guard let signals else { return }
    writer.set(energies.generation / 1000, for: signals.generationEnergy)
    writer.set(energies.load / 1000, for: signals.loadEnergy)
    writer.set(energies.storageChange / 1000, for: signals.storageChange)
    writer.set(energies.storageLoss / 1000, for: signals.storageLoss)
    // Without a solution nobody knows these; they stay not a number.
    guard isSolved else { return }
    writer.set(energies.gridImport / 1000, for: signals.gridImport)
    writer.set(energies.gridExport / 1000, for: signals.gridExport)
    writer.set(energies.networkLoss / 1000, for: signals.networkLoss)
  }

  /// Ends the interval.
  mutating func endInterval() throws(ResultFileError) { try writer.endPart() }
}

// MARK: Money

extension Recorder {
  /// Records a line of a bill.
  mutating func record(_ bill: RecordedLine) throws(ResultFileError) {
    writer.append(bill.member, to: bills.member)
    writer.append(bill.start, to: bills.periodStart)
    writer.append(bill.end, to: bills.periodEnd)
    writer.append(Int64(bill.kind.rawValue), to: bills.kind)
    writer.append(bill.component, to: bills.component)
    writer.append(bill.period, to: bills.tariffPeriod)
    writer.append(bill.rate.tier, to: bills.tier)
    writer.append(bill.energy.kilowattHours, to: bills.energy)
    writer.append(bill.rate.quantity, to: bills.quantity)
    writer.append(bill.rate.unit.rawValue, to: bills.unit)
    writer.append(bill.rate.price, to: bills.price)
    writer.append(bill.tax.units, to: bills.tax)
    writer.append(bill.owed.units, to: bills.amount)
    try writer.endRow(of: bills.table)
  }

  /// Records a posting of the ledger.
  mutating func record(_ posting: Posting) throws(ResultFileError) {
    writer.append(posting.bookedAt, to: ledger.booked)
    writer.append(Int64(posting.kind.rawValue), to: ledger.kind)
    writer.append(Int64(posting.debit.rawValue), to: ledger.debtor)
    writer.append(Int64(posting.credit.rawValue), to: ledger.creditor)
    writer.append(posting.amount.units, to: ledger.amount)
    writer.append(posting.energy.kilowattHours, to: ledger.energy)
    try writer.endRow(of: ledger.table)
  }
}

/// Sets a row; a function of its own, as a span of one property would lock all of `self`.
private func set(
  _ row: [Double], for signal: SignalHandle, in writer: inout ResultFileWriter
) {
  writer.set(row.span, for: signal)
}
