import Agents
import Devices
import Foundation
import Parameters
import Quantities
import Testing

struct ApplianceAndHeatPlanTests {
  static func appliance(delayCost: Double = 0) throws -> ShiftableLoad {
    var appliance = ShiftableLoad(
      try ShiftableLoad.Specification(
        ParameterValues([
          "power": .number(2000), "duration": .number(5400), "earliestStart": .integer(8 * 60),
          "latestEnd": .integer(16 * 60), "delayCost": .number(delayCost),
        ])))
    appliance.open()
    return appliance
  }

  static let outlook = PlanningExample.outlook(
    load: Array(repeating: 0, count: 8), buying: [0.3, 0.3, 0.3, 0.1, 0.2, 0.1, 0.1, 0.3],
    selling: Array(repeating: 0, count: 8))
  static let window = StartWindow(earliest: 0, preferred: 0, latest: 6.5)

  @Test("An appliance begins where its whole run costs least")
  func cheapestStart() throws {
    var plan = DevicePlan()
    CheapestStart(lookAhead: PlanningExample.day).plan(
      Self.outlook, appliance: try Self.appliance(), window: Self.window, into: &plan)
    // At hour 3 the run costs 0.2 + 0.2, at hour 5 0.2 + 0.1.
    #expect(plan.powers == [0, 0, 0, 0, 0, -2000, -1000, 0])
    // Beginning now costs 2·p + 0.3 and would cost as much at p = 0.
    #expect(abs((plan.responses.first?.price ?? 1)) < 1e-12)
    #expect(plan.responses.first?.change == -2000)
  }

  @Test("Delay counts with its cost")
  func delay() throws {
    var plan = DevicePlan()
    CheapestStart(lookAhead: PlanningExample.day).plan(
      Self.outlook, appliance: try Self.appliance(delayCost: 0.09), window: Self.window,
      into: &plan)
    // Now: 0.9. Hour 3: 0.4 + 0.27. Hour 5: 0.3 + 0.45.
    #expect(plan.powers == [0, 0, 0, -2000, -1000, 0, 0, 0])
    CheapestStart(lookAhead: PlanningExample.day).plan(
      Self.outlook, appliance: try Self.appliance(delayCost: 0.3), window: Self.window,
      into: &plan)
    #expect(plan.powers.prefix(2) == [-2000, -1000])
    // Not beginning now pays from 2·p + 0.3 = 0.9 + 0.3 on: an hour later the run costs as much.
    #expect(abs((plan.responses.first?.price ?? 0) - 0.45) < 1e-9)
    #expect(plan.responses.first?.change == 2000)
  }

  @Test("At the latest start a run begins whatever it costs, and one that goes on is not moved")
  func latestStart() throws {
    var plan = DevicePlan()
    var appliance = try Self.appliance()
    let control = CheapestStart(lookAhead: PlanningExample.day)
    control.plan(
      Self.outlook, appliance: appliance,
      window: StartWindow(earliest: -6, preferred: -6, latest: 0), into: &plan)
    #expect(plan.powers.prefix(2) == [-2000, -1000])
    #expect(plan.responses.isEmpty)
    appliance.start()
    appliance.advance(hours: 1)
    control.plan(
      Self.outlook, appliance: appliance,
      window: StartWindow(earliest: 23, preferred: 23, latest: 29), into: &plan)
    #expect(plan.powers == [-1000] + Array(repeating: 0, count: 7))
  }

  static func room(discomfortCost: Double, mode: String = "heating") throws -> ThermalLoad {
    ThermalLoad(
      try ThermalLoad.Specification(
        ParameterValues([
          "heatCapacity": .number(5000), "conductance": .number(150), "power": .number(3000),
          "coefficientOfPerformance": .number(3), "mode": .text(mode),
          "setpoint": .number(21), "band": .number(2), "outdoorTemperature": .number(5),
          "gains": .number(0), "discomfortCost": .number(discomfortCost),
        ])))
  }

