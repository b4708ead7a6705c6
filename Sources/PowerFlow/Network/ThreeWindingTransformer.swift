import Quantities

/// The nameplate of a transformer of three windings, and the star of three transformers with two
/// windings each that stands for it.
///
/// The short-circuit voltages hold for pairs of windings, each in per cent of the smaller of the two
/// rated powers. With all of them referred to the high-voltage winding's power the star's arms are
///
/// ```text
/// z(high) = (z(high–medium) + z(high–low) − z(medium–low)) / 2     and so on in turn
/// ```
///
/// One of them is often slightly negative; so is one of the reactances then, which is no mistake. The
/// no-load losses lie at the arm of the high-voltage winding.
public struct ThreeWindingTransformer: Hashable, Sendable {
  /// One winding.
  public struct Winding: Hashable, Sendable {
    /// The index of the bus.
    public var bus: Int
    /// The rated voltage, line to line, in volts.
    public var ratedVolts: Double
    /// The rated apparent power, in volt-amperes.
    public var ratedPowerVoltAmperes: Double
    /// The angle by which the winding lags the high-voltage winding, in degrees.
    public var shiftDegrees: Double
    /// What one tap step changes, per unit of the winding's voltage; 0 without taps.
    public var tapStepPerUnit: Double
    /// The number of tap steps away from the neutral position.
    public var tapSteps: Double

    /// Creates a winding.
    public init(
      bus: Int, ratedVolts: Double, ratedPowerVoltAmperes: Double, shiftDegrees: Double = 0,
      tapStepPerUnit: Double = 0, tapSteps: Double = 0
    ) {
      self.bus = bus
      self.ratedVolts = ratedVolts
      self.ratedPowerVoltAmperes = ratedPowerVoltAmperes
      self.shiftDegrees = shiftDegrees
      self.tapStepPerUnit = tapStepPerUnit
      self.tapSteps = tapSteps
    }

    /// The voltage with its taps.
    var volts: Double { ratedVolts * (1 + tapStepPerUnit * tapSteps) }
  }

  /// The short-circuit voltage of a pair of windings.
  public struct ShortCircuit: Hashable, Sendable {
    /// The voltage, in per cent.
    public var percent: Double
    /// Its part in phase with the current, in per cent.
    public var resistivePercent: Double

    /// Creates a short-circuit voltage.
    public init(percent: Double, resistivePercent: Double) {
      self.percent = percent
      self.resistivePercent = resistivePercent
    }
  }

  /// The name.
  public var name: String
  /// The high-voltage winding.
  public var high: Winding
  /// The medium-voltage winding.
  public var medium: Winding
  /// The low-voltage winding.
  public var low: Winding
  /// The short-circuit voltage between the high- and the medium-voltage winding.
  public var highMedium: ShortCircuit
  /// The short-circuit voltage between the medium- and the low-voltage winding.
  public var mediumLow: ShortCircuit
  /// The short-circuit voltage between the high- and the low-voltage winding.
  public var highLow: ShortCircuit
  /// The iron losses at rated voltage, in watts.
  public var ironLossWatts: Double
  /// The current without load, in per cent of the rated current of the high-voltage winding.
  public var noLoadCurrentPercent: Double
  /// Whether the transformer is connected.
  public var isInService: Bool

  /// Creates a transformer.
  public init(
    name: String, high: Winding, medium: Winding, low: Winding, highMedium: ShortCircuit,
    mediumLow: ShortCircuit, highLow: ShortCircuit, ironLossWatts: Double = 0,
    noLoadCurrentPercent: Double = 0, isInService: Bool = true
  ) {
    self.name = name
    self.high = high
    self.medium = medium
    self.low = low
    self.highMedium = highMedium
    self.mediumLow = mediumLow
    self.highLow = highLow
    self.ironLossWatts = ironLossWatts
    self.noLoadCurrentPercent = noLoadCurrentPercent
    self.isInService = isInService
  }

  /// The bus in the middle of the star, whose voltage is that of the high side.
  public var innerBus: Bus {
    Bus(name: "\(name):star", nominalVoltage: Voltage(volts: high.ratedVolts))
  }

  /// The three transformers of the star: those of the high, the medium and the low winding.
  ///
  /// - Parameter innerBus: The index that ``innerBus`` has in the network.
  public func star(innerBus: Int) -> [Transformer] {
    let pairs = [
      impedance(highMedium, high, medium), impedance(mediumLow, medium, low),
      impedance(highLow, high, low),
    ]
    let arms = [
      (pairs[0] + pairs[2] - pairs[1]) * 0.5, (pairs[0] + pairs[1] - pairs[2]) * 0.5,
      (pairs[1] + pairs[2] - pairs[0]) * 0.5,
    ]
    let base = high.ratedVolts * high.ratedVolts
    let iron = ironLossWatts / base
    let total = noLoadCurrentPercent / 100 * high.ratedPowerVoltAmperes / base
    let magnetising = max(0, total * total - iron * iron).squareRoot()
    let first = Transformer(
      name: "\(name):high", highVoltageBus: high.bus, lowVoltageBus: innerBus,
      ratedPowerVoltAmperes: high.ratedPowerVoltAmperes, ratedHighVoltageVolts: high.ratedVolts,
      ratedLowVoltageVolts: high.ratedVolts, resistanceOhm: arms[0].real * base,
      reactanceOhm: arms[0].imaginary * base, conductanceMicrosiemens: iron * 1e6,
      susceptanceMicrosiemens: -magnetising * 1e6, ratio: high.volts / high.ratedVolts,
      shiftDegrees: high.shiftDegrees, isInService: isInService)
    return [first, arm("medium", medium, innerBus, arms[1]), arm("low", low, innerBus, arms[2])]
  }

  private func arm(
    _ part: String, _ winding: Winding, _ innerBus: Int, _ impedance: Phasor
  ) -> Transformer {
    let base = winding.volts * winding.volts
    return Transformer(
      name: "\(name):\(part)", highVoltageBus: innerBus, lowVoltageBus: winding.bus,
      ratedPowerVoltAmperes: winding.ratedPowerVoltAmperes,
      ratedHighVoltageVolts: high.ratedVolts, ratedLowVoltageVolts: winding.ratedVolts,
      resistanceOhm: impedance.real * base, reactanceOhm: impedance.imaginary * base,
      ratio: high.ratedVolts / winding.volts, shiftDegrees: winding.shiftDegrees,
      isInService: isInService)
  }

  /// The impedance of a pair, per unit of a power of 1 VA at rated voltage.
  private func impedance(
    _ pair: ShortCircuit, _ first: Winding, _ second: Winding
  ) -> Phasor {
    let power = min(first.ratedPowerVoltAmperes, second.ratedPowerVoltAmperes)
    let square = pair.percent * pair.percent - pair.resistivePercent * pair.resistivePercent
    return Phasor(pair.resistivePercent, max(0, square).squareRoot()) * (0.01 / power)
  }
}
