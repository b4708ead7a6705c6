import Quantities
import Tariffs
import Testing

struct DemandChargeTests {
  struct Vector: Decodable {
    struct Case: Decodable {
      var measured: Double
      var expected: Double
    }
    struct Post: Decodable {
      var contracted: Double
      var measured: Double
      var price: Double

      enum CodingKeys: String, CodingKey {
        case contracted, measured
        case price = "T"
      }
    }
    struct Blue: Decodable {
      var ponta: Post
      var fora: Post
      var expected: Double
    }
    var contractedKw: Double
    var cases: [Case]
    var azul: Blue
  }

  private func charge(_ tiers: [[DemandTier]]) -> DemandCharge {
    DemandCharge("demand", tiers: tiers)
  }

  private func tier(_ price: Double, upTo limit: Double? = nil) -> DemandTier {
    DemandTier(limit: limit.map(BillingSamples.energy), price: BillingSamples.price(price))
  }

  private func total(
    _ charge: DemandCharge, _ kilowatts: [Double], minutes: Int64 = 60, exported: [Double]? = nil,
    kind: ExportScheme.Kind = .netPurchaseAndSale
  ) throws -> Int64 {
    var plan = BillingSamples.flat(0)
    plan.demand = [charge]
    plan.exports.kind = kind
    let hours = Double(minutes) / 60
    let meter = BillingSamples.meter(
      kilowatts.map { $0 * hours }, exported?.map { $0 * hours })
    return try BillingSamples.total(
      plan, meter, on: BillingSamples.grid(minutes: minutes, count: kilowatts.count))
  }

  @Test("The contracted power is billed at least, and twice the price above it", arguments: 0..<4)
  func contracted(index: Int) throws {
    let vector = try BillingSamples.vector("br_group_a_demand", as: Vector.self)
    var charge = charge([[tier(25)]])
    charge.billing = .greater
    charge.contracted = [BillingSamples.energy(vector.contractedKw)]
    charge.overrunTolerance = 50000
    charge.overrunMultiple = 2_000_000
    charge.windowMinutes = 15
    let example = vector.cases[index]
    let total = try total(charge, [100, example.measured, 200], minutes: 15)
    #expect(total == BillingSamples.micros(example.expected))
  }

  @Test("Each period has its own contracted power and price")
  func blue() throws {
    let vector = try BillingSamples.vector("br_group_a_demand", as: Vector.self).azul
    var charge = charge([[tier(vector.ponta.price)], [tier(vector.fora.price)]])
    charge.schedule = try PeriodSchedule(
      windows: [PeriodWindow("peak", minutes: 60..<120)], otherwise: "rest")
    charge.billing = .greater
    charge.contracted = [vector.ponta.contracted, vector.fora.contracted].map(BillingSamples.energy)
    charge.overrunTolerance = 50000
    charge.overrunMultiple = 2_000_000
    let total = try total(charge, [vector.fora.measured, vector.ponta.measured, 10])
    #expect(total == BillingSamples.micros(vector.expected))
  }

  @Test("Tiers of power are incremental")
  func tiers() throws {
    let charge = charge([[tier(2, upTo: 10), tier(5, upTo: 20), tier(9)]])
    #expect(try total(charge, [4]) == 8_000_000)
    #expect(try total(charge, [10]) == 20_000_000)
    #expect(try total(charge, [25]) == 20_000_000 + 50_000_000 + 45_000_000)
  }

  @Test("The mean of a window is charged, counted from midnight")
  func window() throws {
    var charge = charge([[tier(1)]])
    charge.windowMinutes = 30
    // The windows are the pairs (1, 9), (9, 2), (6, 6): means 5, 5.5 and 6.
    #expect(try total(charge, [1, 9, 9, 2, 6, 6], minutes: 15) == 6_000_000)
    charge.windowMinutes = 10
    #expect(throws: BillingError.self) { try self.total(charge, [1, 2], minutes: 15) }
  }

  @Test("Net imports, imports and exports are peaks of their own")
  func bases() throws {
    var charge = charge([[tier(1)]])
    let imported = [5.0, 3, 1]
    let exported = [4.0, 0, 6]
    #expect(try total(charge, imported, exported: exported) == 3_000_000)
    charge.basis = .imported
    #expect(try total(charge, imported, exported: exported) == 5_000_000)
    charge.basis = .export
    #expect(try total(charge, imported, exported: exported) == 6_000_000)
    #expect(try total(charge, imported, exported: exported, kind: .buyAllSellAll) == 6_000_000)
  }

  @Test("A daily charge bills the peak of each day")
  func daily() throws {
    var charge = charge([[tier(1, upTo: 3), tier(10)]])
    charge.isDaily = true
    var powers = Array(repeating: 1.0, count: 48)
    powers[5] = 4
    powers[30] = 2
    #expect(try total(charge, powers) == 3_000_000 + 10_000_000 + 2_000_000)
  }

  @Test("Only the hours of the system's peak count where all others are unmeasured")
  func coincident() throws {
    var charge = charge([[tier(1)], [tier(20)]])
    charge.schedule = try PeriodSchedule(
      windows: [PeriodWindow("system peak", minutes: 1080..<1140)], otherwise: "rest",
      names: ["rest", "system peak"])
    charge.unmeasured = [0]
    var powers = Array(repeating: 50.0, count: 24)
    powers[18] = 2
    #expect(try total(charge, powers) == 40_000_000)
  }

  @Test("A ratchet may look at named months and has a floor")
  func monthsOfRatchet() throws {
    var charge = charge([[tier(1)]])
    var ratchet = DemandRatchet(share: 500000, lookbackCycles: 0)
    ratchet.months = (1...12).map { $0 == 1 }
    ratchet.floor = BillingSamples.energy(4)
    charge.ratchet = ratchet
    var plan = BillingSamples.flat(0)
    plan.demand = [charge]
    let grid = try BillingSamples.grid(count: 24 * 120)
    var energies = Array(repeating: 0.0, count: grid.count)
    for (cycle, peak) in zip(grid.cycles, [20.0, 100, 3, 3]) {
      energies[cycle.intervals.lowerBound] = peak
    }
    let bills = try BillingSamples.bills(plan, BillingSamples.meter(energies), on: grid)
    #expect(bills.map(\.total.micros) == [20_000_000, 100_000_000, 10_000_000, 10_000_000])
  }
}
