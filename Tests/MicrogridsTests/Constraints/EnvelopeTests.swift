import Agents
import Devices
import Microgrids
import Quantities
import ResultFiles
import Scenarios
import Testing

/// What envelopes do to branches, batteries and loads.
struct EnvelopeTests {
  private static let cuts = "network/constraints/cuts"

  /// A battery that does the same whatever happens.
  private struct Steady: BatteryControl {
    let power: Power
    let lookAhead: LookAhead? = nil
    func plan(_ outlook: PlanningOutlook, battery: Battery, into plan: inout DevicePlan) {}
    func setpoint(surplus: Power, planned: Power?, battery: Battery) -> Power { power }
  }

  /// A microgrid without plants, in which bob has a battery of a constant power.
  private static func steady(kilowatts: Double, _ constraints: String) -> ConstrainedMicrogrid {
    var microgrid = ConstrainedMicrogrid()
    microgrid.constraints = ", constraints: {\(constraints)}"
    microgrid.aliceKeys = ""
    microgrid.bobKeys =
      "battery: {capacity: 100 kWh, power: 20 kW, initialStateOfCharge: 50 %}"
    microgrid.change = {
      $0.members[1].batteryControl = Steady(power: Power(kilowatts: kilowatts))
    }
    return microgrid
  }

  @Test("A reverse overload is cut to the rating, and the branch is named")
  func overload() throws {
    var microgrid = ConstrainedMicrogrid()
    microgrid.constraints = ", constraints: {policy: pro-rata, maximumVoltage: 1.2}"
    microgrid.network = ConstrainedMicrogrid.network(lineAmperes: 20)
    try microgrid.run { summary, reader in
      #expect(abs((summary.value("maximum_loading") ?? 0) - 1) < 1e-6)
      let reasons = try reader.integers(of: "\(Self.cuts)/reason")
      #expect(reasons.allSatisfy { $0 == 2 })
      let branches = try reader.integers(of: "\(Self.cuts)/branch")
      #expect(branches.allSatisfy { $0 == 0 })
      let places = try reader.integers(of: "\(Self.cuts)/place")
      #expect(places.allSatisfy { $0 == -1 })
    }
  }

  @Test(
    "Load is not switched off: what is refused to it is financial only, and violations are left")
  func inelasticLoad() throws {
    var microgrid = ConstrainedMicrogrid()
    microgrid.constraints = ", constraints: {policy: pro-rata, minimumVoltage: 0.97}"
    microgrid.bobLoad = "10 kW"
    var voltages: [Double] = []
    try microgrid.run { summary, reader in
      #expect((summary.value("minimum_voltage") ?? 1) < 0.96)
      #expect(summary.value("violations_left") == 1)
      #expect(summary.value("financial_cuts") == 2)
      #expect(summary.value("curtailed_energy") == 0)
      let isFinancial = try reader.integers(of: "\(Self.cuts)/is_financial_only")
      #expect(isFinancial == [1, 1])
      let directions = try reader.integers(of: "\(Self.cuts)/direction")
      #expect(directions == [1, 1])
      let reasons = try reader.integers(of: "\(Self.cuts)/reason")
      #expect(reasons == [1, 1])
      voltages = try reader.numbers(of: "bus_voltage")
    }
    microgrid.constraints = ""
    try microgrid.run { _, reader in
      let busVoltages = try reader.numbers(of: "bus_voltage")
      #expect(busVoltages == voltages)
    }
  }

  @Test("A charging battery draws less, so that the voltage holds")
  func chargingBattery() throws {
    let microgrid = Self.steady(kilowatts: -15, "policy: pro-rata, minimumVoltage: 0.93")
    try microgrid.run { summary, reader in
      #expect(abs((summary.value("minimum_voltage") ?? 0) - 0.93) <= 1e-6)
      let battery = try reader.numbers(of: "member_battery")
      #expect(battery[1] > -15 && battery[1] < -1)
      #expect(summary.value("violations_left") == 0)
      #expect(summary.value("financial_cuts") == 0)
      #expect(summary.value("curtailed_energy") == 0)
    }
  }

  @Test("A discharging battery gives way before any generation does")
  func dischargingBattery() throws {
    var microgrid = Self.steady(kilowatts: 10, "policy: pro-rata, maximumVoltage: 1.05")
    microgrid.bobKeys += "\n    photovoltaic: {profile: day/sun, power: 4 kW}"
    try microgrid.run { summary, reader in
      #expect(abs((summary.value("maximum_voltage") ?? 0) - 1.05) <= 1e-6)
      #expect(summary.value("curtailed_energy") == 0)
      let battery = try reader.numbers(of: "member_battery")
      #expect(battery[1] > 0 && battery[1] < 10)
      // In the second hour there is no sun, and 9 kW are within the limit of all.
      #expect(battery[4] > battery[1])
    }
  }

  @Test("The rounds of a check end where the scenario says")
  func maximumRounds() throws {
    var microgrid = ConstrainedMicrogrid()
    microgrid.network = ConstrainedMicrogrid.network(lineAmperes: 20)
    microgrid.constraints =
      ", constraints: {policy: pro-rata, maximumVoltage: 1.05, maximumRounds: 1}"
    try microgrid.run { summary, reader in
      let rounds = try reader.integers(of: "network/constraints/checks/rounds")
      #expect(rounds[0] == 1)
      let converged = try reader.integers(of: "network/constraints/checks/has_converged")
      #expect(converged[0] == 0)
      #expect(summary.value("violations_left") == 1)
    }
  }

  @Test(
    "Where phases differ, the conductor that is too high is held down", arguments: [false, true])
  func multiphase(hasControls: Bool) throws {
    var microgrid = SmallMicrogrid(network: MultiphaseFeederTests.regulated)
    microgrid.networkKeys =
      ", controls: \(hasControls), constraints: {policy: pro-rata, maximumVoltage: 1.03}"
    microgrid.aliceKeys = "phases: B"
    microgrid.bobKeys = "phases: A\n    photovoltaic: {profile: day/sun, power: 9 kW}"
    try IntervalCycleTests.run(microgrid) { summary, reader in
      let voltages = try reader.numbers(of: "node_voltage")
      // Regulators move within the intervals before 6:00, and again when the sun comes up.
      let afternoon = voltages.dropFirst(9 * 48).prefix(9 * 12)
      #expect((afternoon.max() ?? 2) <= 1.03 + 1e-6)
      #expect((afternoon.max() ?? 0) > 1.03 - 1e-6)
      #expect((summary.value("curtailed_energy") ?? 0) > 1)
      #expect((summary.value("control_steps") ?? 0 > 0) == hasControls)
      let places = try reader.integers(of: "\(Self.cuts)/place")
      // Conductor 1 of B, behind three each of S and A.
      #expect(places.allSatisfy { $0 == 6 })
      let members = try reader.integers(of: "\(Self.cuts)/member")
      #expect(members.allSatisfy { $0 == 1 })
    }
  }
}
