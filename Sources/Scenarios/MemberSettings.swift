public import Agents
public import Devices

/// One member of the community: what it has and how it acts.
public struct MemberSettings: Sendable {
  /// The name, unique in the scenario.
  public var name: String
  /// The group that the member comes from; `nil` when it was written singly.
  public var group: String?
  /// The index of its bus in the network; `nil` when the scenario has no network.
  public var bus: Int?
  /// The conductors of that bus between which and the neutral the member is connected; `nil` in a
  /// balanced network.
  public var phases: [Int]?
  /// The active power that it consumes, a positive nominal power in watts.
  public var load: ProfileUse?
  /// The reactive power that it consumes, a nominal power in vars.
  public var reactiveLoad: ProfileUse?
  /// The power of its photovoltaic plant, a positive nominal power in watts.
  public var photovoltaic: ProfileUse?
  /// Its battery.
  public var battery: Battery.Specification?
  /// How it uses the battery; present whenever there is one.
  public var batteryControl: (any BatteryControl)?
  /// Its electric vehicle.
  public var electricVehicle: ElectricVehicle.Specification?
  /// How it charges the vehicle; present whenever there is one.
  public var chargingControl: (any ChargingControl)?
  /// Its appliance whose runs may be shifted.
  public var shiftableLoad: ShiftableLoad.Specification?
  /// When it runs the appliance; present whenever there is one.
  public var applianceControl: (any ApplianceControl)?
  /// Its room or tank that is heated or cooled electrically.
  public var thermalLoad: ThermalLoad.Specification?
  /// How it heats or cools; present whenever there is such a load.
  public var thermalControl: (any ThermalControl)?
  /// The temperature around the room or tank, in °C, where a profile gives it.
  public var outdoorTemperature: ProfileUse?
  /// The index of its tariff in ``Scenario/tariffs``.
  public var tariff: Int
  /// How it chooses the prices of its orders.
  public var strategy: any BiddingStrategy
  /// The word that names the strategy in scenario files.
  public var strategyKind: String
}

extension MemberSettings {
  /// Whether it has anything that consumes or injects.
  public var hasDevices: Bool {
    load != nil || photovoltaic != nil || battery != nil || hasFlexibleLoad
  }

  /// Whether it has a load whose time may be chosen.
  public var hasFlexibleLoad: Bool {
    electricVehicle != nil || shiftableLoad != nil || thermalLoad != nil
  }
}

/// A power, or a temperature, that follows a profile.
public struct ProfileUse: Hashable, Sendable {
  /// The index of the profile file in ``Scenario/profileTables``.
  public var table: Int
  /// The index of the column in ``ScheduledProfiles/columns``.
  public var column: Int
  /// What the profile value 1 stands for, in W or var, positive as the file writes it: the
  /// consumption of a load, the production of a plant.
  public var nominal: Double
  /// How much later than the file says its values stand, in nanoseconds: whole steps of the file.
  ///
  /// The rows go round: what is shifted over the end of the file stands at its beginning.
  public var shiftNanoseconds: Int64
  /// The random factor of the member's own that the values are multiplied by.
  public var variation: LoadVariation?

  /// Creates a use of a column.
  public init(
    table: Int, column: Int, nominal: Double, shiftNanoseconds: Int64 = 0,
    variation: LoadVariation? = nil
  ) {
    self.table = table
    self.column = column
    self.nominal = nominal
    self.shiftNanoseconds = shiftNanoseconds
    self.variation = variation
  }

  /// Whether the member has a course of its own rather than that of the column.
  public var isIndividual: Bool { shiftNanoseconds != 0 || variation != nil }
}
