import Parameters
import Quantities
import Tariffs
import TestSupport
import Testing

struct EuropeanKeysTests {
  /// Demand 4, 2 and 10 kWh and generation 12 kWh in one hour: the worked example as meters.
  static let names = ["A", "B", "C", "plant"]
  static let meters = [
    SharingFixtures.meter([4], [0]), SharingFixtures.meter([2], [0]),
    SharingFixtures.meter([10], [0]), SharingFixtures.meter([0], [12]),
  ]

  static func given(_ more: [String: ParameterValue] = [:]) -> [String: ParameterValue] {
    let third = 1.0 / 3
    return [
      "members": SharingFixtures.members([("A", third), ("B", third), ("C", third)]),
      "plants": .texts(["plant"]), "window": .number(3600),
    ].merging(more) { $1 }
  }

  private func shared(_ rule: any SharingRule) throws -> SharedEnergy {
    var energy = try SharedEnergy(
      meters: Self.meters, memberNames: Self.names,
      on: SharingFixtures.grid(1, from: "2026-06-01T00:00"))
    try rule.share(&energy)
    return energy
  }

  private func kilowattHours(_ series: [[Int64]]) -> [Double] {
    series.map { Double($0.first ?? 0) / 1e6 }
  }

  @Test(
    "Each key of each country allocates the worked example",
    arguments: [
      ("france-collective", "static", [4, 2, 4]), ("france-collective", "dynamic", [3, 1.5, 7.5]),
      ("france-collective", "simple-dynamic", [4, 2, 6]), ("germany-ggv", "constant", [4, 2, 4]),
      ("germany-ggv", "variable", [3, 1.5, 7.5]),
      ("germany-energy-sharing", "redistributed", [4, 2, 6]),
      ("shared-generation", "redistributed", [4, 2, 6]),
      ("shared-generation", "priority", [4, 2, 6]),
    ] as [(String, String, [Double])])
  func keys(kind: String, key: String, expected: [Double]) throws {
    let type = try #require(SharingKinds.all.first { $0.parameterSet.name == kind })
    let rule = try type.init(
      SharingFixtures.values(type.parameterSet, Self.given(["key": .text(key)])))
    let energy = try shared(rule)
    #expect(kilowattHours(energy.received) == expected + [0])
    #expect(
      kilowattHours(energy.meters.map(\.imported)) == [
        4 - expected[0], 2 - expected[1], 10 - expected[2], 0,
      ])
    #expect(kilowattHours(energy.meters.map(\.exported)).last == 12 - expected.reduce(0, +))
    #expect(kilowattHours(energy.given).last == expected.reduce(0, +))
  }

  @Test("A French bill: less supply, shared energy at its price, and the network in full")
  func franceBill() throws {
    let rule = try SharingFixtures.rule(
      FranceCollective.self, Self.given(["key": .text("static"), "price": .number(0.12)]))
    let bills = try SharingFixtures.bills(
      Self.names, Self.meters, SharingFixtures.plan(), on: SharingFixtures.grid(1),
      sharing: [rule]
    ).bills.bills
    // C: 6 kWh at 0.35 from the supplier, 4 kWh at 0.12 to the plant, network 0.10 and levy 0.05.
    #expect(bills[2][0].total == Money(micros: 2_100_000 + 480_000 + 400_000 + 200_000))
    // The plant sells 10 kWh at 0.12 and 2 kWh at 0.08.
    #expect(bills[3][0].total == Money(micros: -1_200_000 - 160_000))
    let community = bills.joined().flatMap(\.lines).filter { $0.party == .community }
    #expect(community.reduce(0) { $0 + $1.net.micros } == 0)
    #expect(community.count == 4)
  }

  @Test("A German building owes no network charges on shared energy, energy sharing all of them")
  func germanBills() throws {
    let grid = try SharingFixtures.grid(1, from: "2026-06-01T00:00")
    let building = try SharingFixtures.rule(
      GermanyBuilding.self, Self.given(["key": .text("variable"), "price": .number(0.2)]))
    let sharing = try SharingFixtures.rule(
      GermanyEnergySharing.self,
      Self.given(["key": .text("proportional"), "price": .number(0.2)]))
    func total(_ rule: any SharingRule) throws -> [Int64] {
      try SharingFixtures.bills(
        Self.names, Self.meters, SharingFixtures.plan(), on: grid, sharing: [rule]
      ).bills.bills.map { $0[0].total.micros }
    }
    // A: 1 kWh at 0.35 and 3 kWh at 0.20; over the network 0.15 more for each shared kWh.
    #expect(try total(building)[0] == 350_000 + 600_000)
    #expect(try total(sharing)[0] == 350_000 + 600_000 + 450_000)
  }

  @Test("Charges may be named, and default to the tariff's share for local trade")
  func charges() throws {
    let plain = try SharingFixtures.rule(SharedGeneration.self, Self.given())
    let named = try SharingFixtures.rule(
      SharedGeneration.self,
      Self.given([
        "charges": .list([
          ParameterValues(["component": .text("network"), "share": .number(0.25)])
        ])
      ]))
    func total(_ rule: any SharingRule) throws -> Int64 {
      try SharingFixtures.bills(
        Self.names, Self.meters, SharingFixtures.plan(), on: SharingFixtures.grid(1),
        sharing: [rule]
      ).bills.bills[0][0].total.micros
    }
    // A: 1 kWh at 0.35; on 3 shared kWh half or a quarter of 0.10.
    #expect(try total(plain) == 350_000 + 150_000)
    #expect(try total(named) == 350_000 + 75_000)
    let wrong = try SharingFixtures.rule(
      SharedGeneration.self,
      Self.given([
        "charges": .list([
          ParameterValues(["component": .text("netwrok"), "share": .number(0.25)])
        ])
      ]))
    let error = #expect(throws: BillingError.self) { try total(wrong) }
    #expect(error?.description.contains("'network'") == true)
  }

  @Test("German rules hold from their dates on")
  func dates() throws {
    func share(_ rule: any SharingRule, from text: String) throws {
      var energy = try SharedEnergy(
        meters: Self.meters, memberNames: Self.names, on: SharingFixtures.grid(1, from: text))
      try rule.share(&energy)
    }
    let building = try SharingFixtures.rule(GermanyBuilding.self, Self.given())
    let sharing = try SharingFixtures.rule(GermanyEnergySharing.self, Self.given())
    let adjacent = try SharingFixtures.rule(
      GermanyEnergySharing.self, Self.given(["areas": .text("adjacent")]))
    try share(building, from: "2024-05-16T00:00")
    #expect(throws: BillingError.self) { try share(building, from: "2024-05-15T23:00") }
    try share(sharing, from: "2026-06-01T00:00")
    #expect(throws: BillingError.self) { try share(sharing, from: "2026-05-31T00:00") }
    try share(adjacent, from: "2028-06-01T00:00")
    #expect(throws: BillingError.self) { try share(adjacent, from: "2028-05-31T00:00") }
    let old = try SharingFixtures.rule(
      GermanyBuilding.self, Self.given(["anyDate": .boolean(true)]))
    try share(old, from: "2016-01-01T00:00")
  }

  @Test("Half an hour counts as one even where quarters are metered, to the last milliwatt-hour")
  func windows() throws {
    let rule = try SharingFixtures.rule(
      FranceCollective.self,
      [
        "members": SharingFixtures.members([("A", nil), ("B", nil)]),
        "plants": .texts(["plant"]),
      ])
    var energy = try SharedEnergy(
      meters: [
        MeterSeries(imported: [3, 0, 5, 5], exported: [0, 0, 0, 0]),
        MeterSeries(imported: [0, 3, 0, 0], exported: [0, 0, 0, 0]),
        MeterSeries(imported: [0, 0, 0, 0], exported: [5, 0, 2, 1]),
      ], memberNames: ["A", "B", "plant"], on: SharingFixtures.grid(4, minutes: 15))
    try rule.share(&energy)
    // 5 of 3 and 3: 2.5 each, the remainder to the first; then 3 to A alone.
    #expect(energy.received[0].reduce(0, +) == 3 + 3)
    #expect(energy.received[1].reduce(0, +) == 2)
    #expect(energy.meters[2].exported == [0, 0, 0, 0])
    #expect(energy.meters[0].imported.reduce(0, +) == 7)
    var coarse = try SharedEnergy(
      meters: Self.meters, memberNames: Self.names, on: SharingFixtures.grid(1))
    let strict = try SharingFixtures.rule(
      FranceCollective.self, ["members": SharingFixtures.members([("A", nil)])])
    #expect(throws: BillingError.self) { try strict.share(&coarse) }
  }

  @Test("Coefficients sent afterwards act in their half hours")
  func fullDynamic() throws {
    let rule = try SharingFixtures.rule(
      FranceCollective.self,
      [
        "members": SharingFixtures.members([("A", nil), ("B", nil)]),
        "plants": .texts(["plant"]), "key": .text("full-dynamic"),
        "coefficients": .text("keys.csv"), "coefficientsFrom": .text("2024-06-03"),
      ])
    var inputs = TariffInputs(currency: "EUR", zone: .utc)
    inputs.bytes = { (_) throws(ParameterError) in Array("B,A\n0.25,0.75\n1,0\n".utf8) }
    let meters = [
      SharingFixtures.meter([9, 9], [0, 0]), SharingFixtures.meter([9, 3], [0, 0]),
      SharingFixtures.meter([0, 0], [8, 8]),
    ]
    var energy = try SharedEnergy(
      meters: meters, memberNames: ["A", "B", "plant"], on: SharingFixtures.grid(2, minutes: 30))
    #expect(throws: BillingError.self) { try rule.share(&energy) }
    try rule.prepared(inputs).share(&energy)
    #expect(energy.received[0] == [6_000_000, 0])
    #expect(energy.received[1] == [2_000_000, 3_000_000])
    inputs.bytes = { (_) throws(ParameterError) in Array("A,C\n0.25,0.75\n".utf8) }
    let error = #expect(throws: ParameterError.self) { try rule.prepared(inputs) }
    #expect(error?.message.contains("'B'") == true)
    inputs.bytes = { (_) throws(ParameterError) in Array("A,B\n0.5,0.75\n".utf8) }
    #expect(throws: ParameterError.self) { try rule.prepared(inputs) }
  }

  @Test("Energy moves and none is made, for random members and keys", arguments: 0..<60)
  func conservation(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let names = (0..<Int.random(in: 2...7, using: &generator)).map { "m\($0)" }
    let minutes: Int64 = [5, 15, 30][seed % 3]
    let grid = try SharingFixtures.grid(48, minutes: minutes)
    let meters = names.map { _ in
      MeterSeries(
        imported: (0..<48).map { _ in max(0, Int64.random(in: -900...1000, using: &generator)) },
        exported: (0..<48).map { _ in max(0, Int64.random(in: -900...1000, using: &generator)) })
    }
    let keys = ["proportional", "priority", "fixed", "redistributed"]
    let weights = names.map { _ in Double.random(in: 0...1, using: &generator) }
    let sum = weights.reduce(0, +)
    let rule = try SharingFixtures.rule(
      SharedGeneration.self,
      [
        "members": SharingFixtures.members(Array(zip(names, weights.map { $0 / sum }))),
        "key": .text(keys[seed % 4]), "window": .number(seed % 2 == 0 ? 3600 : 1800),
      ])
    var energy = try SharedEnergy(meters: meters, memberNames: names, on: grid)
    try rule.share(&energy)
    var (received, given): (Int64, Int64) = (0, 0)
    for member in names.indices {
      let none = [Int64](repeating: 0, count: 48)
      let got = energy.received[member].isEmpty ? none : energy.received[member]
      let gave = energy.given[member].isEmpty ? none : energy.given[member]
      for interval in 0..<48 {
        #expect(energy.meters[member].imported[interval] >= 0)
        #expect(energy.meters[member].exported[interval] >= 0)
        #expect(
          energy.meters[member].imported[interval] + got[interval]
            == meters[member].imported[interval])
        #expect(
          energy.meters[member].exported[interval] + gave[interval]
            == meters[member].exported[interval])
      }
      received += energy.received[member].reduce(0, +)
      given += energy.given[member].reduce(0, +)
    }
    #expect(received == given)
    #expect(received > 0)
  }
}
