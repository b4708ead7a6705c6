import JSONReading
import Parameters
import Quantities
import Tariffs
import Testing

struct SceeAllocationTests {
  static func rule(_ allocations: [[String: ParameterValue]]) throws -> SceeAllocation {
    try SceeAllocation(
      Brazil.filled(
        SceeAllocation.parameterSet,
        ["generator": .text("G"), "allocations": Brazil.list(allocations)]))
  }

  static func members(_ entries: [(String, Double?)]) -> ParameterValue {
    Brazil.list(
      entries.map { name, share in
        var values: [String: ParameterValue] = ["name": .text(name)]
        if let share { values["share"] = .number(share) }
        return values
      })
  }

  /// The bills of a generator with the surplus of the vector and its three consumers.
  static func bills(_ rule: SceeAllocation) throws -> [Bill] {
    let vector = try Vector("br_shared_generation_allocation")
    let plan = try SceeBillingTests.plan(
      SceeBillingTests.after, ["connection": .text("single-phase")])
    let grid = try Brazil.grid(2026, 7)
    let names = ["G", "A", "B", "C"]
    var consumption = ["G": 0.0]
    for unit in try #require(try vector["units"].elements) {
      consumption[try unit.text("id")] = try unit.number("consumption")
    }
    let meters = try names.map { name in
      try Brazil.meter(
        plan, on: grid, imported: [["all hours": consumption[name] ?? 0]],
        exported: [["all hours": name == "G" ? try vector.number("surplus_kwh") : 0]])
    }
    var states = names.map { _ in BillingState() }
    let community = try CommunityBilling(
      plans: [plan], planOfMember: [0, 0, 0, 0], memberNames: names, on: grid, sharing: [rule])
    return try community.bills(for: meters, states: &states).map { $0[0] }
  }

  @Test("By percentages each unit receives its share, and what it does not use is its credit")
  func percentages() throws {
    let vector = try Vector("br_shared_generation_allocation")
    let shares = try #require(try vector["units"].elements).map {
      (try $0.text("id"), try $0.number("pct") as Double?)
    }
    let bills = try Self.bills(Self.rule([["members": Self.members(shares)]]))
    for (name, bill) in zip(["A", "B", "C"], bills.dropFirst()) {
      let expected = try vector["percent_expected", name]
      #expect(Double(bill.credits.received) / 1e6 == (try expected.number("received")))
      #expect(Double(bill.credits.used) / 1e6 == (try expected.number("compensated")))
      #expect(Double(bill.creditBalance) / 1e6 == (try expected.number("new_credit")))
    }
    #expect(bills[0].creditBalance == 0)
  }

  @Test("By priority units are served in order, and the rest stays with the generator")
  func priority() throws {
    let vector = try Vector("br_shared_generation_allocation")
    let order = try #require(try vector["priority_order"].elements).compactMap(\.string)
    let bills = try Self.bills(
      Self.rule([
        ["method": .text("priority"), "members": Self.members(order.map { ($0, nil) })]
      ]))
    for (name, bill) in zip(["A", "B", "C"], bills.dropFirst()) {
      let expected = try vector["priority_expected", name]
      #expect(Double(bill.credits.used) / 1e6 == (try expected.number("compensated")))
      #expect(bill.creditBalance == 0)
    }
    #expect(
      Double(bills[0].creditBalance) / 1e6
        == (try vector.number("priority_expected", "left_over_credit_at_generator")))
  }

  @Test("Whatever the shares and needs, nothing is lost or made", arguments: 0..<200)
  func invariants(seed: Int) throws {
    var state = UInt64(seed) &+ 1
    func random(_ bound: Int64) -> Int64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(state >> 33) % bound
    }
    let count = 1 + Int(random(6))
    let weights = (0..<count).map { _ in Double(random(1000)) }
    let whole = max(weights.reduce(0, +), 1) * (random(2) == 0 ? 1 : 1.25)
    let byShares = random(2) == 0
    let members = Self.members(
      weights.enumerated().map { ("m\($0)", byShares ? $1 / whole : nil) })
    let rule = try Self.rule([
      ["method": .text(byShares ? "percentages" : "priority"), "members": members]
    ])
    let grid = try Brazil.grid(2026, 7, minutes: 1440)
    let surplus = MemberSurplus(
      cycle: grid.cycles[0], giver: 0, energy: (0..<3).map { _ in random(1_000_000_007) },
      needs: (0...count).map { _ in (0..<3).map { _ in random(400_000_000) } })
    let parts = try rule.deal(surplus)
    for period in 0..<3 {
      let given = parts.reduce(0) { $0 + $1[period] }
      #expect(parts.allSatisfy { $0[period] >= 0 })
      #expect(given <= surplus.energy[period])
      // Shares that sum to one leave nothing; the generator itself may take part.
      if byShares, weights.reduce(0, +) == whole { #expect(given == surplus.energy[period]) }
    }
    if !byShares {
      for (part, need) in zip(parts, surplus.needs).dropFirst() {
        #expect(part.reduce(0, +) <= need.reduce(0, +))
      }
    }
  }

  @Test("A changed allocation holds from its day, or 30 days after it was requested")
  func dates() throws {
    let rule = try Self.rule([
      ["members": Self.members([("A", 1)])],
      ["from": .text("2026-03-01"), "members": Self.members([("B", 1)])],
      ["requested": .text("2026-05-03"), "members": Self.members([("C", 1)])],
    ])
    #expect(rule.memberNames == ["G", "A", "B", "C"])
    let grid = try Brazil.grid(2026, 1, months: 8, minutes: 1440)
    let receivers = try grid.cycles.map { cycle in
      let surplus = MemberSurplus(
        cycle: cycle, giver: 0, energy: [100], needs: Array(repeating: [100], count: 4))
      let parts = try rule.deal(surplus)
      return try #require(parts.firstIndex { $0[0] == 100 })
    }
    // 2026-05-03 and 30 days are 2026-06-02, so the cycle of July is the first.
    #expect(receivers == [1, 1, 2, 2, 2, 2, 3, 3])
  }

  @Test("Allocations that contradict themselves are refused")
  func refusals() {
    #expect(
      Brazil.message { _ = try Self.rule([["members": Self.members([("A", 0.6), ("B", 0.5)])]]) }
        .contains("sum to 1.1"))
    #expect(
      Brazil.message { _ = try Self.rule([["members": Self.members([("A", nil)])]]) }
        .contains("gives no share to 'A'"))
    #expect(
      Brazil.message {
        _ = try Self.rule([
          ["members": Self.members([("A", 1)])], ["members": Self.members([("A", 1)])],
        ])
      }.contains("in order of time"))
    #expect(
      Brazil.message { _ = try Self.rule([["members": Self.members([("A", 0.5), ("A", 0.5)])]]) }
        .contains("names 'A' twice"))
  }
}
