public import ComplexModule
public import RealModule

extension VoltageRegulator {
  /// The voltage at the relay, in volts.
  ///
  /// - Parameters:
  ///   - voltage: The voltage of the measured phase of the winding, in volts.
  ///   - current: The current out of the winding's conductor of that phase, in amperes.
  public func relayVolts(voltage: Complex<Double>, current: Complex<Double>) -> Double {
    let measured = voltage / Complex(potentialRatio)
    let compensation = Complex(compensationResistanceVolts, compensationReactanceVolts)
    guard currentRatingAmperes > 0, !compensation.isZero else { return measured.length }
    return (measured - compensation * (current / Complex(currentRatingAmperes))).length
  }

  /// The steps by which the tap should move at a voltage of the relay: none within the band, else
  /// as many as lead nearest to the setting.
  ///
  /// - Parameters:
  ///   - relayVolts: The voltage at the relay, in volts.
  ///   - windingVolts: The rated voltage of the winding's phase, in volts.
  ///   - stepPerUnit: What one step changes, per unit of that.
  public func wantedSteps(relayVolts: Double, windingVolts: Double, stepPerUnit: Double) -> Int {
    let missing = voltageSettingVolts - relayVolts
    guard abs(missing) > bandwidthVolts / 2 else { return 0 }
    let steps = (missing * potentialRatio / windingVolts / stepPerUnit).rounded(.toNearestOrEven)
    return Int(exactly: max(-1e6, min(1e6, steps))) ?? 0
  }
}

extension Winding {
  /// What one step of the tap changes, per unit of the rated voltage.
  public var tapStepPerUnit: Double {
    tapStepCount > 0 ? (tapRange.upperBound - tapRange.lowerBound) / Double(tapStepCount) : 0
  }

  /// The position of the tap: the number of steps above the rated voltage, or below it.
  public var tapNumber: Int {
    let step = tapStepPerUnit
    guard step > 0 else { return 0 }
    return Int(exactly: max(-1e6, min(1e6, ((tap - 1) / step).rounded()))) ?? 0
  }

  /// The positions that the tap changer reaches.
  public var tapNumbers: ClosedRange<Int> {
    let step = tapStepPerUnit
    guard step > 0 else { return 0...0 }
    // A bound that is a whole number of steps must not be lost to rounding.
    let lowest = ((tapRange.lowerBound - 1) / step - 1e-9).rounded(.up)
    let highest = ((tapRange.upperBound - 1) / step + 1e-9).rounded(.down)
    let bounds = (
      Int(exactly: max(-1e6, min(1e6, lowest))) ?? 0,
      Int(exactly: max(-1e6, min(1e6, highest))) ?? 0
    )
    return bounds.0 <= bounds.1 ? bounds.0...bounds.1 : 0...0
  }

  /// The factor that belongs to a position of the tap.
  public func tap(atNumber number: Int) -> Double { 1 + Double(number) * tapStepPerUnit }
}