  static func play(_ plan: DevicePlan, _ room: ThermalLoad, hours: Double) -> [Double] {
    var room = room
    return plan.powers.map {
      room.dispatch(Power(watts: $0))
      var remaining = hours
      while remaining > 0 {
        let step = min(remaining, room.hoursToLimit)
        room.advance(hours: step)
        if step < remaining { room.settleOnLimit() }
        remaining -= step
      }
      return room.temperature
    }
  }

  @Test("A room holds its setpoint")
  func setpoint() throws {
    let room = try Self.room(discomfortCost: 0)
    var plan = DevicePlan()
    SetpointControl().plan(
      Self.outlook, load: room, outdoorTemperatures: Array(repeating: 5, count: 8), into: &plan)
    // 150 W/K · 16 K / 3 = 800 W.
    #expect(plan.powers.allSatisfy { abs($0 + 800) < 1e-6 })
    #expect(Self.play(plan, room, hours: 1).allSatisfy { abs($0 - 21) < 1e-9 })
  }

  @Test("A room is heated ahead of dear hours, and not where comfort costs more than it saves")
  func preheating() throws {
    let outlook = PlanningExample.outlook(
      load: Array(repeating: 0, count: 12),
      buying: Array(repeating: 0.1, count: 4) + Array(repeating: 0.5, count: 8),
      selling: Array(repeating: 0, count: 12))
    let outdoor = Array(repeating: 5.0, count: 12)
    let control = PriceResponsiveThermalControl(lookAhead: PlanningExample.day)
    var plan = DevicePlan()
    let room = try Self.room(discomfortCost: 0.001)
    control.plan(outlook, load: room, outdoorTemperatures: outdoor, into: &plan)
    let temperatures = Self.play(plan, room, hours: 1)
    // Warm enough to cool to the lower limit over eight hours without any dear energy.
    #expect(abs(temperatures[3] - (5 + 14 * exp(8 * 150.0 / 5000))) < 1e-6)
    #expect(abs(temperatures[11] - 19) < 1e-6)
    #expect(temperatures.allSatisfy { $0 > 19 - 1e-6 && $0 < 23 + 1e-6 })
    #expect(plan.powers.suffix(8).allSatisfy { abs($0) < 1e-3 })
    let strict = try Self.room(discomfortCost: 10)
    control.plan(outlook, load: strict, outdoorTemperatures: outdoor, into: &plan)
    #expect(Self.play(plan, strict, hours: 1).allSatisfy { abs($0 - 21) < 1e-6 })
  }

  @Test("Cooling is the mirror of heating")
  func cooling() throws {
    let outlook = PlanningExample.outlook(
      load: Array(repeating: 0, count: 8), buying: [0.1, 0.1, 0.2, 0.1, 0.5, 0.3, 0.5, 0.5],
      selling: Array(repeating: 0, count: 8))
    let control = PriceResponsiveThermalControl(lookAhead: PlanningExample.day)
    var heating = DevicePlan()
    var cooling = DevicePlan()
    let cold = Array(repeating: 5.0, count: 8)
    let hot = Array(repeating: 37.0, count: 8)
    control.plan(
      outlook, load: try Self.room(discomfortCost: 0.01), outdoorTemperatures: cold, into: &heating)
    control.plan(
      outlook, load: try Self.room(discomfortCost: 0.01, mode: "cooling"),
      outdoorTemperatures: hot, into: &cooling)
    for (a, b) in zip(heating.powers, cooling.powers) { #expect(abs(a - b) < 1e-4) }
    #expect(heating.responses.count == cooling.responses.count)
    let heated = heating.responses.sorted { $0.price < $1.price }
    let cooled = cooling.responses.sorted { $0.price < $1.price }
    for (a, b) in zip(heated, cooled) {
      #expect(abs(a.price - b.price) < 1e-9)
      #expect(abs(a.change - b.change) < 1e-4)
    }
  }
}
