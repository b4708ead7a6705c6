/// Why a network cannot be solved, with the names of the elements at fault.
public enum NetworkError: Error, Hashable, CustomStringConvertible {
  /// There is no bus at all.
  case empty
  /// An element refers to a bus that does not exist.
  case noSuchBus(element: String, index: Int)
  /// A value cannot be right.
  case impossibleValue(element: String, problem: String)
  /// Nothing holds the voltage.
  case noSource
  /// More than one source, which a radial sweep cannot solve.
  case severalSources([String])
  /// Buses that no branch in service joins to the source.
  case island(buses: [String])
  /// Branches that close a ring, which a radial sweep cannot solve.
  case loop(branches: [String])
  /// A line whose ends have different nominal voltages.
  case differentVoltages(line: String, fromVolts: Double, toVolts: Double)
  /// A transformer whose ratio is far from that of the nominal voltages at its terminals.
  case wrongRatio(transformer: String, ratio: Double, nominal: Double)

  /// Stiff sources with different voltages that nothing but branches without impedance joins.
  case conflictingSources([String])
  /// Ideal transformers in a ring whose ratios do not agree.
  case conflictingRatios(branches: [String])
  /// Two elements of one kind with the same name.
  case duplicateName(kind: String, name: String)
  /// A method was asked for by name that cannot solve the network.
  case methodDoesNotSuit(method: String, reason: String)

  public var description: String {
    switch self {
    case .empty:
      "the network has no bus."
    case .noSuchBus(let element, let index):
      "\(element) refers to bus number \(index), which does not exist."
    case .impossibleValue(let element, let problem):
      "\(element) \(problem)."
    case .noSource:
      "the network has no source, so nothing holds its voltage. Add a source at one bus."
    case .severalSources(let names):
      "the radial solver takes one source, but the network has \(names.count): \(listed(names)). "
        + "Keep one of them."
    case .island(let buses):
      "\(buses.count == 1 ? "a bus has" : "\(buses.count) buses have") no connection to the "
        + "source: \(listed(buses)). Close a line that leads there, or remove what is cut off."
    case .loop(let branches):
      "the network is not radial: \(listed(branches)) "
        + "\(branches.count == 1 ? "starts and ends at one bus" : "close a loop"). "
        + "Take one of them out of service."
    case .differentVoltages(let line, let from, let to):
      "the line \(quoted(line)) joins buses of different nominal voltages, "
        + "\(from / 1000) kV and \(to / 1000) kV. Put a transformer there."
    case .wrongRatio(let transformer, let ratio, let nominal):
      "the transformer \(quoted(transformer)) has the ratio \(ratio), but the nominal voltages "
        + "of its buses have the ratio \(nominal). Are its terminals exchanged?"
    case .conflictingSources(let names):
      "the sources \(listed(names)) hold different voltages at the same place. Give them the same "
        + "voltage and angle, or an impedance, or keep one of them."
    case .conflictingRatios(let branches):
      "the branches \(listed(branches)) close a ring without impedance in which their ratios do not "
        + "agree. Give one of them an impedance."
    case .methodDoesNotSuit(let method, let reason):
      "the method \(quoted(method)) can't solve this network: \(reason). Use 'automatic'."
    case .duplicateName(let kind, let name):
      "there is more than one \(kind) with the name \(quoted(name)). Rename one of them."
    }
  }
}

/// The names as a list that stays readable when there are many.
func listed(_ names: [String]) -> String {
  let shown = names.prefix(20).map(quoted).joined(separator: ", ")
  return names.count > 20 ? "\(shown) and \(names.count - 20) more" : shown
}

/// A name between quotation marks.
package func quoted(_ name: String) -> String { "'\(name)'" }
