import Agents
import Devices
import Quantities

/// A member's room or tank.
struct ThermalUnit: FlexibleUnit {
  let owner: Int
  private(set) var load: ThermalLoad
  let thermalControl: any ThermalControl
  /// The temperatures around it in the intervals of the outlook, where a profile gives them.
  var outdoorTemperatures: [Double] = []
  var plan = DevicePlan()
  var accepted = AcceptedChange()

  init(owner: Int, _ specification: ThermalLoad.Specification, _ control: any ThermalControl) {
    self.owner = owner
    thermalControl = control
    load = ThermalLoad(specification)
  }

  var lookAhead: LookAhead? { thermalControl.lookAhead }
  var watts: Double { load.power.watts }

  /// Takes the temperature around it.
  mutating func surround(with temperature: Double) { load.outdoorTemperature = temperature }

  mutating func advance(hours: Double) { load.advance(hours: hours) }

  func nextEvent(from now: Instant) -> Instant { now.advanced(hours: load.hoursToLimit) }

  mutating func meetEvents(at now: Instant, _ clock: DayClock) -> Bool {
    if load.hoursToLimit < 1e-12 { load.settleOnLimit() }
    return false
  }

  mutating func makePlan(_ outlook: PlanningOutlook, at now: Instant) {
    while outdoorTemperatures.count < outlook.count {
      outdoorTemperatures.append(load.outdoorTemperature)
    }
    thermalControl.plan(
      outlook, load: load, outdoorTemperatures: outdoorTemperatures, into: &plan)
  }

  mutating func control(_ situation: ControlSituation) {
    load.dispatch(Power(watts: situation.planned ?? 0))
  }
}
