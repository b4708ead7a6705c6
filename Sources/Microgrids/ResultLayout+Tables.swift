import Accounting
import ResultFiles
import Scenarios

extension ResultLayout {
  static let ledgerPath = "ledger"
  static let billsPath = "bills"

  static func tables(_ scenario: borrowing Scenario) -> [Table] {
    let currency = scenario.currency
    let network = scenario.network
    let contract = scenario.contract.flatMap { $0.isEnabled ? $0 : nil }
    let hasContract = contract != nil
    let kinds = postingKinds(
      hasContract: hasContract, hasCycles: scenario.isBilledByCycle.contains(true))
    let hasControls = network?.controlNames.isEmpty == false
    let recordsOrders = scenario.recording.orders
    return stages(of: scenario).flatMap { stage in
      marketTables(of: stage, currency: currency, recordsOrders: recordsOrders)
    }
      + [ledger(currency, kinds), bills(currency, kinds)]
      + (contract.map { contractTables($0, currency: currency) } ?? [])
      + (hasControls ? [controlSteps] : [])
      + (network.map { constraintTables($0, currency: currency) } ?? [])
  }

  private static func ledger(_ currency: String, _ kinds: Flags) -> Table {
    Table(
      path: ledgerPath, rowDimension: "entry", longName: "Number of the posting",
      columns: [
        .time(name: "booked", longName: "When the posting was booked"),
        TableColumn(
          name: "kind", type: .int8, longName: "What the posting is for", flags: kinds),
        TableColumn(
          name: "debtor", type: .int32, longName: "Account that pays", indexOf: "account"),
        TableColumn(
          name: "creditor", type: .int32, longName: "Account that is paid",
          indexOf: "account"),
        TableColumn(name: "amount", type: .float64, units: currency, longName: "Amount"),
        TableColumn(
          name: "energy", type: .float64, units: "kWh", longName: "Energy that the amount is for"),
      ])
  }

  private static func bills(_ currency: String, _ kinds: Flags) -> Table {
    Table(
      path: billsPath, rowDimension: "bill_line", longName: "Number of the line",
      columns: [
        TableColumn(
          name: "member", type: .int32, longName: "Member that is billed", indexOf: "member"),
        .time(name: "period_start", longName: "Beginning of the billing period"),
        .time(name: "period_end", longName: "End of the billing period"),
        TableColumn(
          name: "kind", type: .int8, longName: "What the line is for", flags: kinds),
        TableColumn(
          name: "component", type: .text, longName: "Tariff component, or what else is billed"),
        TableColumn(name: "tariff_period", type: .text, longName: "Period of the tariff"),
        TableColumn(
          name: "tier", type: .int32, longName: "Tier of the price from 1; 0 where there is none"),
        TableColumn(name: "energy", type: .float64, units: "kWh", longName: "Energy"),
        TableColumn(
          name: "quantity", type: .float64, units: "1",
          longName: "What is multiplied by the price, in 'unit'"),
        TableColumn(name: "unit", type: .text, longName: "Unit of the quantity"),
        TableColumn(
          name: "price", type: .float64, units: currency,
          longName: "Price of one unit, without taxes; NaN where intervals differ"),
        TableColumn(
          name: "tax", type: .float64, units: currency,
          longName: "Taxes on the line, a part of the amount"),
        TableColumn(
          name: "amount", type: .float64, units: currency,
          longName: "What the member owes; negative when it is owed"),
      ])
  }

  private static func postingKinds(hasContract: Bool, hasCycles: Bool) -> Flags {
    let kinds = PostingKind.allCases.filter {
      (hasContract || !$0.isOfContract) && (hasCycles || !$0.isOfCycle)
    }
    return Flags(
      values: kinds.map { Int8(clamping: $0.rawValue) }, meanings: kinds.map { "\($0)" })
  }
}
