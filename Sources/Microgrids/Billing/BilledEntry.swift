import Accounting
import Quantities
import Tariffs

/// A line of a bill and a posting, either of which may be missing.
struct BilledEntry {
  let line: RecordedLine?
  let posting: Posting?
}

/// A line of a bill, as the member sees it.
struct RecordedLine {
  let member: Int
  let start: Instant
  let end: Instant
  let kind: PostingKind
  /// The tariff component, or what else is billed.
  let component: String
  /// The period of the tariff.
  let period: String
  let energy: MeteredEnergy
  /// What was multiplied.
  let rate: BilledRate
  /// The part of what the member owes that goes to the state as a tax on the line.
  var tax = Money.zero
  /// What the member owes; negative when it is owed.
  let owed: Money
}

/// How the amount of a line came about.
struct BilledRate {
  /// The tier from 1; 0 where there are none.
  var tier = 0
  var quantity: Double
  var unit: BilledUnit
  /// The price of one unit before taxes, in currency units; not a number where intervals differ.
  var price: Double
}

extension BilledRate {
  init(_ line: BillLine) {
    self.init(
      tier: line.tier ?? 0, quantity: Double(line.quantity) / 1e6, unit: line.unit,
      price: line.price.units)
  }
}

extension PostingKind {
  /// What a line of a bill is posted as.
  init(_ kind: BillLineKind) {
    self =
      switch kind {
      case .energy: .energyCharge
      case .compensation: .creditCompensation
      case .retained: .retainedCharge
      case .export: .exportCredit
      case .premium, .rebate, .discount: .rebate
      case .demand, .overrun: .demandCharge
      case .reactive: .reactiveCharge
      case .fixed: .fixedCharge
      case .minimum: .minimumCharge
      case .adder: .energyAdder
      case .carryOver: .carryOver
      case .shared: .sharedEnergy
      case .levy: .levy
      }
  }
}
