import Foundation
import Microgrids
import Reports
import ResultFiles
import Scenarios
import TestSupport
import Testing

struct FlexibleDeviceRunTests {
  static func vehicle(_ control: String) -> String {
    "electricVehicle: {capacity: 40 kWh, power: 3.6 kW, efficiency: 0.9, arrival: \"18:10\", "
      + "departure: \"07:05\", drivenEnergy: 9 kWh, control: \(control)}"
  }

  /// Runs a microgrid and checks the file's balances of energy and money.
  static func run(
    _ microgrid: FlexibleMicrogrid,
    _ body: (RunSummary, borrowing ResultFileReader) throws -> Void
  ) throws {
    let folder = try TemporaryFolder()
    let summary = try microgrid.run(into: folder.file("run.h5"))
    let reader = try ResultFileReader(opening: folder.file("run.h5"))
    for check in try ResultAudit.run(reader) {
      #expect(check.passed, "\(check.property): \(check.finding)")
    }
    try body(summary, reader)
  }

  /// A member's series.
  static func series(
    _ name: String, member: Int = 0, _ reader: borrowing ResultFileReader
  ) throws -> [Double] {
    let all = try reader.numbers(of: name)
    return stride(from: member, to: all.count, by: 2).map { all[$0] }
  }

  /// The energy of mean powers in quarter hours.
  static func energy(_ powers: ArraySlice<Double>) -> Double { powers.reduce(0, +) / 4 }

  @Test("An uncontrolled vehicle charges from its arrival on, to the minute")
  func uncontrolled() throws {
    try Self.run(FlexibleMicrogrid(devices: Self.vehicle("uncontrolled"))) { _, reader in
      let power = try Self.series("member_flexible_load", reader)
      let charge = try Self.series("member_vehicle_state_of_charge", reader)
      // It arrives at 18:10 and needs 10 kWh at the grid's side: 2 h 46 min 40 s.
      #expect(power[71] == 0)
      #expect(abs(power[72] + 3.6 * 5 / 15) < 1e-6)
      #expect(abs(power[73] + 3.6) < 1e-6)
      #expect(abs(Self.energy(power[72...].prefix(20)) + 10) < 1e-5)
      #expect(abs(power[83] + 3.6 * (11 + 40.0 / 60) / 15) < 1e-5)
      #expect(power[84] == 0)
      #expect(charge[71] == 1)
      #expect(charge[84] == 1)
      // All it takes is load.
      let load = try Self.series("member_load", reader)
      #expect(abs(load[73] + 0.5 + 3.6) < 1e-5)
    }
  }

  @Test("A vehicle that follows prices charges in the cheap hours, wherever they are")
  func pricesMoveCharging() throws {
    for from in ["01:00", "03:00"] {
      var microgrid = FlexibleMicrogrid(devices: Self.vehicle("cheapest-hours"))
      microgrid.nightFrom = from
      try Self.run(microgrid) { _, reader in
        let power = try Self.series("member_flexible_load", reader)
        // 10 kWh take 2.8 h; from 03:00 on there are 2 cheap hours, and 0.8 h at 0.30.
        let first = 96 + (from == "01:00" ? 4 : 12)
        let night = -power[first..<(96 + 20)].reduce(0, +) / 4
        #expect(abs(night - (from == "01:00" ? 10 : 7.2)) < 1e-4)
        #expect(abs(Self.energy(power[72..<(96 + 28)]) + 10) < 1e-4)
        // Nothing in the dear evening.
        #expect(power[72..<84].allSatisfy { $0 == 0 })
        let charge = try Self.series("member_vehicle_state_of_charge", reader)
        #expect(abs(charge[96 + 27] - 1) < 1e-9)
      }
    }
  }

  @Test("Every way to charge brings the same energy, the cheapest hours for the least cost")
  func charging() throws {
    var costs: [Double] = []
    for control in ["uncontrolled", "average-rate", "surplus", "cheapest-hours"] {
      try Self.run(FlexibleMicrogrid(devices: Self.vehicle(control))) { _, reader in
        let power = try Self.series("member_flexible_load", reader)
        #expect(abs(Self.energy(power[68..<(96 + 32)]) + 10) < 1e-4, "\(control)")
        let missing = try reader.numbers(of: "indicators/by_member/vehicle_shortfall")
        #expect(missing[0] < 1e-6 && missing[1].isNaN)
        // The vehicle is charged in full for the one drive that begins in the horizon's second day.
        costs.append(try Self.series("member_cost", reader)[..<(96 + 32)].reduce(0, +))
      }
    }
    #expect(costs[3] < costs.prefix(3).min() ?? 0)
  }

