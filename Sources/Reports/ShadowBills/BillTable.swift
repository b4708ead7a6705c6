public import Quantities
import Tariffs

/// A table of bills: rows of names, a column of amounts for each set of bills.
public struct BillTable: Hashable, Sendable {
  /// What the rows are.
  public enum Rows: String, CaseIterable, Hashable, Sendable {
    /// The members.
    case member
    /// The billing cycles.
    case cycle
    /// The components of the tariffs, and what else is billed.
    case component
    /// The parties that are paid, by year.
    case party
  }

  /// One row.
  public struct Row: Hashable, Sendable {
    /// The names that lead the row, one for each of ``BillTable/labels``.
    public var labels: [String]
    /// What the run itself billed; `nil` where it billed no such thing.
    public var simulated: Money?
    /// The amount under each tariff; `nil` where it has no such thing.
    public var amounts: [Money?]
    /// Whether the row is a sum of others.
    public var isTotal = false

    /// Creates a row.
    package init(labels: [String], simulated: Money?, amounts: [Money?]) {
      self.labels = labels
      self.simulated = simulated
      self.amounts = amounts
    }
  }

  /// What the rows are.
  public var kind: Rows
  /// One line above the table, without its unit.
  public var title: String
  /// The names of the columns that lead each row.
  public var labels: [String]
  /// The names of the sets of bills.
  public var cases: [String]
  /// The currency code, unit of all amounts.
  public var currency: String
  /// The rows, sums last.
  public var rows: [Row]

  /// Whether each amount has the difference to what the run billed behind it.
  public var hasDifferences: Bool { kind != .component }
}

extension BillTable.Row {
  /// The amount less what the run billed; `nil` where either is missing.
  func difference(_ index: Int) -> Int64? {
    guard let simulated, let amount = amounts[index] else { return nil }
    let (difference, overflow) = amount.micros.subtractingReportingOverflow(simulated.micros)
    return overflow ? nil : difference
  }

  /// The difference as hundredths of a per cent of what the run billed, rounded half to even; `nil`
  /// where the run billed nothing.
  package func share(_ index: Int) -> Int64? {
    guard let simulated, simulated != .zero, let difference = difference(index) else { return nil }
    let base = Int128(simulated.micros.magnitude)
    return Int64(
      exactly: quotientRoundedHalfToEven(Int128(difference) * 10_000, by: base))
  }
}

extension ShadowBills {
  /// The table of bills with some kind of rows.
  public func table(by rows: BillTable.Rows) -> BillTable {
    let (title, labels, content): (String, [String], [BillTable.Row]) =
      switch rows {
      case .member: ("Bills by member", ["member"], memberRows)
      case .cycle: ("Bills of all members by billing cycle", ["cycle"], cycleRows)
      case .component: ("Bills of all members by component", ["kind", "component"], componentRows)
      case .party: ("What the parties receive by year", ["party", "year"], partyRows)
      }
    return BillTable(
      kind: rows, title: title, labels: labels, cases: cases.map(\.name), currency: currency,
      rows: content)
  }

  private func row(_ labels: [String], _ amount: (BillCase) -> Money?) -> BillTable.Row {
    BillTable.Row(labels: labels, simulated: amount(simulated), amounts: cases.map(amount))
  }

  private func total(_ labels: [String]) -> BillTable.Row {
    var row = row(labels) { $0.total }
    row.isTotal = true
    return row
  }

  private var memberRows: [BillTable.Row] {
    memberNames.enumerated().map { member, name in row([name]) { $0.bill(ofMember: member) } }
      + [total(["all members"])]
  }

  private var cycleRows: [BillTable.Row] {
    cycles.enumerated().map { index, cycle in
      row(["\(cycle.year)-\(cycle.month < 10 ? "0" : "")\(cycle.month)"]) {
        $0.bills(inCycle: index)
      }
    } + [total(["all cycles"])]
  }

  private var componentRows: [BillTable.Row] {
    var keys: [[String]] = []
    for bills in [simulated] + cases {
      for (kind, component, _) in bills.components where !keys.contains([kind, component]) {
        keys.append([kind, component])
      }
    }
    return keys.map { key in
      row(key) { bills in bills.components.first { [$0.kind, $0.component] == key }?.amount }
    } + [total(["all", ""])]
  }

  private var partyRows: [BillTable.Row] {
    var names: [String] = []
    for name in ([simulated] + cases).flatMap(\.parties) where !names.contains(name) {
      names.append(name)
    }
    let years = Set(cycles.map(\.year)).sorted()
    let spans: [(name: String, cycles: [Int])] =
      years.map { year in ("\(year)", cycles.indices.filter { cycles[$0].year == year }) }
      + (years.count > 1 ? [("all years", Array(cycles.indices))] : [])
    return names.flatMap { name in
      spans.map { span in
        row([name, span.name]) { $0.receipts(ofParty: name, cycles: span.cycles) }
      }
    } + [total(["all parties", spans.last?.name ?? ""])]
  }
}
