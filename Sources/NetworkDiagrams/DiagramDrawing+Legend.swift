extension DiagramDrawing {
  private var voltages: [Double] { graph.nodes.compactMap(\.worstVoltage) }

  /// Writes what the network is, above the drawing.
  ///
  /// - Returns: The width of the heading.
  mutating func drawHeading(at place: DiagramPoint) -> Double {
    let name = graph.title.isEmpty ? graph.name : graph.title
    var facts = [
      "\(graph.nodes.count) \(graph.nodes.count == 1 ? "bus" : "buses")",
      "\(graph.branchCount) \(graph.branchCount == 1 ? "branch" : "branches")",
    ]
    if let lowest = voltages.min(), let highest = voltages.max() {
      facts.append(
        "\(SVGText.decimal(lowest, digits: 4)) to \(SVGText.decimal(highest, digits: 4)) pu")
      let outside = voltages.count { !palette.band.contains($0) }
      if outside > 0 { facts.append("\(outside) outside of the band") }
    }
    let dead = graph.nodes.count { $0.isDead }
    if dead > 0 { facts.append("\(dead) without voltage") }
    let x = SVGText.number(place.x)
    svg.line(
      "<text class=\"title\" x=\"\(x)\" y=\"\(SVGText.number(place.y))\" font-size=\"15\">"
        + "\(SVGText.escaped(name.isEmpty ? "Network" : name))</text>")
    svg.line(
      "<text x=\"\(x)\" y=\"\(SVGText.number(place.y + 17))\" font-size=\"11\">"
        + "\(facts.joined(separator: " · "))</text>")
    return max(9 * Double(name.count), 6.2 * Double(facts.joined(separator: " · ").count))
  }

  /// Draws the scale of the voltages and the meaning of the symbols that occur, in lines no longer
  /// than need be.
  ///
  /// - Returns: The places of the right and the lower end.
  mutating func drawLegend(at place: DiagramPoint, width: Double) -> DiagramPoint {
    svg.line(#"<g class="legend" font-size="10">"#)
    var left = place.x
    if !voltages.isEmpty {
      drawScale(at: place)
      left += 240
    }
    var end = DiagramPoint(x: left, y: place.y + 34)
    var x = left
    var y = place.y + 14
    for (name, draw) in symbols() {
      let length = 24 + 5.6 * Double(name.count) + 18
      if x > left, x + length > place.x + max(width, 640) {
        (x, y) = (left, y + 22)
      }
      draw(&self, DiagramPoint(x: x + 10, y: y))
      svg.line(
        "<text x=\"\(SVGText.number(x + 24))\" y=\"\(SVGText.number(y + 3.5))\">\(name)</text>")
      x += length
      end = DiagramPoint(x: max(end.x, x), y: max(end.y, y + 12))
    }
    svg.line("</g>")
    return end
  }

  private mutating func drawScale(at place: DiagramPoint) {
    let width = 200.0
    let steps = 50
    for step in 0..<steps {
      let share = (Double(step) + 0.5) / Double(steps)
      let x = SVGText.number(place.x + width * Double(step) / Double(steps))
      let stepWidth = SVGText.number(width / Double(steps) + 0.3)
      svg.line(
        "<rect x=\"\(x)\" y=\"\(SVGText.number(place.y + 10))\" "
          + "width=\"\(stepWidth)\" height=\"8\" "
          + "fill=\"\(VoltagePalette.colour(at: 2 * share - 1))\"/>")
    }
    func mark(_ share: Double, _ text: String, _ anchor: String) -> String {
      "<text x=\"\(SVGText.number(place.x + width * share))\" "
        + "y=\"\(SVGText.number(place.y + 30))\" text-anchor=\"\(anchor)\">\(text)</text>"
    }
    let band = palette.band
    svg.line(mark(0, "≤ " + SVGText.decimal(band.lowerBound, digits: 3, trimmed: true), "start"))
    svg.line(mark(0.5, "1 pu", "middle"))
    svg.line(mark(1, "≥ " + SVGText.decimal(band.upperBound, digits: 3, trimmed: true), "end"))
    for extreme in [voltages.min(), voltages.max()].compactMap({ $0 }) {
      let share =
        extreme < 1
        ? 0.5 - 0.5 * min(1, (1 - extreme) / max(1e-9, 1 - band.lowerBound))
        : 0.5 + 0.5 * min(1, (extreme - 1) / max(1e-9, band.upperBound - 1))
      let tip = DiagramPoint(x: place.x + width * share, y: place.y + 9)
      let corners = [tip, tip + DiagramPoint(x: -3.5, y: -6), tip + DiagramPoint(x: 3.5, y: -6)]
      svg.line("<path class=\"solid\" d=\"\(SVGText.path(corners))Z\"/>")
    }
  }

  private typealias Symbol = (name: String, draw: (inout DiagramDrawing, DiagramPoint) -> Void)

  /// The symbols that occur, as small pictures.
  private func symbols() -> [Symbol] {
    var symbols: [Symbol] = []
    func add(_ name: String, if occurs: Bool, _ markup: @escaping (Double, Double) -> String) {
      guard occurs else { return }
      symbols.append((name, { $0.svg.line(markup($1.x, $1.y)) }))
    }
    func number(_ value: Double) -> String { SVGText.number(value) }
    let kinds = Set(graph.links.map(\.kind))
    let counts = Set(graph.links.map(\.phaseCount))
    for (count, name) in [(1, "one phase"), (2, "two phases"), (3, "three phases")] {
      let width = number(style.thickness(phaseCount: count))
      add(name, if: counts.count > 1 && counts.contains(count)) { x, y in
        "<path class=\"ink\" stroke-width=\"\(width)\" d=\"M\(number(x - 9)),\(number(y))h18\"/>"
      }
    }
    add("open", if: graph.links.contains { !$0.isInService }) { x, y in
      "<path class=\"ink\" stroke-width=\"1.4\" stroke-dasharray=\"4 4\" "
        + "d=\"M\(number(x - 10)),\(number(y))h20\"/>"
    }
    add("source", if: graph.nodes.contains { !$0.sources.isEmpty }) { x, y in
      "<g class=\"ink\"><circle cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"7\"/>"
        + "<path d=\"M\(number(x - 4)),\(number(y))q2,-5 4,0t4,0\"/></g>"
    }
    add("transformer", if: kinds.contains(.transformer)) { x, y in
      "<g class=\"ink\"><circle cx=\"\(number(x - 3))\" cy=\"\(number(y))\" r=\"5\"/>"
        + "<circle cx=\"\(number(x + 3))\" cy=\"\(number(y))\" r=\"5\"/></g>"
    }
    add("regulator", if: kinds.contains(.regulator)) { x, y in
      "<g class=\"ink\"><circle cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"5.5\"/>"
        + "<path d=\"M\(number(x - 7)),\(number(y + 7))l14,-14m-4,0h4v4\"/></g>"
    }
    add("switch", if: kinds.contains(.switch)) { x, y in
      "<rect class=\"solid\" x=\"\(number(x - 3))\" y=\"\(number(y - 3))\" "
        + "width=\"6\" height=\"6\"/>"
        + "<path class=\"ink\" d=\"M\(number(x - 9)),\(number(y))h18\"/>"
    }
    add("fuse", if: kinds.contains(.fuse)) { x, y in
      "<path class=\"ink\" d=\"M\(number(x - 10)),\(number(y))h20m-4,-3h-12v6h12z\"/>"
    }
    add("load", if: graph.nodes.contains { !$0.loads.isEmpty }) { x, y in
      "<path class=\"solid\" d=\"M\(number(x - 4)),\(number(y - 4))h8l-4,8z\"/>"
    }
    add("generator", if: graph.nodes.contains { !$0.generators.isEmpty }) { x, y in
      "<g class=\"ink\"><circle cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"5\"/>"
        + "<path d=\"M\(number(x - 3)),\(number(y))q1.5,-3.7 3,0t3,0\"/></g>"
    }
    add("shunt", if: graph.nodes.contains { !$0.capacitors.isEmpty }) { x, y in
      "<path class=\"ink\" stroke-width=\"1.4\" "
        + "d=\"M\(number(x)),\(number(y - 8))v6m-6,0h12m-12,4h12m-6,0v6\"/>"
    }
    return symbols
  }
}
