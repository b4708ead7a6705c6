import Devices
import Foundation
import Parameters
import Quantities
import TestSupport
import Testing

struct FlexibleDeviceTests {
  static func vehicle() throws -> ElectricVehicle {
    ElectricVehicle(
      try ElectricVehicle.Specification(
        ParameterValues([
          "capacity": .number(50_000), "power": .number(7400), "efficiency": .number(0.9),
          "arrival": .integer(18 * 60), "departure": .integer(7 * 60),
          "drivenEnergy": .number(9000), "targetStateOfCharge": .number(0.8),
          "initialStateOfCharge": .number(0.5),
        ])), isParked: true)
  }

  @Test("A vehicle reaches its target at the calculated moment, whatever the steps are")
  func vehicleReachesTarget() throws {
    var vehicle = try Self.vehicle()
    #expect(vehicle.dispatch(Power(kilowatts: -11)).watts == -7400)
    #expect(vehicle.dispatch(Power(kilowatts: 3)).watts == 0)
    vehicle.dispatch(Power(kilowatts: -5))
    // 15 kWh are missing: 15 / (5 · 0.9) h.
    #expect(abs(vehicle.hoursToLimit - 10.0 / 3) < 1e-12)
    vehicle.advance(hours: 1)
    vehicle.advance(hours: vehicle.hoursToLimit)
    vehicle.settleOnLimit()
    #expect(vehicle.content.wattHours == 40_000)
    #expect(vehicle.power == .zero)
    #expect(vehicle.hoursToLimit == .infinity)
  }

  @Test("Driving takes energy, and what is missing or cannot be driven is counted")
  func driving() throws {
    var vehicle = try Self.vehicle()
    vehicle.depart()
    #expect(vehicle.missingOnDeparture.wattHours == 15_000)
    #expect(vehicle.dispatch(Power(kilowatts: -3)) == .zero)
    for drive in 1...3 {
      vehicle.arrive()
      vehicle.depart()
      let left = max(25_000 - 9000 * Double(drive), 0)
      #expect(abs(vehicle.content.wattHours - left) < 1e-9)
    }
    #expect(abs(vehicle.notDriven.wattHours - 2000) < 1e-9)
    // Arriving twice or departing twice is once.
    vehicle.depart()
    vehicle.arrive()
    vehicle.arrive()
    #expect(abs(vehicle.notDriven.wattHours - 11_000) < 1e-9)
  }

  @Test("A vehicle is parked from its arrival to its departure, over midnight too")
  func parking() throws {
    let specification = try Self.vehicle().specification
    #expect(specification.isParked(atMinute: 18 * 60))
    #expect(specification.isParked(atMinute: 0))
    #expect(!specification.isParked(atMinute: 7 * 60))
    #expect(!specification.isParked(atMinute: 12 * 60))
  }

  @Test("An appliance runs once for each day, for its time, and no longer")
  func appliance() throws {
    var appliance = ShiftableLoad(
      try ShiftableLoad.Specification(
        ParameterValues([
          "power": .number(2000), "duration": .number(5400), "earliestStart": .integer(22 * 60),
          "latestEnd": .integer(6 * 60), "delayCost": .number(0),
        ])))
    #expect(appliance.specification.windowMinutes == 480)
    appliance.start()
    #expect(appliance.power == .zero)
    appliance.open()
    appliance.start()
    #expect(appliance.power.watts == -2000)
    appliance.advance(hours: 1)
    #expect(abs(appliance.hoursToLimit - 0.5) < 1e-12)
    appliance.advance(hours: 0.5)
    appliance.settleOnLimit()
    #expect(appliance.power == .zero)
    #expect(appliance.completedRuns == 1)
    appliance.start()
    #expect(!appliance.isRunning)
  }

