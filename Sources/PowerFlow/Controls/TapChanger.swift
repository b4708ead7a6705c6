/// The tap changer of a transformer in a balanced network: discrete steps of the ratio.
///
/// ```text
/// ratio(position) = neutral ratio · (1 + step · (position − neutral))     on the high-voltage side
/// ratio(position) = neutral ratio / (1 + step · (position − neutral))     on the low-voltage side
/// ```
public struct TapChanger: Hashable, Sendable {
  /// The winding that has the taps.
  public enum Side: String, Hashable, Sendable, CaseIterable {
    case highVoltage
    case lowVoltage
  }

  /// The winding that has the taps.
  public var side: Side
  /// The positions that can be reached.
  public var positions: ClosedRange<Int>
  /// The position without effect.
  public var neutralPosition: Int
  /// The present position.
  public var position: Int
  /// What one step changes, per unit of the winding's voltage.
  public var stepPerUnit: Double
  /// What moves the tap under load, or `nil` if nothing does.
  public var control: TapControl?

  /// Creates a tap changer.
  public init(
    side: Side, positions: ClosedRange<Int>, neutralPosition: Int, position: Int,
    stepPerUnit: Double, control: TapControl? = nil
  ) {
    self.side = side
    self.positions = positions
    self.neutralPosition = neutralPosition
    self.position = position
    self.stepPerUnit = stepPerUnit
    self.control = control
  }

  /// The ratio that belongs to a position, when `ratio` belongs to the present one.
  public func ratio(at position: Int, from ratio: Double) -> Double {
    let change = factor(at: position) / factor(at: self.position)
    return side == .highVoltage ? ratio * change : ratio / change
  }

  /// What a position multiplies the voltage of its winding with.
  func factor(at position: Int) -> Double {
    1 + stepPerUnit * (Double(position) - Double(neutralPosition))
  }
}

/// The control of an on-load tap changer: it keeps the voltage of a bus in a band.
public struct TapControl: Hashable, Sendable {
  /// The index of the bus whose voltage is held.
  public var bus: Int
  /// The voltage to hold, per unit.
  public var voltageSettingPerUnit: Double
  /// The full width of the band around it, per unit.
  public var bandwidthPerUnit: Double
  /// The time that the voltage must lie outside of the band before the first action, in seconds.
  public var delaySeconds: Double
  /// The time between two actions that follow each other, in seconds.
  public var tapDelaySeconds: Double

  /// Creates a control.
  public init(
    bus: Int, voltageSettingPerUnit: Double, bandwidthPerUnit: Double, delaySeconds: Double = 15,
    tapDelaySeconds: Double = 2
  ) {
    self.bus = bus
    self.voltageSettingPerUnit = voltageSettingPerUnit
    self.bandwidthPerUnit = bandwidthPerUnit
    self.delaySeconds = delaySeconds
    self.tapDelaySeconds = tapDelaySeconds
  }
}
