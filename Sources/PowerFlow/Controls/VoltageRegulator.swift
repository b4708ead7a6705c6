/// The control of a voltage regulator: it moves the tap of one winding so that a voltage, measured
/// there and corrected for the drop on the line behind it, stays in a band.
///
/// ```text
/// V_relay = | V / potential ratio − (R + j·X) · I / current rating |      in volts
/// ```
public struct VoltageRegulator: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The index of the transformer.
  public var transformer: Int
  /// The index of the winding, from 0, at which is measured and whose tap is moved.
  public var winding: Int
  /// The phase of that winding, from 0, that is measured.
  public var measuredPhase: Int
  /// The voltage to hold at the relay, in volts.
  public var voltageSettingVolts: Double
  /// The full width of the band around it, in volts.
  public var bandwidthVolts: Double
  /// The ratio of the potential transformer.
  public var potentialRatio: Double
  /// The rated primary current of the current transformer, in amperes.
  public var currentRatingAmperes: Double
  /// The resistive setting of the line-drop compensation, in volts at rated current.
  public var compensationResistanceVolts: Double
  /// The reactive setting of the line-drop compensation, in volts at rated current.
  public var compensationReactanceVolts: Double
  /// The largest number of steps in one action.
  public var maximumTapChange: Int
  /// The time that the voltage must lie outside of the band before the first action, in seconds.
  public var delaySeconds: Double
  /// The time between two actions that follow each other, in seconds.
  public var tapDelaySeconds: Double

  /// Creates a regulator.
  public init(
    name: String, transformer: Int, winding: Int = 1, measuredPhase: Int = 0,
    voltageSettingVolts: Double, bandwidthVolts: Double, potentialRatio: Double,
    currentRatingAmperes: Double = 0, compensationResistanceVolts: Double = 0,
    compensationReactanceVolts: Double = 0, maximumTapChange: Int = 16, delaySeconds: Double = 15,
    tapDelaySeconds: Double = 2
  ) {
    self.name = name
    self.transformer = transformer
    self.winding = winding
    self.measuredPhase = measuredPhase
    self.voltageSettingVolts = voltageSettingVolts
    self.bandwidthVolts = bandwidthVolts
    self.potentialRatio = potentialRatio
    self.currentRatingAmperes = currentRatingAmperes
    self.compensationResistanceVolts = compensationResistanceVolts
    self.compensationReactanceVolts = compensationReactanceVolts
    self.maximumTapChange = maximumTapChange
    self.delaySeconds = delaySeconds
    self.tapDelaySeconds = tapDelaySeconds
  }
}
