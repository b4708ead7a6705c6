/// The numbering of a network's nodes: one for each conductor of each bus, bus after bus.
///
/// The ground is no node of its own; it has the index ``ground`` at every bus.
public struct MultiphaseNodes: Hashable, Sendable {
  /// The index that stands for the ground.
  public static let ground = -1

  /// The bus of each node.
  public let buses: [Int]
  /// The conductor of each node.
  public let conductors: [Int]
  /// The index of each bus's first node, and behind them the number of nodes.
  public let starts: [Int]
  /// The names of the buses.
  private let busNames: [String]

  /// Numbers the nodes of a network.
  ///
  /// - Throws: ``NetworkError`` if a bus names a conductor twice, or one that is no positive number.
  /// - Complexity: O(*n*) for *n* nodes.
  public init(_ network: MultiphaseNetwork) throws(NetworkError) {
    var buses: [Int] = []
    var conductors: [Int] = []
    var starts = [0]
    for (index, bus) in network.buses.enumerated() {
      guard
        bus.conductors.allSatisfy({ $0 > Terminal.ground }),
        zip(bus.conductors, bus.conductors.dropFirst()).allSatisfy({ $0 < $1 })
      else {
        throw .impossibleValue(
          element: "the bus \(quoted(bus.name))",
          problem: "must name its conductors once each, in rising order and above 0")
      }
      buses += Array(repeating: index, count: bus.conductors.count)
      conductors += bus.conductors
      starts.append(buses.count)
    }
    self.buses = buses
    self.conductors = conductors
    self.starts = starts
    busNames = network.buses.map(\.name)
  }

  /// The number of nodes.
  public var count: Int { buses.count }

  /// The nodes of a bus.
  public func range(ofBus bus: Int) -> Range<Int> { starts[bus]..<starts[bus + 1] }

  /// The node of a conductor at a bus, ``ground`` for the ground, or `nil` if there is none.
  ///
  /// - Complexity: O(*c*) for *c* conductors at the bus.
  public func index(ofConductor conductor: Int, atBus bus: Int) -> Int? {
    guard starts.indices.contains(bus), bus >= 0, bus + 1 < starts.count else { return nil }
    if conductor == Terminal.ground { return Self.ground }
    return range(ofBus: bus).first { conductors[$0] == conductor }
  }

  /// The nodes of a terminal, in its order.
  ///
  /// - Parameters:
  ///   - terminal: The terminal.
  ///   - element: What the element is called in messages, such as `the line 'L1'`.
  /// - Throws: ``NetworkError`` if there is no such bus or conductor.
  public func indices(
    of terminal: Terminal, element: @autoclosure () -> String
  ) throws(NetworkError) -> [Int] {
    guard terminal.bus >= 0, terminal.bus + 1 < starts.count else {
      throw .noSuchBus(element: element(), index: terminal.bus)
    }
    var indices: [Int] = []
    for conductor in terminal.conductors {
      guard let index = index(ofConductor: conductor, atBus: terminal.bus) else {
        throw .impossibleValue(
          element: element(),
          problem: "refers to conductor \(conductor) of the bus "
            + "\(quoted(busNames[terminal.bus])), which has none of that number")
      }
      indices.append(index)
    }
    return indices
  }

  /// The name of a node in messages, such as `671.2`.
  public func name(of node: Int) -> String {
    node == Self.ground ? "ground" : "\(busNames[buses[node]]).\(conductors[node])"
  }
}
