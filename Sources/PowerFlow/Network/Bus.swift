public import Quantities

/// A point of a network at which branches meet and power is injected.
public struct Bus: Hashable, Sendable {
  /// The name, which no other bus of the network has.
  public var name: String
  /// What people call the bus, such as the words of a single-line diagram; may repeat.
  public var label: String
  /// The voltage, line to line, that one per unit means at this bus.
  public var nominalVoltage: Voltage

  /// Creates a bus.
  ///
  /// - Parameters:
  ///   - name: The name, which no other bus of the network has.
  ///   - label: What people call the bus; the name when it is left out.
  ///   - nominalVoltage: The voltage, line to line, that one per unit means.
  public init(name: String, label: String? = nil, nominalVoltage: Voltage) {
    self.name = name
    self.label = label ?? name
    self.nominalVoltage = nominalVoltage
  }
}
