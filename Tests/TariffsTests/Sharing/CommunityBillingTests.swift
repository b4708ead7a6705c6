import Parameters
import Quantities
import Tariffs
import TestSupport
import Testing

/// A rule that deals the surplus of its first member by shares, or else by priority.
private struct Allocation: SharingRule {
  static let parameterSet = ParameterSet(name: "allocation", "Credits of surplus.", [])
  var memberNames: [String]
  var givers = [0]
  var shares: WholeShares?
  var order: [Int] = []
  var givenEnergy = GivenEnergy.surplus

  init(_ memberNames: [String], shares: [Double]? = nil, order: [Int] = []) throws {
    self.memberNames = memberNames
    self.shares = try shares.map { try WholeShares($0) }
    self.order = order
  }

  init(_ values: ParameterValues) throws(ParameterError) { memberNames = [] }

  func deal(_ surplus: MemberSurplus) throws(BillingError) -> [[BilledQuantity]] {
    shares.map { surplus.dealt(by: $0) } ?? surplus.dealt(byPriority: order)
  }
}

struct CommunityBillingTests {
  static let names = ["plant", "A", "B", "C"]
  static let meters = [
    SharingFixtures.meter([0], [1000]), SharingFixtures.meter([300], [0]),
    SharingFixtures.meter([500], [0]), SharingFixtures.meter([100], [0]),
  ]

  private func bills(
    _ rule: any SharingRule, meters: [MeterSeries] = CommunityBillingTests.meters
  ) throws -> (bills: CommunityBills, states: [BillingState]) {
    try SharingFixtures.bills(
      Self.names, meters, SharingFixtures.plan(netMetering: true), on: SharingFixtures.grid(1),
      sharing: [rule])
  }

  private func credits(_ states: [BillingState]) -> [Int64] {
    states.map { $0.credits.lots.reduce(0) { $0 + $1.energy } / 1_000_000 }
  }

  @Test("Percentages deal the surplus as in the worked example")
  func percentages() throws {
    let (result, states) = try bills(
      Allocation(Self.names, shares: [0, 0.4, 0.35, 0.25]))
    let bills = result.bills.map { $0[0] }
    #expect(bills.map { $0.credits.received / 1_000_000 } == [0, 400, 350, 250])
    #expect(bills.map { $0.credits.used / 1_000_000 } == [0, 300, 350, 100])
    #expect(credits(states) == [0, 100, 0, 150])
    #expect(bills[2].total == Money(micros: 150 * 350_000))
  }

  @Test("A priority fills one after the other, and the rest stays with the generator")
  func priority() throws {
    let (result, states) = try bills(Allocation(Self.names, order: [2, 1, 3]))
    #expect(result.bills.map { $0[0].credits.used / 1_000_000 } == [0, 300, 500, 100])
    #expect(credits(states) == [100, 0, 0, 0])
    #expect(result.bills[0][0].creditBalance == 100_000_000)
  }

  @Test("Of shares below one the rest stays with the giver")
  func rest() throws {
    let (_, states) = try bills(Allocation(Self.names, shares: [0, 0.1, 0.1, 0.1]))
    #expect(credits(states) == [700, 0, 0, 0])
  }

  @Test("A giver's own consumption is offset first, unless its whole injection is dealt")
  func injection() throws {
    var meters = Self.meters
    meters[0] = SharingFixtures.meter([200], [1000])
    var rule = try Allocation(Self.names, shares: [0.5, 0.5, 0, 0])
    let surplus = try bills(rule, meters: meters)
    #expect(surplus.bills.bills[1][0].credits.received == 400_000_000)
    #expect(credits(surplus.states) == [400, 100, 0, 0])
    rule.givenEnergy = .injection
    let injection = try bills(rule, meters: meters)
    #expect(injection.bills.bills[1][0].credits.received == 500_000_000)
    // The plant has 500 of its 1000, of which its own 200 are offset.
    #expect(credits(injection.states) == [300, 200, 0, 0])
  }

