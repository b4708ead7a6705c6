public import Parameters
import Quantities

/// Allocates the surplus of a generating unit among units of its owner or members of shared
/// generation (autoconsumo remoto, geração compartilhada), by percentages or in an order of priority.
///
/// ```text
/// percentages   received(i) = share(i)·surplus, rounded so that nothing is lost
/// priority      received(i) = min(need(i), what those before left over)
/// ```
///
/// What is not allocated stays with the generating unit as its own credits. An allocation holds from
/// a day on; the distributor applies one that was requested within the days that the rules name, and
/// a billing cycle follows the allocation that holds on its first day (Lei 14.300/2022 arts. 12 and
/// 14).
public struct SceeAllocation: SharingRule, Hashable {
  /// One allocation.
  struct Allocation: Hashable {
    /// The first day; `nil`: always.
    var from: CivilDate?
    var method: Method
  }

  enum Method: Hashable {
    /// The share of each member of the rule.
    case percentages(WholeShares)
    /// The positions of members, the first served first.
    case priority([Int])
  }

  public let memberNames: [String]
  public let givenEnergy: GivenEnergy
  let allocations: [Allocation]

  /// The generating unit is the first of the members.
  public var givers: [Int] { [0] }

  public func deal(_ surplus: MemberSurplus) throws(BillingError) -> [[BilledQuantity]] {
    let day = CivilDate(year: surplus.cycle.year, month: surplus.cycle.month, day: 1)
    let holding = allocations.last { allocation in
      guard let from = allocation.from, let day else { return true }
      return from <= day
    }
    guard let holding else { return [] }
    return switch holding.method {
    case .percentages(let shares): surplus.dealt(by: shares)
    case .priority(let order): surplus.dealt(byPriority: order)
    }
  }
}

extension SceeAllocation {
  public static let parameterSet = ParameterSet(
    name: "brazil-credits",
    "Surplus of a generating unit as credits of other units (SCEE): remote self-consumption, shared "
      + "generation.",
    [
      Parameter("generator", .text, "Name of the member whose surplus is allocated."),
      Parameter(
        "gives", .choice(GivenEnergy.allCases.map(\.rawValue)),
        default: .text(GivenEnergy.surplus.rawValue),
        "Whether the surplus after the generator's own consumption is allocated, or its whole "
          + "injection (shared generation, condominiums)."),
      Parameter(
        "allocations",
        .list(
          ParameterSet(
            name: "allocation", "Who receives how much, from a day on.",
            [
              Parameter("from", .date, isOptional: true, "First day; without it always."),
              Parameter(
                "requested", .date, isOptional: true,
                "Day of the request, in place of 'from'; it is applied after the days of the rules."
              ),
              Parameter(
                "method", .choice(["percentages", "priority"]), default: .text("percentages"),
                "Whether members have shares, or are served in their order."),
              Parameter(
                "members",
                .list(
                  ParameterSet(
                    name: "member", "A unit that receives credits.",
                    [
                      Parameter("name", .text, "Name of the member."),
                      Parameter(
                        "share", .fraction, minimum: 0, maximum: 1, isOptional: true,
                        "Share of the surplus; needed by percentages."),
                    ])),
                "Units that receive credits; with 'priority' in its order."),
            ])),
        "Allocations in order of time."),
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    givenEnergy = GivenEnergy(rawValue: values.text("gives")) ?? .surplus
    let sections = values.list("allocations")
    guard !sections.isEmpty else { throw ParameterError("allocations", "must hold an allocation") }
    var names = [values.text("generator")]
    for section in sections {
      for member in section.list("members") where !names.contains(member.text("name")) {
        names.append(member.text("name"))
      }
    }
    memberNames = names
    var allocations: [Allocation] = []
    for section in sections {
      let from = try Self.start(section)
      if let last = allocations.last {
        guard let from, from > last.from ?? .first else {
          throw ParameterError("allocations", "must be in order of time, each from its own day on")
        }
      }
      allocations.append(
        Allocation(from: from, method: try Self.method(section, memberNames: names)))
    }
    self.allocations = allocations
  }

  /// The first day of an allocation.
  private static func start(_ section: ParameterValues) throws(ParameterError) -> CivilDate? {
    guard section.has("requested") else { return try section.date("from") }
    guard !section.has("from") else {
      throw ParameterError("allocations", "can't name both 'from' and 'requested'")
    }
    let rule = try inParameter("allocations") { () throws(BrazilRulesError) in
      try BrazilRules.found(
        try BrazilRules.embedded.allocationChange.last, "'allocationChange'")
    }
    return try section.date("requested")?.adding(days: rule.count)
  }

  private static func method(
    _ section: ParameterValues, memberNames: [String]
  ) throws(ParameterError) -> Method {
    let members = section.list("members")
    var positions: [Int] = []
    for member in members {
      let position = memberNames.firstIndex(of: member.text("name")) ?? 0
      guard !positions.contains(position) else {
        throw ParameterError("allocations", "names '\(member.text("name"))' twice")
      }
      positions.append(position)
    }
    guard section.text("method") == "percentages" else {
      for member in members where member.has("share") {
        throw ParameterError(
          "allocations", "gives a share to '\(member.text("name"))', who is served by priority")
      }
      return .priority(positions)
    }
    var shares = Array(repeating: 0.0, count: memberNames.count)
    for (member, position) in zip(members, positions) {
      guard let share = member.optionalNumber("share") else {
        throw ParameterError("allocations", "gives no share to '\(member.text("name"))'")
      }
      shares[position] = share
    }
    do {
      return .percentages(try WholeShares(shares))
    } catch {
      throw ParameterError("allocations", "divides no surplus: \(error)")
    }
  }
}

extension SharingKinds {
  /// The rules of Brazil.
  static let brazil: [any SharingRule.Type] = [SceeAllocation.self]
}
