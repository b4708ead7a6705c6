/// The control of one tap changer as it acts over time: a value that is told the measured voltage and
/// says what to do.
///
/// ```swift
/// switch controller.nextAction(atSeconds: now, voltagePerUnit: voltage) {
/// case .rest: break
/// case .wait(let time): schedule(time)
/// case .move(let position): change(to: position)
/// }
/// ```
public struct BalancedTapController: Hashable, Sendable {
  /// What the control does now.
  public enum Action: Hashable, Sendable {
    /// Nothing: the voltage lies in the band, or no position that could help is left.
    case rest
    /// Nothing yet: if the voltage stays where it is, it acts at this time, in seconds.
    case wait(untilSeconds: Double)
    /// It moves the tap to a position.
    case move(toPosition: Int)
  }

  /// The index of the transformer.
  public let transformer: Int
  /// The index of the bus whose voltage is held.
  public let bus: Int
  /// The band in which the control rests, in per unit.
  public let band: ClosedRange<Double>
  /// The present position.
  public private(set) var position: Int

  private let positions: ClosedRange<Int>
  /// Which way the position moves to raise the voltage.
  private let raisingDirection: Int
  private var timer: ControlTimer

  /// Creates the control of a transformer.
  ///
  /// The bus whose voltage is held counts as fed through the low-voltage winding, unless it is the one
  /// at the high-voltage terminal.
  ///
  /// - Returns: `nil` if the transformer does not exist, is out of service, or has no controlled tap
  ///   changer whose steps do something, or a setting is not a finite number.
  public init?(_ network: Network, transformer index: Int) {
    guard
      network.transformers.indices.contains(index), network.transformers[index].isInService,
      let changer = network.transformers[index].tapChanger, let control = changer.control,
      changer.stepPerUnit != 0, changer.stepPerUnit.isFinite,
      control.voltageSettingPerUnit.isFinite, control.bandwidthPerUnit.isFinite
    else { return nil }
    let half = abs(control.bandwidthPerUnit) / 2
    transformer = index
    bus = control.bus
    band = (control.voltageSettingPerUnit - half)...(control.voltageSettingPerUnit + half)
    position = changer.position
    positions = changer.positions
    // More turns on the low side raise its voltage; more turns on the high side lower it.
    let raisesLow = (changer.side == .lowVoltage) == (changer.stepPerUnit > 0)
    let holdsLow = control.bus != network.transformers[index].highVoltageBus
    raisingDirection = raisesLow == holdsLow ? 1 : -1
    timer = ControlTimer(
      delaySeconds: control.delaySeconds, followingDelaySeconds: control.tapDelaySeconds)
  }

  /// Whether the tap has got as far as it can.
  public var isAtEnd: Bool { position == positions.lowerBound || position == positions.upperBound }

  /// Takes the measured voltage at a time.
  ///
  /// - Parameters:
  ///   - seconds: The time, which must not run backward.
  ///   - voltagePerUnit: The voltage of ``bus``; one that is not a number counts as within the band.
  public mutating func nextAction(
    atSeconds seconds: Double, voltagePerUnit: Double
  ) -> Action {
    let side: ControlTimer.Side? =
      voltagePerUnit < band.lowerBound ? .below : voltagePerUnit > band.upperBound ? .above : nil
    let direction = side == .below ? raisingDirection : -raisingDirection
    let isStuck =
      direction > 0 ? position >= positions.upperBound : position <= positions.lowerBound
    switch timer.advice(atSeconds: seconds, side: side == nil || isStuck ? nil : side) {
    case .rest: return .rest
    case .wait(let time): return .wait(untilSeconds: time)
    case .act:
      position += direction
      return .move(toPosition: position)
    }
  }
}
