import Devices
import Quantities
import ResultFiles
import Scenarios

/// The signals of loads whose time may be chosen.
struct FlexibleHandles {
  let load: SignalHandle
  let vehicleStateOfCharge: SignalHandle?
  let temperature: SignalHandle?

  init?(_ writer: borrowing ResultFileWriter) {
    guard let load = writer.signalIfPresent(named: "member_flexible_load") else { return nil }
    self.load = load
    vehicleStateOfCharge = writer.signalIfPresent(named: "member_vehicle_state_of_charge")
    temperature = writer.signalIfPresent(named: "member_temperature")
  }
}

extension ResultLayout {
  static func flexibleSignals(_ scenario: borrowing Scenario) -> [Signal] {
    let members = scenario.members
    guard members.contains(where: { $0.hasFlexibleLoad }) else { return [] }
    var signals = [
      Signal(
        name: "member_flexible_load", axis: "member", units: "kW",
        longName: "Part of the load whose time its owner chooses: vehicle, appliance, heating and "
          + "cooling; negative where it consumes",
        cellMethods: "time: mean")
    ]
    if members.contains(where: { $0.electricVehicle != nil }) {
      signals.append(
        Signal(
          name: "member_vehicle_state_of_charge", axis: "member", units: "1",
          longName: "State of charge of the vehicle at the end of the interval; NaN without one",
          cellMethods: "time: point"))
    }
    if members.contains(where: { $0.thermalLoad != nil }) {
      signals.append(
        Signal(
          name: "member_temperature", axis: "member", units: "degree_Celsius",
          longName: "Temperature of the room or tank at the end of the interval; NaN without one",
          cellMethods: "time: point"))
    }
    return signals
  }
}

extension Recorder {
  /// Records the members' flexible loads.
  mutating func record(
    devices: borrowing MemberDevices, meters: Meters, _ handles: FlexibleHandles
  ) {
    let kilowatts = 1 / (1000 * hours)
    record(handles.load) { meters.flexibleWattHours[$0] * kilowatts }
    if let signal = handles.vehicleStateOfCharge {
      for unit in devices.flexible.vehicles {
        writer.set(
          unit.vehicle.content / unit.vehicle.specification.capacity, at: unit.owner, for: signal)
      }
    }
    if let signal = handles.temperature {
      for unit in devices.flexible.rooms {
        writer.set(unit.load.temperature, at: unit.owner, for: signal)
      }
    }
  }
}

extension IntervalCycle {
  /// What flexible loads have meant to their owners, by member; nothing where there are none.
  var flexibleColumns: [Column] {
    let flexible = devices.flexible
    let count = tariffOfMember.count
    func column(
      _ name: String, units: String, _ longName: String, _ values: [(owner: Int, value: Double)]
    ) -> Column {
      var all = [Double](repeating: .nan, count: count)
      for (owner, value) in values { all[owner] = value }
      return Column(name, .float64(all), units: units, longName: longName)
    }
    var columns: [Column] = []
    if !flexible.vehicles.isEmpty {
      columns += [
        column(
          "vehicle_shortfall", units: "kWh",
          "Energy missing to the vehicle's target on all departures; NaN without one",
          flexible.vehicles.map { ($0.owner, $0.vehicle.missingOnDeparture.kilowattHours) }),
        column(
          "vehicle_not_driven", units: "kWh",
          "Energy that drives would have taken beyond what was stored; NaN without a vehicle",
          flexible.vehicles.map { ($0.owner, $0.vehicle.notDriven.kilowattHours) }),
      ]
    }
    if !flexible.appliances.isEmpty {
      columns.append(
        column(
          "appliance_runs", units: "1", "Runs of the appliance that have ended; NaN without one",
          flexible.appliances.map { ($0.owner, Double($0.appliance.completedRuns)) }))
    }
    if !flexible.rooms.isEmpty {
      columns.append(
        column(
          "discomfort", units: "K h",
          "Difference of the temperature from the setpoint, added up over time; NaN without a room",
          flexible.rooms.map { ($0.owner, $0.load.discomfort) }))
    }
    return columns
  }
}
