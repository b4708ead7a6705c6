/// What came of a power flow with its controls.
public struct BalancedControlOutcome: Hashable, Sendable {
  /// Where a tap changer with control has ended.
  public struct Tap: Hashable, Sendable {
    /// The name of the transformer.
    public let transformer: String
    /// The index of the transformer.
    public let index: Int
    /// The position.
    public let position: Int
    /// The voltage at the bus that it holds, in per unit.
    public let voltagePerUnit: Double
    /// Whether that voltage lies in the band.
    public let isInBand: Bool
    /// Whether no position further is left.
    public let isAtEnd: Bool
  }

  /// What a generator with control has ended at.
  public struct Generator: Hashable, Sendable {
    /// The name of the generator.
    public let name: String
    /// The index of the generator.
    public let index: Int
    /// The active power, in W.
    public let activePowerWatts: Double
    /// The reactive power, in var.
    public let reactivePowerVar: Double
    /// The active power that the voltage did not allow, in W.
    public let curtailedWatts: Double
  }

  /// A control that comes to no rest.
  public struct Hunting: Hashable, Sendable, CustomStringConvertible {
    /// The name of the element.
    public let element: String
    /// The values that it runs through again and again: positions of a tap, or powers in var or W.
    public let cycle: [Double]

    public var description: String {
      let values = cycle.map { $0 == $0.rounded() ? $0.formattedAsInteger : "\($0)" }
      return "\(quoted(element)) hunts: \(values.joined(separator: ", ")) and again."
    }
  }

  /// The last power flow.
  public let powerFlow: PowerFlowOutcome
  /// Whether it converged and all controls are at rest.
  public let isSettled: Bool
  /// The number of power flows.
  public let powerFlowCount: Int
  /// The number of tap changes.
  public let tapChangeCount: Int
  /// The time that the taps took by their delays, in seconds.
  public let seconds: Double
  /// The tap changers with control.
  public let taps: [Tap]
  /// The generators with control.
  public let generators: [Generator]
  /// The controls that come to no rest.
  public let hunting: [Hunting]
}

extension Double {
  /// The digits of a whole number, without a point.
  fileprivate var formattedAsInteger: String {
    Int64(exactly: self).map(String.init) ?? "\(self)"
  }
}
