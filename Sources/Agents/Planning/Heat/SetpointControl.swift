public import Devices
import Foundation
public import Parameters
import Quantities

/// Brings the temperature to the setpoint within each interval, whatever energy costs.
public struct SetpointControl: ThermalControl, Hashable {
  /// Creates the control.
  public init() {}

  public var lookAhead: LookAhead? { nil }

  public func plan(
    _ outlook: PlanningOutlook, load: ThermalLoad, outdoorTemperatures: [Double],
    into plan: inout DevicePlan
  ) {
    plan.powers.removeAll(keepingCapacity: true)
    plan.responses.removeAll(keepingCapacity: true)
    var load = load
    let specification = load.specification
    let decay = exp(-specification.lossRate * outlook.intervalHours)
    for index in 0..<outlook.count {
      load.outdoorTemperature = outdoorTemperatures[index]
      // T′ = γ·T + (1 − γ)·T∞ is the setpoint for one power.
      let final = (specification.setpoint - decay * load.temperature) / (1 - decay)
      let heat =
        specification.conductance * (final - load.outdoorTemperature) - specification.gains.watts
      let watts = min(max(heat / specification.heatPerWatt, 0), specification.power.watts)
      plan.powers.append(-watts)
      load.dispatch(Power(watts: -watts))
      load.advance(hours: outlook.intervalHours)
    }
  }
}

extension SetpointControl: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "setpoint", "Brings the temperature to the setpoint within each interval.", [])

  public init(_ values: ParameterValues) throws(ParameterError) { self.init() }
}
