public import Parameters

/// The ways to heat or cool that scenario files may name; a new one adds one line here.
public enum ThermalControls {
  /// Every control, in the order of the documentation.
  public static let all: [any (ThermalControl & Parameterized).Type] = [
    SetpointControl.self,
    PriceResponsiveThermalControl.self,
  ]
}
