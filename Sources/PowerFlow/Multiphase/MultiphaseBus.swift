public import Quantities

/// A point of a network at which conductors of branches meet.
public struct MultiphaseBus: Hashable, Sendable {
  /// The name, which no other bus of the network has.
  public var name: String
  /// What people call the bus; may repeat.
  public var label: String
  /// The voltage, line to neutral, that one per unit means at this bus.
  public var nominalPhaseVoltage: Voltage
  /// The conductors that exist here, in rising order and without the ground.
  public var conductors: [Int]

  /// Creates a bus.
  public init(
    name: String, label: String? = nil, nominalPhaseVoltage: Voltage, conductors: [Int] = [1, 2, 3]
  ) {
    self.name = name
    self.label = label ?? name
    self.nominalPhaseVoltage = nominalPhaseVoltage
    self.conductors = conductors
  }
}
