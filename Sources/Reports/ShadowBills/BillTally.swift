import Accounting
import Quantities
import Tariffs

/// Adds up lines of bills, by member, cycle, component and party, to the last millionth.
struct BillTally {
  /// What rows of components are for.
  struct ComponentKey: Hashable {
    var kind: String
    var component: String
  }

  let cycleCount: Int
  /// By member and cycle.
  private(set) var bills: [Int64]
  /// By component, in the order in which they come first.
  private(set) var components: [(key: ComponentKey, micros: Int64)] = []
  /// By party, in the order in which they come first, and cycle.
  private(set) var parties: [(name: String, micros: [Int64])] = []
  private var componentIndices: [ComponentKey: Int] = [:]

  init(members: Int, cycles: Int) {
    cycleCount = cycles
    bills = Array(repeating: 0, count: members * cycles)
  }

  /// Adds the bills of a member, one for each cycle.
  mutating func add(_ bills: [Bill], member: Int) throws(ShadowBillError) {
    guard bills.count == cycleCount else {
      throw ShadowBillError("a member has \(bills.count) bills in \(cycleCount) cycles.")
    }
    for (cycle, bill) in bills.enumerated() {
      for line in bill.lines {
        try add(line.amount.micros, member: member, cycle: cycle)
        try add(
          line.amount.micros,
          to: ComponentKey(kind: line.kind.rawValue, component: line.component))
        try add(line.net.micros, party: line.party.shownName, cycle: cycle)
        if line.tax != .zero {
          try add(line.tax.micros, party: TariffParty.government.shownName, cycle: cycle)
        }
      }
    }
  }

  /// Adds what the run billed, as far as a condition holds.
  mutating func add(
    _ simulated: SimulatedBills, where condition: (PostingKind) -> Bool
  ) throws(ShadowBillError) {
    for line in simulated.lines where condition(line.kind) {
      try add(line.amount.micros, member: line.member, cycle: line.cycle)
      try add(
        line.amount.micros, to: ComponentKey(kind: line.kind.shownName, component: line.component))
    }
    for receipt in simulated.receipts where receipt.kind != .investment && condition(receipt.kind) {
      try add(receipt.amount.micros, party: receipt.account, cycle: receipt.cycle)
    }
  }

  private mutating func add(
    _ micros: Int64, member: Int, cycle: Int
  ) throws(ShadowBillError) {
    try Self.add(micros, to: &bills[member * cycleCount + cycle])
  }

  private mutating func add(_ micros: Int64, to key: ComponentKey) throws(ShadowBillError) {
    let index =
      componentIndices[key]
      ?? {
        components.append((key, 0))
        componentIndices[key] = components.count - 1
        return components.count - 1
      }()
    try Self.add(micros, to: &components[index].micros)
  }

  private mutating func add(
    _ micros: Int64, party: String, cycle: Int
  ) throws(ShadowBillError) {
    let index =
      parties.firstIndex { $0.name == party }
      ?? {
        parties.append((party, Array(repeating: 0, count: cycleCount)))
        return parties.count - 1
      }()
    try Self.add(micros, to: &parties[index].micros[cycle])
  }

  static func add(_ micros: Int64, to sum: inout Int64) throws(ShadowBillError) {
    let (total, overflow) = sum.addingReportingOverflow(micros)
    guard !overflow else { throw ShadowBillError("a sum of bills leaves the range of money.") }
    sum = total
  }
}

extension TariffParty {
  /// The name as the accounts of a run have it.
  var shownName: String { String(rawValue.map { $0 == "-" ? " " : $0 }) }
}

extension PostingKind {
  /// The word of the lines of a tariff where a run's lines are the same, else the kind's own words.
  var shownName: String {
    switch self {
    case .supplierImport: BillLineKind.energy.rawValue
    case .supplierExport: BillLineKind.export.rawValue
    case .standingCharge: BillLineKind.fixed.rawValue
    default:
      "\(self)".reduce(into: "") { words, letter in
        words += letter.isUppercase ? " " + letter.lowercased() : String(letter)
      }
    }
  }
}
