import NetworkDiagrams
import PowerFlow
import Quantities
import TestSupport
import Testing

struct TreeLayoutTests {
  /// A random network of a tree, extra lines, open lines and islands.
  private func network(seed: UInt64) -> Network {
    var random = TestGenerator(seed: seed)
    let count = Int.random(in: 2...120, using: &random)
    var lines: [Line] = []
    for bus in 1..<count where Int.random(in: 0..<20, using: &random) > 0 {
      let parent = Int.random(in: max(0, bus - 6)..<bus, using: &random)
      lines.append(OneLineDiagramTests.line("\(bus)", parent, bus))
    }
    for number in 0..<Int.random(in: 0...3, using: &random) {
      lines.append(
        OneLineDiagramTests.line(
          "tie \(number)", Int.random(in: 0..<count, using: &random),
          Int.random(in: 0..<count, using: &random), isInService: number > 0))
    }
    return Network(
      buses: (0..<count).map { Bus(name: "\($0)", nominalVoltage: Voltage(volts: 400)) },
      lines: lines, sources: [Source(name: "grid", bus: 0)])
  }

  private struct Cell: Hashable {
    let column: Int
    let row: Int
  }

  @Test("No two buses share a place, and children stand to the right", arguments: 0..<100)
  func places(seed: UInt64) {
    let graph = DiagramGraph(.balanced(network(seed: seed)), voltages: nil)
    let forest = SpanningForest(graph)
    let layout = TreeLayout(graph, forest)
    let cells = Set(
      graph.nodes.indices.map { Cell(column: layout.columns[$0], row: layout.rows[$0]) })
    #expect(cells.count == graph.nodes.count)
    for node in graph.nodes.indices {
      #expect((0..<layout.columnCount).contains(layout.columns[node]))
      #expect((0..<layout.rowCount).contains(layout.rows[node]))
      guard let parent = forest.parents[node] else { continue }
      #expect(layout.columns[node] > layout.columns[parent])
    }
    #expect(forest.trees.reduce(0) { $0 + $1.count } == graph.nodes.count)
    #expect(forest.otherLinks.count + graph.nodes.count - forest.trees.count == graph.links.count)
  }

  @Test("No branch of a tree passes over another or over a bus", arguments: 0..<100)
  func crossings(seed: UInt64) {
    let graph = DiagramGraph(.balanced(network(seed: seed)), voltages: nil)
    let forest = SpanningForest(graph)
    let layout = TreeLayout(graph, forest)
    // What runs along rows and columns, in cells, by the bus from which it comes.
    var taken: [Cell: Int] = [:]
    var conflicts = 0
    func take(_ column: Int, _ row: Int, from bus: Int) {
      let cell = Cell(column: column, row: row)
      if let other = taken[cell], other != bus { conflicts += 1 }
      taken[cell] = bus
    }
    for node in graph.nodes.indices {
      take(layout.columns[node], layout.rows[node], from: node)
    }
    for node in graph.nodes.indices {
      guard let parent = forest.parents[node] else { continue }
      let rows = (layout.rows[parent], layout.rows[node])
      for row in min(rows.0, rows.1)...max(rows.0, rows.1) {
        take(layout.columns[parent], row, from: parent)
      }
      for column in layout.columns[parent]..<layout.columns[node] {
        take(column, layout.rows[node], from: parent)
      }
    }
    #expect(conflicts == 0)
  }

  @Test("A feeder without forks is one straight line")
  func straight() {
    let network = Network(
      buses: (0..<30).map { Bus(name: "\($0)", nominalVoltage: Voltage(volts: 400)) },
      lines: (1..<30).map { OneLineDiagramTests.line("\($0)", $0 - 1, $0) },
      sources: [Source(name: "grid", bus: 0)])
    let graph = DiagramGraph(.balanced(network), voltages: nil)
    let layout = TreeLayout(graph, SpanningForest(graph))
    #expect(layout.rowCount == 1)
    #expect(layout.columns == (0..<30).map { TreeLayout.usualStep * $0 })
  }

  @Test("A chain of 20,000 buses is laid out without deep recursion")
  func longChain() {
    let network = Network(
      buses: (0..<20_000).map { Bus(name: "\($0)", nominalVoltage: Voltage(volts: 400)) },
      lines: (1..<20_000).map { OneLineDiagramTests.line("\($0)", $0 - 1, $0) },
      sources: [Source(name: "grid", bus: 0)])
    let graph = DiagramGraph(.balanced(network), voltages: nil)
    let layout = TreeLayout(graph, SpanningForest(graph))
    #expect(layout.rowCount == 1)
  }
}
