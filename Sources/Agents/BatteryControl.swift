public import Devices
public import Parameters
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

/// Charges with what would be exported and discharges to avoid import.
public struct SelfConsumptionControl: BatteryControl, Hashable {
  /// Creates the control.
  public init() {}

  public func setpoint(surplus: Power, battery: Battery) -> Power { -surplus }
}

extension SelfConsumptionControl: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "self-consumption",
    "Charges with what would be exported and discharges to avoid import.", [])

  public init(_ values: ParameterValues) throws(ParameterError) { self.init() }
}

/// The battery controls that scenario files may name; a new control adds one line here.
public enum BatteryControls {
  /// Every control, in the order of the documentation.
  public static let all: [any (BatteryControl & Parameterized).Type] = [
    SelfConsumptionControl.self
  ]
}
