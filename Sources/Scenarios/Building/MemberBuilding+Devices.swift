import Agents
import Devices
import Parameters

/// The devices whose use their owner decides.
extension MemberBuilding {
  func battery(
    of section: Section, _ member: GroupMember?
  ) -> (specification: Battery.Specification, control: any BatteryControl)? {
    controlled(
      MemberKeys.battery, BatteryKeys.control, of: section, member,
      count: BatteryControls.all.count
    ) { (values) throws(ParameterError) in
      try Battery.Specification(values)
    } control: { (kind, values) throws(ParameterError) in
      try BatteryControls.all[kind].init(values)
    }
  }

  func vehicle(
    of section: Section, _ member: GroupMember?
  ) -> (specification: ElectricVehicle.Specification, control: any ChargingControl)? {
    controlled(
      MemberKeys.electricVehicle, VehicleKeys.control, of: section, member,
      count: ChargingControls.all.count
    ) { (values) throws(ParameterError) in
      try ElectricVehicle.Specification(values)
    } control: { (kind, values) throws(ParameterError) in
      try ChargingControls.all[kind].init(values)
    }
  }

  func appliance(
    of section: Section, _ member: GroupMember?
  ) -> (specification: ShiftableLoad.Specification, control: any ApplianceControl)? {
    controlled(
      MemberKeys.shiftableLoad, ApplianceKeys.control, of: section, member,
      count: ApplianceControls.all.count
    ) { (values) throws(ParameterError) in
      try ShiftableLoad.Specification(values)
    } control: { (kind, values) throws(ParameterError) in
      try ApplianceControls.all[kind].init(values)
    }
  }

  func thermal(
    of section: Section, _ member: GroupMember?
  ) -> (specification: ThermalLoad.Specification, control: any ThermalControl)? {
    controlled(
      MemberKeys.thermalLoad, ThermalKeys.control, of: section, member,
      count: ThermalControls.all.count
    ) { (values) throws(ParameterError) in
      try ThermalLoad.Specification(values)
    } control: { (kind, values) throws(ParameterError) in
      try ThermalControls.all[kind].init(values)
    }
  }

  /// The profile of the temperature around a member's room or tank.
  func outdoorTemperature(of section: Section, _ member: GroupMember?) -> ProfileUse? {
    guard let load = section.section(MemberKeys.thermalLoad),
      load.entries[ThermalKeys.outdoorProfile.name] != nil,
      let name = text(
        ThermalKeys.outdoorProfile, of: load, member, path: MemberKeys.thermalLoad.name)
    else { return nil }
    return profiles.use(name, nominal: 1, at: load.place(ThermalKeys.outdoorProfile))
  }

  /// A device with the control that says how it is used.
  private func controlled<Specification, Control>(
    _ key: Parameter, _ controlKey: Parameter, of section: Section, _ member: GroupMember?,
    count: Int,
    specification make: (ParameterValues) throws(ParameterError) -> Specification,
    control makeControl: (Int, ParameterValues) throws(ParameterError) -> Control
  ) -> (specification: Specification, control: Control)? {
    guard let device = device(key, of: section, member),
      let values = device.values(for: member, path: key.name),
      let specification = reading.model(from: values, of: device, make),
      let control = device.section(controlKey), let kind = control.kind, kind < count
    else { return nil }
    let controlValues = values.section(controlKey.name)
    let model = reading.model(from: controlValues, of: control) {
      (values) throws(ParameterError) in try makeControl(kind, values)
    }
    return model.map { (specification, $0) }
  }
}
