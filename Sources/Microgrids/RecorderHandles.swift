import ResultFiles

/// The signals of a run, looked up once.
struct SignalHandles {
  let load: SignalHandle
  let generation: SignalHandle
  let battery: SignalHandle
  let stateOfCharge: SignalHandle
  let imported: SignalHandle
  let exported: SignalHandle
  let bought: SignalHandle
  let sold: SignalHandle
  let cost: SignalHandle
  let generationEnergy: SignalHandle
  let loadEnergy: SignalHandle
  let storageChange: SignalHandle
  let storageLoss: SignalHandle
  let gridImport: SignalHandle
  let gridExport: SignalHandle
  let networkLoss: SignalHandle
  let network: NetworkHandles?
  let flexible: FlexibleHandles?

  /// The signals of a run with a network.
  struct NetworkHandles {
    let voltage: SignalHandle
    let unbalance: SignalHandle?
    let power: SignalHandle
    let loading: SignalHandle
    let loss: SignalHandle
    let reactivePower: SignalHandle
    let isSolved: SignalHandle
  }

  init(_ writer: borrowing ResultFileWriter) {
    load = writer.signal(named: "member_load")
    generation = writer.signal(named: "member_generation")
    battery = writer.signal(named: "member_battery")
    stateOfCharge = writer.signal(named: "member_state_of_charge")
    imported = writer.signal(named: "member_import")
    exported = writer.signal(named: "member_export")
    bought = writer.signal(named: "member_bought")
    sold = writer.signal(named: "member_sold")
    cost = writer.signal(named: "member_cost")
    generationEnergy = writer.signal(named: "generation_energy")
    loadEnergy = writer.signal(named: "load_energy")
    storageChange = writer.signal(named: "storage_change")
    storageLoss = writer.signal(named: "storage_loss")
    gridImport = writer.signal(named: "grid_import")
    gridExport = writer.signal(named: "grid_export")
    networkLoss = writer.signal(named: "network_loss")
    flexible = FlexibleHandles(writer)
    let voltage =
      writer.signalIfPresent(named: "bus_voltage") ?? writer.signalIfPresent(named: "node_voltage")
    guard let voltage else {
      network = nil
      return
    }
    network = NetworkHandles(
      voltage: voltage, unbalance: writer.signalIfPresent(named: "bus_unbalance"),
      power: writer.signal(named: "branch_power"),
      loading: writer.signal(named: "branch_loading"), loss: writer.signal(named: "branch_loss"),
      reactivePower: writer.signal(named: "grid_reactive_power"),
      isSolved: writer.signal(named: "is_solved"))
  }
}

/// The columns of the ledger.
struct LedgerColumns {
  let table: TableHandle
  let booked: ColumnHandle
  let kind: ColumnHandle
  let debtor: ColumnHandle
  let creditor: ColumnHandle
  let amount: ColumnHandle
  let energy: ColumnHandle

  init(_ writer: borrowing ResultFileWriter) {
    table = writer.table(at: ResultLayout.ledgerPath)
    booked = writer.column(named: "booked", of: table)
    kind = writer.column(named: "kind", of: table)
    debtor = writer.column(named: "debtor", of: table)
    creditor = writer.column(named: "creditor", of: table)
    amount = writer.column(named: "amount", of: table)
    energy = writer.column(named: "energy", of: table)
  }
}

/// The columns of the table of bills.
struct BillColumns {
  let table: TableHandle
  let member: ColumnHandle
  let periodStart: ColumnHandle
  let periodEnd: ColumnHandle
  let kind: ColumnHandle
  let component: ColumnHandle
  let tariffPeriod: ColumnHandle
  let tier: ColumnHandle
  let energy: ColumnHandle
  let quantity: ColumnHandle
  let unit: ColumnHandle
  let price: ColumnHandle
  let tax: ColumnHandle
  let amount: ColumnHandle

  init(_ writer: borrowing ResultFileWriter) {
    table = writer.table(at: ResultLayout.billsPath)
    member = writer.column(named: "member", of: table)
    periodStart = writer.column(named: "period_start", of: table)
    periodEnd = writer.column(named: "period_end", of: table)
    kind = writer.column(named: "kind", of: table)
    component = writer.column(named: "component", of: table)
    tariffPeriod = writer.column(named: "tariff_period", of: table)
    tier = writer.column(named: "tier", of: table)
    quantity = writer.column(named: "quantity", of: table)
    unit = writer.column(named: "unit", of: table)
    price = writer.column(named: "price", of: table)
    tax = writer.column(named: "tax", of: table)
    energy = writer.column(named: "energy", of: table)
    amount = writer.column(named: "amount", of: table)
  }
}
