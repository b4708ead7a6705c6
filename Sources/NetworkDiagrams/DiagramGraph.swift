/// What a diagram shows of a network, whatever the number of its phases.
package struct DiagramGraph {
  /// A bus and what is connected there.
  package struct Node {
    var name: String
    var label: String
    /// The nominal voltage between lines, in volts.
    var nominalVolts: Double
    /// The voltages of the phases, per unit; not numbers without supply.
    var voltages: [Double] = []
    var sources: [String] = []
    var loads: [String] = []
    var generators: [String] = []
    var capacitors: [String] = []

    /// The voltage that is farthest from nominal, or `nil` without any.
    var worstVoltage: Double? {
      voltages.filter(\.isFinite).max { abs($0 - 1) < abs($1 - 1) }
    }

    /// Whether a voltage is asked for and there is none.
    var isDead: Bool { !voltages.isEmpty && worstVoltage == nil }

    /// Whether there is nothing at the bus that a diagram would show.
    var isPlain: Bool {
      sources.isEmpty && loads.isEmpty && generators.isEmpty && capacitors.isEmpty
    }
  }

  package enum LinkKind: Int {
    case line
    case `switch`
    case fuse
    case transformer
    case regulator
  }

  /// One or several parallel branches of a kind between two buses.
  package struct Link {
    var names: [String]
    var from: Int
    var to: Int
    var kind: LinkKind
    var isInService: Bool
    /// The phases that any of the branches has, as bits.
    var phases: Int

    var phaseCount: Int { phases.nonzeroBitCount }
  }

  var name: String
  var title: String
  package var nodes: [Node] = []
  package private(set) var links: [Link] = []
  /// The number of lines and transformers, parallel ones counted apart.
  private(set) var branchCount = 0
  private var places: [LinkKey: Int] = [:]
  private var repeatedLabels: Set<String> = []

  private struct LinkKey: Hashable {
    let low: Int
    let high: Int
    let kind: LinkKind
    let isInService: Bool
  }

  init(name: String, title: String) {
    self.name = name
    self.title = title
  }

  /// Adds a branch, which joins parallel ones; a branch that leads nowhere or to itself is left
  /// out.
  mutating func add(_ link: Link) {
    branchCount += 1
    guard
      nodes.indices.contains(link.from), nodes.indices.contains(link.to), link.from != link.to
    else { return }
    let key = LinkKey(
      low: min(link.from, link.to), high: max(link.from, link.to), kind: link.kind,
      isInService: link.isInService)
    if let place = places[key] {
      links[place].names += link.names
      links[place].phases |= link.phases
    } else {
      places[key] = links.count
      links.append(link)
    }
  }

  /// What is written beside a node: its label, or its name if others have the same label.
  func shownName(of node: Int) -> String {
    repeatedLabels.contains(nodes[node].label) ? nodes[node].name : nodes[node].label
  }

  /// Finds the labels that more than one node has.
  mutating func findRepeatedLabels() {
    var seen: Set<String> = []
    for node in nodes where !seen.insert(node.label).inserted {
      repeatedLabels.insert(node.label)
    }
  }

  /// Changes a node, if it exists.
  mutating func update(_ node: Int, _ change: (inout Node) -> Void) {
    if nodes.indices.contains(node) { change(&nodes[node]) }
  }
}
