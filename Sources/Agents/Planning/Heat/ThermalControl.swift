public import Devices

/// How an owner heats or cools a room or tank.
public protocol ThermalControl: Sendable {
  /// How far the control looks ahead; `nil` when it looks at the present interval alone.
  var lookAhead: LookAhead? { get }

  /// Plans the power in the intervals of an outlook.
  ///
  /// - Parameters:
  ///   - outlook: What the owner expects; the surplus without this load.
  ///   - load: The room or tank as it is at the beginning.
  ///   - outdoorTemperatures: The temperature around it in each interval, in °C.
  ///   - plan: Receives the powers, and how the load would answer to the first interval's price.
  func plan(
    _ outlook: PlanningOutlook, load: ThermalLoad, outdoorTemperatures: [Double],
    into plan: inout DevicePlan)
}
