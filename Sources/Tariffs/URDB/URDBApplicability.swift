/// To whom a rate applies; nothing of it is billed.
public struct URDBApplicability: Hashable, Sendable {
  /// The least and the greatest demand in kW, and the months over which it is looked at
  /// (`peakkwcapacitymin`, `peakkwcapacitymax`, `peakkwcapacityhistory`).
  public var capacity = Bounds()
  /// The least and the greatest use in kWh, and the months over which it is looked at
  /// (`peakkwhusagemin`, `peakkwhusagemax`, `peakkwhusagehistory`).
  public var usage = Bounds()
  /// The least and the greatest voltage in V (`voltageminimum`, `voltagemaximum`).
  public var voltage = Bounds()
  /// `Primary`, `Secondary` or `Transmission` (`voltagecategory`).
  public var voltageCategory = ""
  /// `Single Phase`, `3-Phase` or `Single and 3-Phase` (`phasewiring`).
  public var phaseWiring = ""
  /// The unit of ``capacity`` (`demandunits`).
  public var demandUnits = ""

  /// A range that may be open.
  public struct Bounds: Hashable, Sendable {
    /// The lower end.
    public var minimum: Double?
    /// The upper end.
    public var maximum: Double?
    /// The months that are looked at.
    public var history: Double?
  }
}
