/// Where one side of an element is connected: a bus, and conductors of it in the element's order.
///
/// Conductors are numbers: 1, 2 and 3 are the phases A, B and C, 4 is the neutral, higher ones are
/// further wires, and 0 is the ground, which belongs to every bus.
public struct Terminal: Hashable, Sendable {
  /// The number of the ground.
  public static let ground = 0

  /// The index of the bus.
  public var bus: Int
  /// The conductors, in the order in which the element counts them.
  public var conductors: [Int]

  /// Creates a terminal.
  public init(bus: Int, conductors: [Int]) {
    self.bus = bus
    self.conductors = conductors
  }
}

/// How the phases of an element are connected.
public enum PhaseConnection: String, Hashable, Sendable, CaseIterable {
  /// Each phase lies between its conductor and the neutral.
  case wye
  /// Each phase lies between two conductors.
  case delta
}