  @Test("An appliance and a room follow prices, and nothing is left out of the balance")
  func applianceAndRoom() throws {
    let devices = """
      shiftableLoad: {power: 2 kW, duration: 100 min, earliestStart: "20:00", latestEnd: "07:00", control: cheapest-start}
          thermalLoad: {heatCapacity: 4 kWh/K, conductance: 120 W/K, power: 2 kW, coefficientOfPerformance: 3, setpoint: 20 °C, band: 2 K, outdoorProfile: day/outdoor, discomfortCost: 0.002 EUR/K/h, control: price-responsive}
      """
    try Self.run(FlexibleMicrogrid(devices: devices)) { _, reader in
      let power = try Self.series("member_flexible_load", reader)
      let temperature = try Self.series("member_temperature", reader)
      #expect(temperature.allSatisfy { $0 > 18 - 1e-6 && $0 < 22 + 1e-6 })
      let runs = try reader.numbers(of: "indicators/by_member/appliance_runs")
      #expect(runs[0] == 1)
      // The run of 100 minutes lies in the cheap hours; before the dear evening the room is warm.
      #expect(power[(96 + 4)..<(96 + 20)].min() ?? 0 < -2)
      #expect(temperature[67] > temperature[83] + 0.3)
      #expect(try reader.numbers(of: "indicators/by_member/discomfort")[0] > 0)
    }
  }

  @Test("A battery that plans pays less than one that does not, and knows its position")
  func batteries() throws {
    func battery(_ control: String) -> String {
      "battery: {capacity: 8 kWh, power: 4 kW, control: \(control)}"
    }
    var costs: [Double] = []
    for control in ["self-consumption", "time-of-use", "linear-program", "mixed-integer"] {
      var microgrid = FlexibleMicrogrid(devices: battery(control), otherDevices: battery(control))
      microgrid.market = "kind: uniform-price-double-auction"
      try Self.run(microgrid) { _, reader in
        costs.append(try reader.numbers(of: "member_cost").reduce(0, +))
        let bought = try reader.numbers(of: "member_bought")
        let imported = try reader.numbers(of: "member_import")
        // With perfect forecasts nobody buys what it does not take.
        for (bought, imported) in zip(bought, imported) { #expect(bought < imported + 2e-6) }
      }
    }
    #expect(costs[2] < costs[0] - 0.5)
    #expect(costs[2] < costs[1])
    #expect(abs(costs[2] - costs[3]) < 1e-9)
  }

  @Test("The same seed gives the same run, another one other errors of forecasts")
  func determinism() throws {
    func costs(seed: Int, _ forecast: String) throws -> [Double] {
      var microgrid = FlexibleMicrogrid(
        devices: Self.vehicle("cheapest-hours"),
        otherDevices: "battery: {capacity: 8 kWh, control: linear-program}")
      microgrid.market = "kind: uniform-price-double-auction, forecast: \(forecast)"
      microgrid.seed = seed
      var costs: [Double] = []
      try Self.run(microgrid) { _, reader in costs = try reader.numbers(of: "member_cost") }
      return costs
    }
    let noisy = "{kind: noisy, loadDeviation: 0.4}"
    #expect(try costs(seed: 1, noisy) == costs(seed: 1, noisy))
    #expect(try costs(seed: 1, noisy) != costs(seed: 2, noisy))
    #expect(try costs(seed: 1, "perfect") == costs(seed: 2, "perfect"))
    for forecast in ["persistence", "profile"] {
      #expect(try costs(seed: 1, forecast).allSatisfy { $0.isFinite })
    }
  }

  @Test("Planning for hours at a time, and settling in longer intervals, leaves the balance whole")
  func renewal() throws {
    for interval in ["15 min", "1 h"] {
      var microgrid = FlexibleMicrogrid(
        devices: Self.vehicle("{kind: cheapest-hours, horizon: 24 h, renewal: 6 h}"),
        otherDevices:
          "battery: {capacity: 8 kWh, control: {kind: linear-program, horizon: 12 h, renewal: 3 h}}"
      )
      microgrid.interval = interval
      microgrid.market = "kind: uniform-price-double-auction, gateClosureLead: 2 h"
      try Self.run(microgrid) { _, reader in
        let charge = try Self.series("member_vehicle_state_of_charge", reader)
        #expect(charge[interval == "1 h" ? 30 : 96 + 27] > 0.99)
      }
    }
  }
}
