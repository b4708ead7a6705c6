public import Tariffs

/// A tariff under which a run is billed again, and who pays it.
public struct TariffChoice: Sendable {
  /// The name that tables show.
  public var name: String
  /// The tariff.
  public var plan: RatePlan
  /// The members who pay it in every comparison, by name, or by the beginning of their names with `*`
  /// behind it; empty: it is one of the tariffs that are compared, and all others pay it.
  public var members: [String]

  /// Creates a choice.
  public init(_ plan: RatePlan, name: String? = nil, members: [String] = []) {
    self.name = name ?? plan.name
    self.plan = plan
    self.members = members
  }
}

/// Rules of sharing under which a run is billed again.
public struct SharingChoice: Sendable {
  /// The name that tables show.
  public var name: String
  /// The rules.
  public var rules: [any SharingRule]

  /// Creates a choice.
  public init(name: String, rules: [any SharingRule]) {
    self.name = name
    self.rules = rules
  }
}

/// One comparison: who pays which tariff, and what is shared.
struct BillCasePlan {
  var name: String
  /// The index of each member's tariff.
  var tariffOfMember: [Int]
  var sharing: SharingChoice?
}

extension BillCasePlan {
  /// The comparisons that follow from tariffs and rules: each tariff without named members, alone and
  /// with each set of rules.
  static func all(
    _ tariffs: [TariffChoice], _ sharing: [SharingChoice], memberNames: [String]
  ) throws(ShadowBillError) -> [BillCasePlan] {
    guard !tariffs.isEmpty else { throw ShadowBillError("there is no tariff to bill with.") }
    let named = try assignments(tariffs, memberNames)
    let compared = tariffs.indices.filter { tariffs[$0].members.isEmpty }
    var bases: [(name: String, tariffOfMember: [Int])] = []
    for index in compared {
      bases.append((tariffs[index].name, named.map { $0 ?? index }))
    }
    if compared.isEmpty {
      let unassigned = named.indices.filter { named[$0] == nil }
      if let first = unassigned.first {
        throw ShadowBillError(
          "\(unassigned.count) members have no tariff, '\(memberNames[first])' first; add one "
            + "without names of members.")
      }
      bases.append((tariffs.map(\.name).joined(separator: " + "), named.compactMap(\.self)))
    }
    var cases: [BillCasePlan] = []
    for base in bases {
      cases.append(BillCasePlan(name: base.name, tariffOfMember: base.tariffOfMember))
      for rules in sharing {
        cases.append(
          BillCasePlan(
            name: "\(base.name) + \(rules.name)", tariffOfMember: base.tariffOfMember,
            sharing: rules))
      }
    }
    var seen: Set<String> = [simulatedName]
    for plan in cases where !seen.insert(plan.name).inserted {
      throw ShadowBillError("two tariffs are called '\(plan.name)'; give them different names.")
    }
    return cases
  }

  /// The name of what the run itself billed.
  static let simulatedName = "as simulated"

  /// The tariff that each member is named in; `nil` for those who are not.
  private static func assignments(
    _ tariffs: [TariffChoice], _ memberNames: [String]
  ) throws(ShadowBillError) -> [Int?] {
    var assigned = [Int?](repeating: nil, count: memberNames.count)
    for (index, tariff) in tariffs.enumerated() {
      for pattern in tariff.members {
        let matching = memberNames.indices.filter { matches(memberNames[$0], pattern) }
        guard !matching.isEmpty else {
          throw ShadowBillError(
            "the run has no member '\(pattern)', who is to pay '\(tariff.name)'.")
        }
        for member in matching {
          if let other = assigned[member], other != index {
            throw ShadowBillError(
              "'\(memberNames[member])' is to pay both '\(tariffs[other].name)' and "
                + "'\(tariff.name)'.")
          }
          assigned[member] = index
        }
      }
    }
    return assigned
  }

  static func matches(_ name: String, _ pattern: String) -> Bool {
    pattern.hasSuffix("*") ? name.hasPrefix(pattern.dropLast()) : name == pattern
  }
}
