/// A network whose phases differ, as data: every conductor of every bus has a voltage of its own.
///
/// Buses are referred to by their index in ``buses``. Branches are the lines and behind them the
/// transformers, in service or not, so that a branch's index does not move when a line is opened.
/// A solver checks what it needs when it is made.
public struct MultiphaseNetwork: Hashable, Sendable {
  /// The name.
  public var name: String
  /// One line that says which network this is.
  public var title: String
  /// The nominal frequency, in hertz.
  public var frequencyHertz: Double
  /// The buses.
  public let buses: [MultiphaseBus]
  /// The sources.
  public var sources: [MultiphaseSource]
  /// The lines, cables, switches and fuses: the first of the branches.
  public var lines: [MultiphaseLine]
  /// The transformers, the last of the branches; also those of voltage regulators.
  public var transformers: [MultiphaseTransformer]
  /// The controls that move the taps of transformers.
  public var regulators: [VoltageRegulator]
  /// The capacitor banks.
  public var capacitors: [CapacitorBank]
  /// The loads.
  public var loads: [MultiphaseLoad]
  /// The generators.
  public var generators: [MultiphaseGenerator]

  /// The indices of the buses by their names, and by those labels that only one bus has.
  private let busIndices: [String: Int]

  /// Creates a network.
  public init(
    name: String = "", title: String = "", frequencyHertz: Double = 50, buses: [MultiphaseBus],
    sources: [MultiphaseSource], lines: [MultiphaseLine] = [],
    transformers: [MultiphaseTransformer] = [], regulators: [VoltageRegulator] = [],
    capacitors: [CapacitorBank] = [], loads: [MultiphaseLoad] = [],
    generators: [MultiphaseGenerator] = []
  ) {
    self.name = name
    self.title = title
    self.frequencyHertz = frequencyHertz
    self.buses = buses
    self.sources = sources
    self.lines = lines
    self.transformers = transformers
    self.regulators = regulators
    self.capacitors = capacitors
    self.loads = loads
    self.generators = generators
    busIndices = indicesByNameOrLabel(buses.map { ($0.name, $0.label) })
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

/// The indices of buses by their names, and by those labels that only one bus has.
func indicesByNameOrLabel(_ buses: [(name: String, label: String)]) -> [String: Int] {
  var labels: [String: Int?] = [:]
  for (index, bus) in buses.enumerated() {
    labels.updateValue(labels[bus.label] == nil ? index : nil, forKey: bus.label)
  }
  var indices = labels.compactMapValues { $0 }
  for (index, bus) in buses.enumerated().reversed() {
    indices[bus.name] = index
  }
  return indices
}
