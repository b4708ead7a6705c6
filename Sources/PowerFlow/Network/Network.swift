/// A balanced three-phase network, as data: what is connected to what, and with which values.
///
/// Buses are referred to by their index in ``buses``. Branches are the lines and behind them the
/// transformers, in service or not, so that a branch's index does not move when a line is opened.
/// A solver checks what it needs when it is made.
public struct Network: Hashable, Sendable {
  /// The name.
  public var name: String
  /// One line that says which network this is.
  public var title: String
  /// The nominal frequency, in hertz.
  public var frequencyHertz: Double
  /// The buses.
  public let buses: [Bus]
  /// The lines, the first of the branches.
  public var lines: [Line]
  /// The transformers, the last of the branches.
  public var transformers: [Transformer]
  /// The sources.
  public var sources: [Source]
  /// The shunts.
  public var shunts: [Shunt]
  /// The loads.
  public var loads: [NetworkLoad]
  /// The generators.
  public var generators: [NetworkGenerator]

  /// The indices of the buses by their names, and by those labels that only one bus has.
  private let busIndices: [String: Int]

  /// Creates a network.
  public init(
    name: String = "", title: String = "", frequencyHertz: Double = 50, buses: [Bus],
    lines: [Line] = [], transformers: [Transformer] = [], sources: [Source],
    shunts: [Shunt] = [], loads: [NetworkLoad] = [], generators: [NetworkGenerator] = []
  ) {
    self.name = name
    self.title = title
    self.frequencyHertz = frequencyHertz
    self.buses = buses
    self.lines = lines
    self.transformers = transformers
    self.sources = sources
    self.shunts = shunts
    self.loads = loads
    self.generators = generators
    self.busIndices = indicesByNameOrLabel(buses.map { ($0.name, $0.label) })
  }

  /// The number of lines and transformers.
  public var branchCount: Int { lines.count + transformers.count }

  /// The names of the branches: those of the lines, then those of the transformers.
  public var branchNames: [String] { lines.map(\.name) + transformers.map(\.name) }

  /// Finds a bus by its name, or else by its label if only one bus has it.
  ///
  /// - Complexity: O(1).
  public func busIndex(named name: String) -> Int? { busIndices[name] }
}
