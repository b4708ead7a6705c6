public import Quantities
public import Tariffs

/// The bills of a finished run under several tariffs, beside what the run itself billed.
public struct ShadowBills: Sendable {
  /// The title of the scenario.
  public let title: String
  /// What names the run.
  public let runID: String
  /// The arm of the scenario that ran; `nil` without arms.
  public let arm: String?
  /// The currency code.
  public let currency: String
  /// What of the meters was billed.
  public let reading: MeterReading
  /// The names of the members.
  public let memberNames: [String]
  /// The billing cycles.
  public let cycles: [BillingCycle]
  /// What the run itself billed.
  public let simulated: BillCase
  /// The bills under each tariff and set of sharing rules, in the order in which they were asked for.
  public let cases: [BillCase]
  /// What a reader of the tables must know: how meters were read, which behaviour is held fixed.
  public let notes: [String]

  init(_ meters: RunMeters, simulated: BillCase, cases: [BillCase]) {
    title = meters.title
    runID = meters.runID
    arm = meters.arm
    currency = meters.currency
    reading = meters.reading
    memberNames = meters.memberNames
    cycles = meters.grid.cycles
    self.simulated = simulated
    self.cases = cases
    notes =
      [meters.reading.explanation] + meters.heldFixed
      + ["Every set of bills starts without credits or peaks of earlier bills."]
  }
}

/// The bills of all members under one tariff, or under one for each, added up.
public struct BillCase: Sendable {
  /// The name: of the tariff, and of the rules of sharing.
  public let name: String
  private let tally: BillTally

  init(_ name: String, _ tally: BillTally) {
    self.name = name
    self.tally = tally
  }

  /// What a member is billed in all cycles; negative when it is owed.
  public func bill(ofMember member: Int) -> Money {
    Money.clampedSum((0..<tally.cycleCount).map { tally.bills[member * tally.cycleCount + $0] })
  }

  /// What a member is billed in one cycle.
  public func bill(ofMember member: Int, cycle: Int) -> Money {
    Money(micros: tally.bills[member * tally.cycleCount + cycle])
  }

  /// What all members are billed in one cycle.
  public func bills(inCycle cycle: Int) -> Money {
    Money.clampedSum(
      stride(from: cycle, to: tally.bills.count, by: tally.cycleCount).map { tally.bills[$0] })
  }

  /// What all members are billed in all cycles.
  public var total: Money { Money.clampedSum(tally.bills) }

  /// What is billed for each component: the kind of the lines, the name, the amount.
  public var components: [(kind: String, component: String, amount: Money)] {
    tally.components.map { ($0.key.kind, $0.key.component, Money(micros: $0.micros)) }
  }

  /// The parties that receive what members are billed.
  public var parties: [String] { tally.parties.map(\.name) }

  /// What a party receives in some cycles, less what it pays.
  public func receipts(ofParty party: String, cycles: [Int]) -> Money {
    let sums = tally.parties.first { $0.name == party }?.micros
    return Money.clampedSum(cycles.map { sums?[$0] ?? 0 })
  }
}

extension Money {
  /// A sum that stays at the end of the range instead of leaving it.
  fileprivate static func clampedSum(_ micros: [Int64]) -> Money {
    Money(micros: Int64(clamping: micros.reduce(Int128(0)) { $0 + Int128($1) }))
  }
}
