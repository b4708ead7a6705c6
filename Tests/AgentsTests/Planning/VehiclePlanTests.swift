import Agents
import Devices
import Foundation
import Parameters
import Quantities
import TestSupport
import Testing

/// A vehicle that needs 10 kWh between 18:00 and 7:00 with 3.5 kW and no losses, worked by hand.
struct VehiclePlanTests {
  static func vehicle(shortfallCost: Double? = nil) throws -> ElectricVehicle {
    var values: [String: ParameterValue] = [
      "capacity": .number(40_000), "power": .number(3500), "efficiency": .number(1),
      "arrival": .integer(18 * 60), "departure": .integer(7 * 60), "drivenEnergy": .number(10_000),
      "targetStateOfCharge": .number(1), "initialStateOfCharge": .number(0.75),
    ]
    if let shortfallCost { values["shortfallCost"] = .number(shortfallCost) }
    return ElectricVehicle(
      try ElectricVehicle.Specification(ParameterValues(values)), isParked: true)
  }

  static let prices =
    Array(repeating: 0.5, count: 3) + Array(repeating: 0.3, count: 3)
    + Array(repeating: 0.1, count: 6) + [0.2]
  static let outlook = PlanningExample.outlook(
    load: prices.map { _ in 0 }, buying: prices, selling: prices.map { _ in 0 })
  static let stay = Stay(hoursToArrival: 0, hoursToDeparture: 13)
  static let day = LookAhead(horizonHours: 24, renewalHours: 0)

  static func energies(_ control: some ChargingControl) throws -> [Double] {
    var plan = DevicePlan()
    control.plan(outlook, vehicle: try vehicle(), stay: stay, into: &plan)
    return plan.powers.map { -$0 / 1000 }
  }

  static func cost(_ energies: [Double]) -> Double {
    zip(energies, prices).reduce(0) { $0 + $1.0 * $1.1 }
  }

  @Test("Uncontrolled charging takes all power from the arrival on")
  func uncontrolled() throws {
    let energies = try Self.energies(UncontrolledCharging())
    #expect(energies == [3.5, 3.5, 3] + Array(repeating: 0, count: 10))
    #expect(abs(Self.cost(energies) - 5) < 1e-12)
  }

  @Test("The average rate spreads the energy over the stay")
  func averageRate() throws {
    let energies = try Self.energies(AverageRateCharging())
    #expect(energies.allSatisfy { abs($0 - 0.769230769) < 1e-9 })
    #expect(abs(Self.cost(energies) - 2.461538462) < 1e-9)
  }

