public import Parameters

/// The ways to run an appliance that scenario files may name; a new one adds one line here.
public enum ApplianceControls {
  /// Every control, in the order of the documentation.
  public static let all: [any (ApplianceControl & Parameterized).Type] = [
    PreferredStart.self,
    CheapestStart.self,
  ]
}
