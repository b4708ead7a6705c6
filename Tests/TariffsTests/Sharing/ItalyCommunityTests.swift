import Parameters
import Quantities
import Tariffs
import TestSupport
import Testing

struct ItalyCommunityTests {
  @Test("The premium of the worked examples is exact")
  func premiums() throws {
    let vector = try SharingFixtures.vector("it_cer_tip")
    let cases = vector["cases"] as? [[String: Any]] ?? []
    #expect(cases.count == 6)
    for entry in cases {
      let zone = try #require(ItalyPremium.Zone(rawValue: entry["zone"] as? String ?? ""))
      let premium = try ItalyPremium(kilowatts: entry["kw"] as? Double ?? 0, zone: zone)
      let price = UnitPrice(rounding: (entry["Pz"] as? Double ?? 0) / 1000)
      let expected = Int64((entry["expected"] as? Double ?? 0) * 1e6)
      #expect(premium.price(at: price).nanos == expected, "\(entry)")
    }
  }

  @Test(
    "A class ends with its power, other plants than photovoltaics have no adder, and grants reduce")
  func classes() throws {
    let low = SharingFixtures.price(0)
    func premium(_ kilowatts: Double, _ photovoltaic: Bool = true, _ reduction: Double = 0) throws
      -> Int64
    {
      try ItalyPremium(
        kilowatts: kilowatts, zone: .north, isPhotovoltaic: photovoltaic, reduction: reduction
      ).price(at: low).nanos / 1_000_000
    }
    #expect(try premium(200) == 130)
    #expect(try premium(200.001) == 120)
    #expect(try premium(600) == 120)
    #expect(try premium(601) == 110)
    #expect(try premium(601, false) == 100)
    #expect(try premium(200, true, 0.5) == 65)
    #expect(throws: BillingError.self) { try premium(0) }
    #expect(throws: BillingError.self) { try premium(.nan) }
  }

  static func rule(_ more: [String: ParameterValue] = [:]) throws -> ItalyCommunity {
    var given: [String: ParameterValue] = [
      "members": .list([
        ParameterValues(["name": .text("plant"), "business": .boolean(true)]),
        ParameterValues(["name": .text("home")]), ParameterValues(["name": .text("shop")]),
      ]),
      "plants": .list([ParameterValues(["member": .text("plant"), "power": .number(100_000)])]),
      "zone": .text("south"), "zonalPrice": .number(0.16), "returnedCharges": .number(0.01),
    ]
    given.merge(more) { $1 }
    return try SharingFixtures.rule(ItalyCommunity.self, given)
  }

  /// The hours of the worked example: injection 0, 5, 9 and withdrawal 4, 6, 3 kWh.
  static let meters = [
    SharingFixtures.meter([0, 0, 0], [0, 5, 9]), SharingFixtures.meter([3, 4, 1], [0, 0, 0]),
    SharingFixtures.meter([1, 2, 2], [0, 0, 0]),
  ]

  static func cycle(_ rule: ItalyCommunity, minutes: Int64 = 60) throws -> SharedCycle {
    let grid = try SharingFixtures.grid(3, minutes: minutes)
    var energy = try SharedEnergy(meters: meters, memberNames: rule.memberNames, on: grid)
    try rule.share(&energy)
    let bill = Bill(cycle: grid.cycles[0], lines: [], total: .zero)
    return try SharedCycle(
      cycle: 0, energy: energy, plans: meters.map { _ in SharingFixtures.plan() },
      bills: meters.map { _ in bill })
  }

  @Test("Shared energy is the lesser of injection and withdrawal in each hour, as in the example")
  func sharedEnergy() throws {
    let premium = try Self.rule().premium(for: Self.cycle(Self.rule()))
    #expect(premium.shared == 8_000_000)
    #expect(premium.injected == 14_000_000)
    // TIP at 160 €/MWh is 100 €/MWh: 8 kWh bring 0.80; 0.08 is returned.
    #expect(premium.premium == Money(micros: 800_000))
    #expect(premium.returned == Money(micros: 80_000))
    // 8 − 0.55·14 = 0.3 kWh of 8 are above: 3.75 % of 0.80.
    #expect(premium.excess == Money(micros: 30_000))
    let granted = try Self.rule(["grant": .boolean(true)])
    // 8 − 0.45·14 = 1.7 kWh.
    #expect(try granted.premium(for: Self.cycle(granted)).excess == Money(micros: 170_000))
  }

