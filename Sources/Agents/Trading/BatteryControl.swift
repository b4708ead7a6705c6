public import Devices
public import Quantities

/// How an owner uses a battery while its load and its generation are what they are.
public protocol BatteryControl: Sendable {
  /// The power that the battery should inject.
  ///
  /// - Parameters:
  ///   - surplus: What generation and load together inject; negative where the load is greater.
  ///   - battery: The battery as it is.
  func setpoint(surplus: Power, battery: Battery) -> Power
}
