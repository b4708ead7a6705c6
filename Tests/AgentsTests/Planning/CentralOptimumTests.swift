import Agents
import Devices
import Quantities
import TestSupport
import Testing

struct CentralOptimumTests {
  static func store(_ capacity: Double, content: Double = 0) throws -> CentralOptimum.Store {
    CentralOptimum.Store(
      battery: try PlanningExample.battery(
        capacity: capacity, power: capacity, charge: 1, discharge: 1, content: content))
  }

  static func optimum(
    buying: [Double], selling: Double = 0.1, charge: Double = 0, _ meters: [CentralOptimum.Meter]
  ) -> CentralOptimum {
    CentralOptimum(
      intervalHours: 1, importPrices: buying, exportPrices: buying.map { _ in selling },
      localCharges: buying.map { _ in charge }, meters: meters)
  }

  /// What powers cost when they are played on the exact batteries, with all the exchange that pays.
  static func cost(of powers: [[Double]], _ problem: CentralOptimum) -> Double {
    var batteries = problem.meters.flatMap { $0.stores.map(\.battery) }
    var cost = 0.0
    for index in 0..<problem.count {
      var (imported, exported) = (0.0, 0.0)
      var place = 0
      for meter in problem.meters {
        var net = meter.surplus[index] * problem.intervalHours / 1000
        for _ in meter.stores {
          net += play(&batteries[place], powers[place][index], problem.intervalHours)
          place += 1
        }
        imported += max(-net, 0)
        exported += max(net, 0)
      }
      let (buying, selling) = (problem.importPrices[index], problem.exportPrices[index])
      let charge = problem.localCharges[index]
      let exchanged = buying > selling + charge ? min(imported, exported) : 0
      cost += (imported - exchanged) * buying - (exported - exchanged) * selling
      cost += exchanged * charge
    }
    return cost
  }

  /// The kilowatt-hours that a battery injects in an interval.
  static func play(_ battery: inout Battery, _ watts: Double, _ hours: Double) -> Double {
    battery.dispatch(Power(watts: watts))
    var (moved, remaining) = (0.0, hours)
    let limit = battery.hoursToLimit
    if limit < remaining {
      moved += battery.power.watts * limit
      battery.advance(hours: limit)
      battery.settleOnLimit()
      remaining -= limit
    }
    battery.advance(hours: remaining)
    return (moved + battery.power.watts * remaining) / 1000
  }

  /// Worked by hand: 4 kWh of the dear hours are bought at 0.10 through both losses.
  @Test("For one house the optimum is that of its own battery")
  func oneHouse() throws {
    let battery = try PlanningExample.battery(
      capacity: 5, power: 3, charge: 0.95, discharge: 0.95)
    let problem = Self.optimum(
      buying: [0.1, 0.1, 0.4, 0.3], selling: 0.05,
      [.init(surplus: [-1000, -1000, -2000, -2000], stores: [.init(battery: battery)])])
    let plan = try #require(problem.plan())
    #expect(abs(plan.cost - 0.643213296) < 1e-9)
    #expect(abs(Self.cost(of: plan.powers, problem) - plan.cost) < 1e-8)
  }

  /// Worked by hand: 3 kWh are left of the first hour and missing in the second.
  @Test("Two batteries carry together what one house has too much and the other too little")
  func complementary() throws {
    func cost(_ capacities: [Double], charge: Double) throws -> Double {
      let meters = [
        CentralOptimum.Meter(surplus: [4000, 0], stores: [try Self.store(capacities[0])]),
        CentralOptimum.Meter(surplus: [-1000, -3000], stores: [try Self.store(capacities[1])]),
      ]
      let problem = Self.optimum(buying: [0.3, 0.3], charge: charge, meters)
      let plan = try #require(problem.plan())
      #expect(abs(Self.cost(of: plan.powers, problem) - plan.cost) < 1e-8)
      return plan.cost
    }
    #expect(abs(try cost([2, 2], charge: 0)) < 1e-8)
    // Whichever battery it goes through, all that the second house uses comes from the first.
    #expect(abs(try cost([2, 2], charge: 0.05) - 4 * 0.05) < 1e-8)
    // One kilowatt-hour is sold at 0.10 and another bought at 0.30.
    #expect(abs(try cost([1, 1], charge: 0) - 0.2) < 1e-8)
  }