  @Test(
    "The premium is divided as asked for, exactly, and what is above the threshold is social or consumers'",
    arguments: [
      ("equal", "social", [256_667, 256_667, 256_666], [0, 0, 0]),
      ("by-withdrawal", "consumers", [0, 473_846, 296_154], [0, 18_462, 11_538]),
      ("by-injection", "social", [770_000, 0, 0], [0, 0, 0]),
      ("shares", "consumers", [385_000, 231_000, 154_000], [0, 18_000, 12_000]),
    ] as [(String, String, [Int64], [Int64])])
  func division(name: String, excess: String, plain: [Int64], above: [Int64]) throws {
    var more: [String: ParameterValue] = [
      "division": .text(name), "excessTo": .text(excess),
    ]
    if name == "shares" {
      more["members"] = .list(
        [("plant", 0.5, true), ("home", 0.3, false), ("shop", 0.2, false)].map {
          ParameterValues([
            "name": .text($0.0), "share": .number($0.1), "business": .boolean($0.2),
          ])
        })
    }
    let rule = try Self.rule(more)
    let lines = try rule.lines(for: Self.cycle(rule))
    func amounts(_ component: String) -> [Int64] {
      lines.map { own in own.first { $0.component == component }.map { -$0.net.micros } ?? 0 }
    }
    #expect(amounts("premium on shared energy") == plain)
    #expect(amounts("premium above the threshold") == above)
    #expect(amounts("returned network components").reduce(0, +) == 80_000)
  }

  @Test("Quarters of an hour count together, and everybody's own meter is billed as it is")
  func quarters() throws {
    let rule = try Self.rule()
    let cycle = try Self.cycle(rule, minutes: 15)
    // Within one hour 14 kWh were injected and 13 withdrawn.
    #expect(try rule.premium(for: cycle).shared == 13_000_000)
    #expect(cycle.energy.meters == Self.meters)
  }

  @Test("The rule holds from 2024-01-24, and names what is missing")
  func refusals() throws {
    let rule = try Self.rule()
    let grid = try SharingFixtures.grid(3, from: "2016-06-01T00:00")
    var energy = try SharedEnergy(meters: Self.meters, memberNames: rule.memberNames, on: grid)
    #expect(throws: BillingError.self) { try rule.share(&energy) }
    try Self.rule(["anyDate": .boolean(true)]).share(&energy)
    #expect(throws: ParameterError.self) { try Self.rule(["division": .text("shares")]) }
    #expect(throws: ParameterError.self) {
      try Self.rule([
        "plants": .list([
          ParameterValues(["member": .text("plants"), "power": .number(100_000)])
        ])
      ])
    }
  }

  @Test("Zonal prices of a file act in their hour")
  func prices() throws {
    var given = try Self.rule()
    given = try SharingFixtures.rule(
      ItalyCommunity.self,
      [
        "members": .list([
          ParameterValues(["name": .text("plant")]), ParameterValues(["name": .text("home")]),
          ParameterValues(["name": .text("shop")]),
        ]),
        "plants": .list([ParameterValues(["member": .text("plant"), "power": .number(100_000)])]),
        "zone": .text("centre"), "zonalPrices": .text("pun.csv"), "column": .text("centre"),
      ])
    let cycle = try Self.cycle(given)
    #expect(throws: BillingError.self) { try given.premium(for: cycle) }
    var inputs = TariffInputs(currency: "EUR")
    let series = PriceSeries(
      start: cycle.grid.start, intervalNanoseconds: 3_600_000_000_000,
      prices: [0, 0.1, 0.2].map { SharingFixtures.price($0) })
    inputs.prices = { (_, _) throws(ParameterError) in series }
    // 5 kWh at 124 and 3 kWh at 84 €/MWh.
    #expect(
      try given.prepared(inputs).premium(for: cycle).premium == Money(micros: 872_000))
  }
}