  @Test("Members who give to each other lose nothing", arguments: 0..<80)
  func mutual(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let names = (0..<4).map { "m\($0)" }
    let grid = try SharingFixtures.grid(24)
    let meters = names.map { _ in
      MeterSeries(
        imported: (0..<24).map { _ in Int64.random(in: 0...900_000, using: &generator) },
        exported: (0..<24).map { _ in Int64.random(in: 0...1_200_000, using: &generator) })
    }
    let schedule = try PeriodSchedule(
      windows: [PeriodWindow("peak", minutes: 600..<900)], otherwise: "off-peak")
    var plan = SharingFixtures.plan(netMetering: true)
    plan.periods = schedule
    plan.energy = [plan.energy[0], plan.energy[0]]
    plan.exports.credits.crossing = seed % 2 == 0 ? .oneForOne : .never
    var first = try Allocation(names, shares: [0, 0.3, 0.3, 0.2])
    first.givers = [0, 2]
    let second = try Allocation([names[1], names[0], names[3]], order: [1, 2])
    let (result, states) = try SharingFixtures.bills(
      names, meters, plan, on: grid, sharing: [first, second])
    let exported = meters.reduce(0) { $0 + $1.exported.reduce(0, +) }
    let used = result.bills.joined().reduce(0) { $0 + $1.credits.used }
    let kept = states.reduce(0) { $0 + $1.credits.lots.reduce(0) { $0 + $1.energy } }
    #expect(used + kept == exported)
    for (bills, state) in zip(result.bills, states) {
      #expect(bills[0].creditBalance == state.credits.lots.reduce(0) { $0 + $1.energy })
    }
  }

  @Test("Month by month with states carried gives the bills of the whole year")
  func cycleByCycle() throws {
    var generator = TestGenerator(seed: 3)
    let days = [30, 31]
    let rule = try Allocation(Self.names, shares: [0, 0.4, 0.35, 0.25])
    let count = days.reduce(0, +) * 24
    let grid = try SharingFixtures.grid(count, from: "2024-06-01T00:00")
    let meters = Self.names.map { _ in
      MeterSeries(
        imported: (0..<count).map { _ in Int64.random(in: 0...900_000, using: &generator) },
        exported: (0..<count).map { _ in Int64.random(in: 0...1_200_000, using: &generator) })
    }
    let plan = SharingFixtures.plan(netMetering: true)
    let whole = try SharingFixtures.bills(Self.names, meters, plan, on: grid, sharing: [rule])
    var states = Self.names.map { _ in BillingState() }
    var first = 0
    for (month, days) in days.enumerated() {
      let range = first..<first + days * 24
      let grid = try SharingFixtures.grid(days * 24, from: "2024-0\(6 + month)-01T00:00")
      let billing = try CommunityBilling(
        plans: [plan], planOfMember: [0, 0, 0, 0], memberNames: Self.names, on: grid,
        sharing: [rule])
      let bills = try billing.bills(
        for: meters.map {
          MeterSeries(imported: Array($0.imported[range]), exported: Array($0.exported[range]))
        }, states: &states)
      for member in Self.names.indices {
        #expect(bills[member][0].total == whole.bills.bills[member][month].total)
        #expect(bills[member][0].credits == whole.bills.bills[member][month].credits)
      }
      first = range.upperBound
    }
    #expect(states == whole.states)
  }

  @Test("Names that nobody has are told with the nearest, and other mistakes by their place")
  func refusals() throws {
    let error = #expect(throws: BillingError.self) {
      try bills(Allocation(["plant", "AA", "B", "C"], shares: [0, 1, 0, 0]))
    }
    #expect(error?.description.contains("names 'AA'") == true)
    #expect(error?.description.contains("'A'") == true)
    #expect(throws: BillingError.self) {
      try bills(Allocation(["plant", "A", "A"], shares: [0, 1, 0]))
    }
    let rule = try Allocation(Self.names, shares: [0, 1, 0, 0])
    #expect(throws: BillingError.self) {
      try SharingFixtures.bills(
        Self.names, Self.meters, SharingFixtures.plan(netMetering: true),
        on: SharingFixtures.grid(1), sharing: [rule, rule])
    }
    let credit = #expect(throws: BillingError.self) {
      try SharingFixtures.bills(
        Self.names, Self.meters, SharingFixtures.plan(), on: SharingFixtures.grid(1),
        sharing: [rule])
    }
    #expect(credit?.description.contains("net metering") == true)
    #expect(throws: BillingError.self) { try bills(rule, meters: Array(Self.meters.dropLast())) }
  }

  @Test("Every kind has its own name, and its description fits its reader")
  func kinds() {
    let names = SharingKinds.all.map { $0.parameterSet.name }
    #expect(Set(names).count == names.count)
    #expect(names.contains("italy-cer"))
    #expect(names.contains("brazil-credits"))
  }
}
