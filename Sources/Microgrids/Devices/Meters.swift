import Quantities

/// The meters of all members: energy adds up between events and
/// is read in whole milliwatt-hours at the end of each interval.
struct Meters {
  /// One meter with a register for each direction.
  struct Meter {
    private var importRegister = EnergyRegister()
    private var exportRegister = EnergyRegister()
    private var importWattHours = 0.0
    private var exportWattHours = 0.0
    /// The energy imported in the interval that was read last.
    private(set) var imported = MeteredEnergy.zero
    /// The energy exported in the interval that was read last.
    private(set) var exported = MeteredEnergy.zero

    /// Adds a constant power, positive when injected, over a span of time.
    mutating func advance(watts: Double, hours: Double) {
      if watts < 0 { importWattHours -= watts * hours } else { exportWattHours += watts * hours }
    }

    /// Reads both registers.
    mutating func read() {
      imported = importRegister.count(Energy(wattHours: importWattHours))
      exported = exportRegister.count(Energy(wattHours: exportWattHours))
      (importWattHours, exportWattHours) = (0, 0)
    }

    /// What a reading would show if the interval brought some energy; nothing changes.
    func reading(of position: ExpectedPosition) -> MeteredEnergy {
      exportRegister.reading(adding: position.exported)
        - importRegister.reading(adding: position.imported)
    }
  }

  /// The meters of the members.
  private(set) var members: [Meter]
  /// Watt-hours of each member in the present interval, as injections.
  private(set) var loadWattHours: [Double]
  private(set) var generationWattHours: [Double]
  private(set) var batteryWattHours: [Double]
  /// The part of the load whose time its owners choose.
  private(set) var flexibleWattHours: [Double]
  /// What all members together imported and exported in the present interval, netted at each moment.
  private(set) var communityImportWattHours = 0.0
  private(set) var communityExportWattHours = 0.0

  init(memberCount: Int) {
    members = Array(repeating: Meter(), count: memberCount)
    loadWattHours = Array(repeating: 0, count: memberCount)
    (generationWattHours, batteryWattHours) = (loadWattHours, loadWattHours)
    flexibleWattHours = loadWattHours
  }

  /// Adds a span of time in which the devices' powers were constant.
  ///
  /// - Parameter sharedInjection: What the shared plants inject, in watts.
  mutating func advance(
    _ devices: borrowing MemberDevices, sharedInjection: Double, hours: Double
  ) {
    var sum = sharedInjection
    for member in members.indices {
      let injection = devices.injection(ofMember: member)
      loadWattHours[member] += (devices.load[member] + devices.flexibleLoad[member]) * hours
      flexibleWattHours[member] += devices.flexibleLoad[member] * hours
      generationWattHours[member] += devices.generation[member] * hours
      batteryWattHours[member] += devices.battery[member] * hours
      members[member].advance(watts: injection, hours: hours)
      sum += injection
    }
    communityImportWattHours += max(-sum, 0) * hours
    communityExportWattHours += max(sum, 0) * hours
  }

  /// Reads all meters at the end of an interval.
  mutating func read() {
    for member in members.indices { members[member].read() }
  }

  /// Begins the next interval.
  mutating func beginInterval() {
    (communityImportWattHours, communityExportWattHours) = (0, 0)
    for member in members.indices {
      loadWattHours[member] = 0
      generationWattHours[member] = 0
      batteryWattHours[member] = 0
      flexibleWattHours[member] = 0
    }
  }
}
