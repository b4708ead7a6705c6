public import Quantities
public import Tariffs

/// Network charges scaled so that the distribution company collects what it is allowed to.
///
/// ```text
/// Σ network charges(s) = R*              s found, collected/R* reported
/// ```
///
/// Network charges are all lines owed to the distribution company, without taxes.
public struct RevenueNeutralScaling: Hashable, Sendable {
  /// The factor s on all network charges.
  public let factor: Double
  /// The allowed revenue R*.
  public let required: Money
  /// What is collected.
  public let collected: Money
  /// The bills with scaled charges.
  public let bills: [[Bill]]

  /// What is collected, as a share of what is allowed; 1 when nothing is allowed and nothing
  /// collected.
  public var ratio: Double {
    required == .zero && collected == .zero
      ? 1 : Double(collected.micros) / Double(required.micros)
  }

  /// What the distribution company collects from bills.
  public static func networkRevenue(of bills: [[Bill]]) throws(BillingError) -> Money {
    var sum: Int128 = 0
    for line in bills.joined().lazy.flatMap(\.lines) where line.party == .distributionCompany {
      sum += Int128(line.net.micros)
    }
    return try PartyTotals.money(sum)
  }

  /// Scales the lines of bills that depend on network prices linearly.
  ///
  /// Each line is scaled and rounded to a millionth; what the roundings leave is added to the
  /// greatest lines, a millionth each, so that the sum is R* exactly. Taxes on the lines scale alike.
  ///
  /// - Throws: `BillingError` when there are no network charges, R* has another sign, or minimum charges
  ///   and money carried over make the bills depend on prices otherwise; ``solve(required:from:bills:)`` is for those.
  public static func linear(
    _ bills: [[Bill]], required: Money
  ) throws(BillingError) -> RevenueNeutralScaling {
    for line in bills.joined().lazy.flatMap(\.lines)
    where line.kind == .minimum || line.kind == .carryOver {
      throw BillingError(
        "bills with a line of '\(line.kind.rawValue)' don't scale in proportion; bill again instead"
      )
    }
    let revenue = try networkRevenue(of: bills)
    guard revenue != .zero, (revenue.micros < 0) == (required.micros < 0) || required == .zero
    else {
      throw noCharges(required)
    }
    var scaled = bills
    var places: [(weight: UInt64, member: Int, cycle: Int, line: Int)] = []
    var rest = Int128(required.micros)
    func times(_ amount: Money) throws(BillingError) -> Money {
      let sign: Int128 = revenue.micros < 0 ? -1 : 1
      return try PartyTotals.money(
        quotientRoundedHalfToEven(
          sign * Int128(amount.micros) * Int128(required.micros), by: sign * Int128(revenue.micros))
      )
    }
    for member in bills.indices {
      for cycle in bills[member].indices {
        for (index, line) in bills[member][cycle].lines.enumerated()
        where line.party == .distributionCompany && line.net != .zero {
          let net = try times(line.net)
          scaled[member][cycle].lines[index].net = net
          scaled[member][cycle].lines[index].tax = try times(line.tax)
          scaled[member][cycle].lines[index].price = UnitPrice(
            nanos: try times(Money(micros: line.price.nanos)).micros)
          rest -= Int128(net.micros)
          places.append((net.micros.magnitude, member, cycle, index))
        }
      }
    }
    places.sort {
      $0.weight != $1.weight
        ? $0.weight > $1.weight : ($0.member, $0.cycle, $0.line) < ($1.member, $1.cycle, $1.line)
    }
    for place in places.prefix(Int(clamping: rest.magnitude)) {
      scaled[place.member][place.cycle].lines[place.line].net.micros &+= rest < 0 ? -1 : 1
    }
    for member in scaled.indices {
      for cycle in scaled[member].indices {
        let sum = scaled[member][cycle].lines.reduce(Int128(0)) {
          $0 + Int128($1.net.micros) + Int128($1.tax.micros)
        }
        scaled[member][cycle].total = try PartyTotals.money(sum)
      }
    }
    return RevenueNeutralScaling(
      factor: Double(required.micros) / Double(revenue.micros), required: required,
      collected: try networkRevenue(of: scaled), bills: scaled)
  }

  /// Finds the factor by billing again, for any tariff under which revenue grows with the factor:
  /// tiers, demand, minimum charges.
  ///
  /// The search ends within a millionth for each line, or where the resolution of prices ends; ``ratio``
  /// says how near it came.
  ///
  /// - Parameters:
  ///   - required: The allowed revenue.
  ///   - start: The factor to begin with.
  ///   - bills: Bills everybody with network charges times a factor.
  /// - Throws: `BillingError` when no factor collects the revenue.
  public static func solve(
    required: Money, from start: Double = 1,
    bills: (Double) throws(BillingError) -> [[Bill]]
  ) throws(BillingError) -> RevenueNeutralScaling {
    var search = FactorSearch(required: required)
    return try search.run(from: start > 0 && start.isFinite ? start : 1, bills)
  }

  static func noCharges(_ required: Money) -> BillingError {
    BillingError(
      "no factor of the network charges collects \(required.units): there are none, or they can't reach "
        + "it")
  }
}
