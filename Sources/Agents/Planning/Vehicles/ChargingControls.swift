public import Parameters

/// The ways to charge a vehicle that scenario files may name; a new one adds one line here.
public enum ChargingControls {
  /// Every control, in the order of the documentation.
  public static let all: [any (ChargingControl & Parameterized).Type] = [
    UncontrolledCharging.self,
    AverageRateCharging.self,
    CheapestHoursCharging.self,
    SurplusCharging.self,
  ]
}
