public import Parameters

/// The battery controls that scenario files may name; a new control adds one line here.
public enum BatteryControls {
  /// Every control, in the order of the documentation.
  public static let all: [any (BatteryControl & Parameterized).Type] = [
    SelfConsumptionControl.self,
    TimeOfUseControl.self,
    LinearProgramControl.self,
    MixedIntegerControl.self,
  ]
}