  @Test("A run that does not fit between its limits is refused by name")
  func impossibleRun() {
    #expect(throws: ParameterError.self) {
      try ShiftableLoad.Specification(
        ParameterValues([
          "power": .number(2000), "duration": .number(7260), "earliestStart": .integer(600),
          "latestEnd": .integer(720), "delayCost": .number(0),
        ]))
    }
  }

  static func thermal(
    capacity: Double, conductance: Double, power: Double, cop: Double = 1, outdoor: Double,
    initial: Double, lower: Double, upper: Double, cooling: Bool = false, gains: Double = 0
  ) throws -> ThermalLoad {
    ThermalLoad(
      try ThermalLoad.Specification(
        ParameterValues([
          "heatCapacity": .number(capacity), "conductance": .number(conductance),
          "power": .number(power), "coefficientOfPerformance": .number(cop),
          "mode": .text(cooling ? "cooling" : "heating"),
          "setpoint": .number((lower + upper) / 2), "band": .number((upper - lower) / 2),
          "initialTemperature": .number(initial), "outdoorTemperature": .number(outdoor),
          "gains": .number(gains), "discomfortCost": .number(0),
        ])))
  }

  static let tankFile = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/vectors/energy-resources/waterheater_1node.csv").standardized

  @Test(
    "Tanks without draw follow an exact solution and meet limits at its moments",
    .enabled(if: FileManager.default.fileExists(atPath: tankFile.path)))
  func tanks() throws {
    let lines = try String(contentsOf: Self.tankFile, encoding: .utf8)
      .split(whereSeparator: \.isNewline).dropFirst()
    var checked = 0
    for line in lines {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
      guard let litres = fields[0], let loss = fields[1], let power = fields[2],
        fields[3] == 0, let ambient = fields[5], let start = fields[6], let hours = fields[7],
        let end = fields[8], let target = fields[9]
      else { continue }
      checked += 1
      let capacity = litres * 4.186 / 3.6
      var tank = try Self.thermal(
        capacity: capacity, conductance: loss * 1000, power: max(power * 1000, 1),
        outdoor: ambient, initial: start, lower: -100, upper: 300)
      tank.dispatch(Power(kilowatts: -power))
      tank.advance(hours: hours / 3)
      tank.advance(hours: hours * 2 / 3)
      #expect(abs(tank.temperature - end) < 1e-9)
      guard let hit = fields[10], hit > 0 else { continue }
      let rises = target > start
      var limited = try Self.thermal(
        capacity: capacity, conductance: loss * 1000, power: max(power * 1000, 1),
        outdoor: ambient, initial: start, lower: rises ? -100 : target,
        upper: rises ? target : 300)
      limited.dispatch(Power(kilowatts: -power))
      #expect(abs(limited.hoursToLimit - hit) < 1e-8)
    }
    #expect(checked > 0)
  }

  @Test("A room that meets a limit is held there, heated or cooled", arguments: [false, true])
  func holding(cooling: Bool) throws {
    let outdoor = cooling ? 35.0 : 5.0
    var room = try Self.thermal(
      capacity: 3000, conductance: 150, power: 3000, cop: 3, outdoor: outdoor, initial: 21,
      lower: 20, upper: 22, cooling: cooling)
    room.dispatch(.zero)
    let limit = cooling ? 22.0 : 20.0
    // 21 → limit towards the outdoor temperature: ln((T − To)/(T* − To))/(U/C).
    let expected = log((21 - outdoor) / (limit - outdoor)) / (150.0 / 3000)
    #expect(abs(room.hoursToLimit - expected) < 1e-12)
    room.advance(hours: room.hoursToLimit)
    room.settleOnLimit()
    #expect(room.temperature == limit)
    #expect(abs(room.power.watts + abs(limit - outdoor) * 50) < 1e-9)
    room.advance(hours: 10)
    #expect(abs(room.temperature - limit) < 1e-9)
    // Asked for nothing at the limit the thermostat holds it, asked for more it moves away.
    #expect(abs(room.dispatch(.zero).watts + abs(limit - outdoor) * 50) < 1e-6)
    #expect(room.dispatch(Power(watts: -3000)).watts == -3000)
    room.advance(hours: 0.1)
    #expect(abs(room.temperature - 21) < 1)
  }

  @Test("Discomfort is the area between temperature and setpoint, in steps of any length")
  func discomfort() throws {
    var coarse = try Self.thermal(
      capacity: 3000, conductance: 150, power: 3000, outdoor: 5, initial: 22.5, lower: 10,
      upper: 30)
    var fine = coarse
    coarse.dispatch(.zero)
    fine.dispatch(.zero)
    coarse.advance(hours: 8)
    var sum = 0.0
    for _ in 0..<80_000 {
      let before = fine.temperature
      fine.advance(hours: 1e-4)
      sum += abs((before + fine.temperature) / 2 - 20) * 1e-4
    }
    #expect(abs(coarse.temperature - fine.temperature) < 1e-9)
    #expect(abs(coarse.discomfort - fine.discomfort) < 1e-8)
    #expect(abs(coarse.discomfort - sum) < 1e-6)
  }
}
