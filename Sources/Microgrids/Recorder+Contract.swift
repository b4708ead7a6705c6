import Contracts
import Quantities
import ResultFiles
import Settlement

/// The quota contract in the result file.
extension Recorder {
  /// Records what quota credited in the interval.
  mutating func record(_ credits: borrowing QuotaCredits, _ energies: EnergyTotals) {
    guard let contract, let quotaCredit = contract.quotaCredit,
      let sharedGeneration = contract.sharedGeneration
    else { return }
    record(quotaCredit) { credits.interval.credited[$0].kilowattHours }
    writer.set(energies.sharedGeneration / 1000, for: sharedGeneration)
  }

  /// Records what the contract's journal has grown by.
  mutating func record(_ batch: borrowing JournalBatch) throws(ResultFileError) {
    guard let columns = contract?.journal else { return }
    for index in 0..<batch.count {
      writer.append(batch.times[index], to: columns.contractTime)
      writer.append(Int64(batch.kinds[index].rawValue), to: columns.kind)
      writer.append(batch.names[index], to: columns.name)
      writer.append(bytes: batch.payloads[batch.payloadRange(of: index)], to: columns.payload)
      if let signatures = columns.signatures {
        writer.append(bytes: batch.signatures[batch.signatureRange(of: index)], to: signatures)
      }
      writer.append(bytes: batch.hashes[batch.hashRange(of: index)], to: columns.hash)
      try writer.endRow(of: columns.table)
    }
  }

  /// Records the registers of a member from a moment on.
  mutating func record(
    _ change: RegisterChange, member: Int, at now: Instant
  ) throws(ResultFileError) {
    guard let columns = contract?.registers else { return }
    writer.append(now, to: columns.changed)
    writer.append(Int64(member), to: columns.member)
    writer.append(Double(change.quota.watts), to: columns.quota)
    writer.append(Double(change.tokens.milliSEB) / 1000, to: columns.tokens)
    try writer.endRow(of: columns.table)
  }

  /// Records a month of the community.
  mutating func record(_ month: GovernanceMonth, at now: Instant) throws(ResultFileError) {
    guard let columns = contract?.months else { return }
    writer.append(now, to: columns.monthEnd)
    for (figure, column) in columns.figures { writer.append(figure(month), to: column) }
    try writer.endRow(of: columns.table)
  }

  /// Records what became of a member's credits in a billing period.
  mutating func recordCredits(
    ofMember member: Int, _ row: CreditRow, at now: Instant
  ) throws(ResultFileError) {
    guard let columns = contract?.credits else { return }
    writer.append(now, to: columns.monthEnd)
    writer.append(Int64(member), to: columns.member)
    writer.append(row.earned.kilowattHours, to: columns.earned)
    writer.append(row.used.kilowattHours, to: columns.used)
    writer.append(row.expired.kilowattHours, to: columns.expired)
    writer.append(row.banked.kilowattHours, to: columns.banked)
    try writer.endRow(of: columns.table)
  }
}

/// What became of a member's credits in a billing period.
struct CreditRow {
  let earned: MeteredEnergy
  let used: MeteredEnergy
  let expired: MeteredEnergy
  let banked: MeteredEnergy
}

/// The columns and signals of the contract, looked up once.
struct ContractColumns {
  let quotaCredit: SignalHandle?
  let sharedGeneration: SignalHandle?
  let journal: JournalColumns
  let registers: RegisterColumns
  let months: MonthColumns
  let credits: CreditColumns

  init?(_ writer: borrowing ResultFileWriter, currency: String) {
    guard let registers = writer.tableIfPresent(at: ResultLayout.registersPath) else { return nil }
    quotaCredit = writer.signalIfPresent(named: "member_quota_credit")
    sharedGeneration = writer.signalIfPresent(named: "shared_generation_energy")
    journal = JournalColumns(writer)
    self.registers = RegisterColumns(registers, writer)
    months = MonthColumns(writer, currency: currency)
    credits = CreditColumns(writer)
  }

  struct JournalColumns {
    let table: TableHandle
    let contractTime: ColumnHandle
    let kind: ColumnHandle
    let name: ColumnHandle
    let payload: ColumnHandle
    let signatures: ColumnHandle?
    let hash: ColumnHandle

    init(_ writer: borrowing ResultFileWriter) {
      table = writer.table(at: ResultLayout.journalPath)
      contractTime = writer.column(named: "contract_time", of: table)
      kind = writer.column(named: "kind", of: table)
      name = writer.column(named: "record_name", of: table)
      payload = writer.column(named: "payload", of: table)
      signatures = writer.columnIfPresent(named: "signatures", of: table)
      hash = writer.column(named: "sha256", of: table)
    }
  }

  struct RegisterColumns {
    let table: TableHandle
    let changed: ColumnHandle
    let member: ColumnHandle
    let quota: ColumnHandle
    let tokens: ColumnHandle

    init(_ table: TableHandle, _ writer: borrowing ResultFileWriter) {
      self.table = table
      changed = writer.column(named: "changed", of: table)
      member = writer.column(named: "member", of: table)
      quota = writer.column(named: "quota", of: table)
      tokens = writer.column(named: "tokens", of: table)
    }
  }

  struct MonthColumns {
    let table: TableHandle
    let monthEnd: ColumnHandle
    private(set) var figures:
      [(value: @Sendable (GovernanceMonth) -> Double, column: ColumnHandle)] = []

    init(_ writer: borrowing ResultFileWriter, currency: String) {
      table = writer.table(at: ResultLayout.monthsPath)
      monthEnd = writer.column(named: "month_end", of: table)
      for figure in ResultLayout.monthFigures(currency) {
        figures.append((figure.value, writer.column(named: figure.column.name, of: table)))
      }
    }
  }

  struct CreditColumns {
    let table: TableHandle
    let monthEnd: ColumnHandle
    let member: ColumnHandle
    let earned: ColumnHandle
    let used: ColumnHandle
    let expired: ColumnHandle
    let banked: ColumnHandle

    init(_ writer: borrowing ResultFileWriter) {
      table = writer.table(at: ResultLayout.creditsPath)
      monthEnd = writer.column(named: "month_end", of: table)
      member = writer.column(named: "member", of: table)
      earned = writer.column(named: "earned", of: table)
      used = writer.column(named: "used", of: table)
      expired = writer.column(named: "expired", of: table)
      banked = writer.column(named: "banked", of: table)
    }
  }
}
