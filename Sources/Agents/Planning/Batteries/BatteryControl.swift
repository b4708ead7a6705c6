public import Devices
public import Quantities

/// How an owner uses a battery.
///
/// A control that looks ahead plans now and then, and holds what it has planned; one that does not
/// answers to the surplus of the moment.
public protocol BatteryControl: Sendable {
  /// How far the control looks ahead; `nil` when it does not plan.
  var lookAhead: LookAhead? { get }

  /// Plans the battery's power in the intervals of an outlook.
  ///
  /// - Parameters:
  ///   - outlook: What the owner expects; the surplus without the battery.
  ///   - battery: The battery as it is at the beginning.
  ///   - plan: Receives the powers and how the battery would answer to the first interval's price.
  func plan(_ outlook: PlanningOutlook, battery: Battery, into plan: inout DevicePlan)

  /// The power that the battery should inject.
  ///
  /// - Parameters:
  ///   - surplus: What generation and load together inject; negative where the load is greater.
  ///   - planned: What was planned for the interval; `nil` without a plan.
  ///   - battery: The battery as it is.
  func setpoint(surplus: Power, planned: Power?, battery: Battery) -> Power
}

/// A control that answers to the moment only says how, in
/// ``BatteryControl/setpoint(surplus:planned:battery:)``.
extension BatteryControl {
  public var lookAhead: LookAhead? { nil }

  public func plan(_ outlook: PlanningOutlook, battery: Battery, into plan: inout DevicePlan) {
    plan.responses.removeAll(keepingCapacity: true)
    plan.powers.removeAll(keepingCapacity: true)
    var battery = battery
    for surplus in outlook.surplus {
      let setpoint = setpoint(surplus: Power(watts: surplus), planned: nil, battery: battery)
      plan.powers.append(battery.play(setpoint, hours: outlook.intervalHours).watts)
    }
  }

  public func setpoint(surplus: Power, planned: Power?, battery: Battery) -> Power {
    planned ?? -surplus
  }
}

/// How far ahead an owner plans, and how often.
public struct LookAhead: Hashable, Sendable {
  /// The hours that the owner looks ahead.
  public var horizonHours: Double
  /// The hours until it plans anew; 0 for every interval.
  public var renewalHours: Double

  /// Creates a look ahead.
  public init(horizonHours: Double, renewalHours: Double) {
    self.horizonHours = horizonHours
    self.renewalHours = renewalHours
  }
}