  @Test("The cheapest hours are filled from the first on")
  func cheapestHours() throws {
    let energies = try Self.energies(CheapestHoursCharging(lookAhead: Self.day))
    let expected = Array(repeating: 0.0, count: 6) + [3.5, 3.5, 3] + Array(repeating: 0, count: 4)
    for (energy, expected) in zip(energies, expected) { #expect(abs(energy - expected) < 1e-9) }
    #expect(abs(Self.cost(energies) - 1) < 1e-9)
  }

  @Test("Without surplus, charging with surplus begins at the last moment that is in time")
  func surplusBackstop() throws {
    let energies = try Self.energies(SurplusCharging())
    // 10 kWh need 2.857 h, so the last hour but two is charged in part: (2.857 − 2)·3.5 kWh.
    let expected = Array(repeating: 0.0, count: 10) + [3, 3.5, 3.5]
    for (energy, expected) in zip(energies, expected) { #expect(abs(energy - expected) < 1e-9) }
    let vehicle = try Self.vehicle()
    #expect(
      abs(
        SurplusCharging().hoursToReaction(vehicle: vehicle, hoursToDeparture: 13) - (13 - 10 / 3.5))
        < 1e-12)
  }

  @Test("Charging with surplus takes no more than the surplus while there is time")
  func surplus() throws {
    var outlook = Self.outlook
    outlook.surplus = Array(repeating: 1000, count: 13)
    var plan = DevicePlan()
    SurplusCharging().plan(outlook, vehicle: try Self.vehicle(), stay: Self.stay, into: &plan)
    #expect(plan.powers.prefix(10).allSatisfy { abs($0 + 1000) < 1e-9 })
    #expect(abs(plan.powers.reduce(0, +) + 10_000) < 1e-6)
  }

  @Test("A vehicle that is away charges in the stay to come, after driving")
  func away() throws {
    var vehicle = try Self.vehicle()
    vehicle.depart()
    var plan = DevicePlan()
    CheapestHoursCharging(lookAhead: Self.day).plan(
      Self.outlook, vehicle: vehicle, stay: Stay(hoursToArrival: 7.5, hoursToDeparture: 13),
      into: &plan)
    // 20 kWh are wanted, and 5.5 h give 19.25 kWh.
    #expect(plan.powers.prefix(7).allSatisfy { $0 == 0 })
    #expect(plan.powers.suffix(6).allSatisfy { abs($0 + 3500) < 1e-6 })
  }

  @Test("The answer to prices is the value of the energy in its other use")
  func responses() throws {
    var plan = DevicePlan()
    CheapestHoursCharging(lookAhead: Self.day).plan(
      Self.outlook, vehicle: try Self.vehicle(), stay: Self.stay, into: &plan)
    // Charging now would replace charging at 0.10 later: 3.5 kW at 0.10 and no more.
    #expect(plan.responses.count == 1)
    #expect(abs((plan.responses.first?.change ?? 0) + 3500) < 1e-6)
    #expect(abs((plan.responses.first?.price ?? 0) - 0.1) < 1e-12)
    // At one o'clock 3.5 kW are charged, which could as well be charged later at 0.10.
    var later = Self.outlook
    later.importPrices = Array(Self.prices.suffix(7))
    later.surplus = Array(repeating: 0, count: 7)
    later.exportPrices = later.surplus
    CheapestHoursCharging(lookAhead: Self.day).plan(
      later, vehicle: try Self.vehicle(),
      stay: Stay(hoursToArrival: 0, hoursToDeparture: 7), into: &plan)
    #expect(abs((plan.responses.first?.change ?? 0) - 3500) < 1e-6)
    #expect(abs((plan.responses.first?.price ?? 0) - 0.1) < 1e-12)
  }

  @Test("Where energy costs more than the shortfall, less than the target is charged")
  func shortfall() throws {
    var plan = DevicePlan()
    CheapestHoursCharging(lookAhead: Self.day).plan(
      Self.outlook, vehicle: try Self.vehicle(shortfallCost: 0.05), stay: Self.stay, into: &plan)
    #expect(plan.powers.allSatisfy { $0 == 0 })
    #expect(abs((plan.responses.first?.price ?? 0) - 0.05) < 1e-12)
  }

  @Test("The answers to prices are what a plan at these prices would do", arguments: 0..<50)
  func responsesMatchPlans(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    var outlook = Self.outlook
    for index in 0..<13 {
      outlook.importPrices[index] = Double.random(in: 0.05...0.5, using: &generator)
      outlook.exportPrices[index] = Double.random(in: 0...0.05, using: &generator)
      outlook.surplus[index] = Double.random(in: -2000...3000, using: &generator)
    }
    let control = CheapestHoursCharging(lookAhead: Self.day)
    var plan = DevicePlan()
    control.plan(outlook, vehicle: try Self.vehicle(), stay: Self.stay, into: &plan)
    for _ in 0..<10 {
      let price = Double.random(in: 0...0.6, using: &generator)
      let expected = plan.responses.reduce(plan.powers[0]) { power, response in
        let answers = response.change < 0 ? price < response.price : price > response.price
        return answers ? power + response.change : power
      }
      var other = outlook
      other.importPrices[0] = price
      other.exportPrices[0] = price
      var answer = DevicePlan()
      control.plan(other, vehicle: try Self.vehicle(), stay: Self.stay, into: &answer)
      #expect(abs(answer.powers[0] - expected) < 1e-3)
    }
  }
}
