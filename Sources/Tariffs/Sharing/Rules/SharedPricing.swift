import JSONReading
import Parameters
import Quantities
import Spelling

/// What shared energy costs: the price among members, and the components of the tariff that stay due.
struct SharedPricing: Hashable, Sendable {
  /// Which share of a component stays due where the rule names none.
  enum Charges: Hashable, Sendable {
    /// None.
    case none
    /// The component's own share for energy traded locally.
    case localTradeShare
    /// The whole of what is owed to the distribution company and the state.
    case network
  }

  /// The price that consumers pay to those who generate.
  var price: UnitPrice
  /// The shares that are named, by component.
  var named: [String: Double] = [:]
  /// The shares of other components.
  var charges: Charges

  static let parameters = [
    Parameter(
      "price", .quantity(.energyPrice), minimum: -EnergyPrice.greatestUnits,
      maximum: EnergyPrice.greatestUnits, default: .number(0),
      "Price that consumers of shared energy pay to those who generate it."),
    Parameter(
      "charges",
      .list(
        ParameterSet(
          name: "charge", "A component of the tariff that stays due on shared energy.",
          [
            Parameter("component", .text, "Name of the component."),
            Parameter(
              "share", .fraction, minimum: 0, maximum: 1, "Share of its price that stays due."),
          ])), isOptional: true,
      "Components that stay due on shared energy, where they differ from the rule's own."),
  ]

  init(_ values: ParameterValues, charges: Charges) {
    price = UnitPrice(rounding: values.number("price"))
    self.charges = charges
    for charge in values.list("charges") {
      named[charge.text("component")] = charge.number("share")
    }
  }

  private func share(of component: RateComponent) -> Double {
    if let share = named[component.name] { return share }
    return switch charges {
    case .none: 0
    case .localTradeShare: component.localTradeShare
    case .network:
      component.party == .distributionCompany || component.party == .government ? 1 : 0
    }
  }

  /// The lines of everybody: payments among members, whose sum is exactly zero, and charges.
  func lines(for cycle: SharedCycle) throws(BillingError) -> [[BillLine]] {
    try checkNames(cycle.plans)
    var lines: [[BillLine]] = []
    var paid: Int128 = 0
    for member in cycle.plans.indices {
      let energy = try cycle.energy.received[member].sum(in: cycle.intervals)
      var own: [BillLine] = []
      if energy > 0, price.nanos != 0 {
        let line = try BillLine(
          shared: "shared energy", party: .community, energy: energy, price: price,
          plan: cycle.plans[member], in: cycle.billingCycle)
        paid += Int128(line.net.micros)
        own.append(line)
      }
      if energy > 0 { own += try charges(member, of: cycle) }
      lines.append(own)
    }
    guard let total = Int64(exactly: paid) else {
      throw BillingError("what is paid for shared energy leaves the range of 64 bits")
    }
    var given: [Int64] = []
    for series in cycle.energy.given { given.append(try series.sum(in: cycle.intervals)) }
    for (member, amount) in dealt(total, by: given).enumerated()
    where given[member] > 0 && price.nanos != 0 {
      lines[member].append(
        BillLine(
          kind: .shared, component: "energy given", party: .community, quantity: -given[member],
          unit: .kilowattHour, price: price, net: Money(micros: -amount)))
    }
    return lines
  }

  /// What stays due of the tariff's components, period by period.
  private func charges(_ member: Int, of cycle: SharedCycle) throws(BillingError) -> [BillLine] {
    let plan = cycle.plans[member]
    let shares = plan.components.map { share(of: $0) }
    guard shares.contains(where: { $0 > 0 }) else { return [] }
    let energy = try cycle.received(by: member)
    var lines: [BillLine] = []
    for (period, energy) in energy.enumerated() where energy > 0 {
      guard let tier = plan.energy[period].first else { continue }
      for (index, component) in plan.components.enumerated()
      where shares[index] > 0 && index < tier.prices.count {
        lines.append(
          try BillLine(
            shared: component.name, period: plan.periods.names[period], party: component.party,
            energy: energy, price: tier.prices[index].times(shares[index]), plan: plan,
            in: cycle.billingCycle, isTaxed: component.isTaxed))
      }
    }
    return lines
  }

  private func checkNames(_ plans: [RatePlan]) throws(BillingError) {
    let known = plans.flatMap { $0.components.map(\.name) }
    for name in named.keys.sorted() where !known.contains(name) {
      throw BillingError(
        "charges on shared energy name the component '\(name)', which no tariff has. "
          + advice(for: name, among: known))
    }
  }
}

extension UnitPrice {
  /// The price times a share from 0 to 1, to the nearest 10⁻⁹.
  func times(_ share: Double) -> UnitPrice {
    let nanos = Int128((min(max(share, 0), 1) * 1e9).rounded(.toNearestOrEven))
    return UnitPrice(
      nanos: Int64(quotientRoundedHalfToEven(Int128(self.nanos) * nanos, by: 1_000_000_000)))
  }
}

extension [Int64] {
  /// The sum of a range; zero of an empty list, which stands for nothing at all.
  func sum(in range: Range<Int>) throws(BillingError) -> Int64 {
    guard !isEmpty else { return 0 }
    var sum: Int64 = 0
    for value in self[range] {
      let (next, overflow) = sum.addingReportingOverflow(value)
      guard !overflow else { throw BillingError("shared energy leaves the range of 64 bits") }
      sum = next
    }
    return sum
  }
}