  /// Worked by hand: 2 kWh of sun serve the neighbour at once or the own house later.
  @Test("Local charges keep energy behind the meter where the neighbour's price is not worth them")
  func localCharges() throws {
    func cost(charge: Double) throws -> Double {
      let problem = Self.optimum(
        buying: [0.32, 0.3], charge: charge,
        [
          .init(surplus: [2000, -2000], stores: [try Self.store(2)]),
          .init(surplus: [-2000, 0]),
        ])
      return try #require(problem.plan()).cost
    }
    #expect(abs(try cost(charge: 0) - 2 * 0.3) < 1e-8)
    #expect(abs(try cost(charge: 0.01) - 2 * 0.31) < 1e-8)
    #expect(abs(try cost(charge: 0.05) - 2 * 0.32) < 1e-8)
  }

  @Test("What is in store at the end is kept as far as asked, and counts with its value")
  func finalContent() throws {
    var store = try Self.store(2, content: 2)
    func power(_ store: CentralOptimum.Store) throws -> Double {
      let problem = Self.optimum(
        buying: [0.3], [.init(surplus: [-2000], stores: [store])])
      return try #require(problem.plan()).powers[0][0]
    }
    #expect(abs(try power(store) - 2000) < 1e-3)
    store.leastFinalContent = 1.5
    #expect(abs(try power(store) - 500) < 1e-3)
    store.leastFinalContent = 9
    #expect(abs(try power(store)) < 1e-3)
    store.leastFinalContent = 0
    store.finalValue = 0.31
    #expect(abs(try power(store)) < 1e-3)
  }

  @Test(
    "No use of the same batteries costs less, and the plan costs what it says", arguments: 0..<20)
  func random(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let count = 12
    let charge = seed % 2 == 0 ? 0 : Double.random(in: 0...0.1, using: &generator)
    let buying = (0..<count).map { _ in Double.random(in: 0.15...0.5, using: &generator) }
    var problem = Self.optimum(buying: buying, selling: 0.08, charge: charge, [])
    problem.intervalHours = 0.5
    for house in 0..<4 {
      var meter = CentralOptimum.Meter(
        surplus: (0..<count).map { _ in Double.random(in: -3000...3000, using: &generator) })
      if house > 0 {
        let battery = try PlanningExample.battery(
          capacity: 4, power: 2, charge: 0.9, discharge: 0.95, minimum: 0.4,
          content: Double.random(in: 0.4...4, using: &generator),
          selfDischargePerHour: house == 1 ? 0.01 : 0)
        meter.stores = [.init(battery: battery)]
      }
      problem.meters.append(meter)
    }
    let plan = try #require(problem.plan())
    #expect(abs(Self.cost(of: plan.powers, problem) - plan.cost) < 1e-6)
    let own = problem.meters.dropFirst().map { meter in meter.surplus.map { -$0 } }
    #expect(plan.cost <= Self.cost(of: own, problem) + 1e-6)
    for _ in 0..<20 {
      let other = plan.powers.map { powers in
        powers.map { $0 + Double.random(in: -1000...1000, using: &generator) }
      }
      #expect(plan.cost <= Self.cost(of: other, problem) + 1e-6)
    }
  }

  @Test("No intervals, extreme prices and numbers that are none give a plan or none")
  func extremes() throws {
    let store = try Self.store(4, content: 2)
    let nothing = Self.optimum(buying: [], [.init(surplus: [], stores: [store])])
    #expect(try #require(nothing.plan()).powers == [[]])
    #expect(try #require(nothing.plan()).cost == 0)
    for buying in [[0.3, -1e6, 1e6], [-0.1, -0.1, -0.1], [0, 0, 0], [0.05, 0.05, 0.05]] {
      let problem = Self.optimum(
        buying: buying, charge: 0.01,
        [.init(surplus: [1e6, -1e6, 0], stores: [store]), .init(surplus: [0, 0, 1])])
      let plan = try #require(problem.plan())
      #expect(plan.powers[0].allSatisfy { abs($0) <= 4000 + 1e-3 })
    }
    for bad in [Double.nan, .infinity] {
      let problem = Self.optimum(buying: [bad], [.init(surplus: [0], stores: [store])])
      #expect(problem.plan() == nil)
    }
    let uneven = Self.optimum(buying: [0.3, 0.3], [.init(surplus: [-1000], stores: [store])])
    #expect(try #require(uneven.plan()).powers.map(\.count) == [1])
  }
}
