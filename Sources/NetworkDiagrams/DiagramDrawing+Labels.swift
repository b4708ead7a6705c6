extension DiagramDrawing {
  /// Writes the names of the buses where there is room, the telling ones first.
  mutating func drawLabels() {
    svg.line("<g class=\"labels\" font-size=\"\(SVGText.number(style.letters))\">")
    for node in labelOrder() { drawLabel(node) }
    svg.line("</g>")
  }

  /// Sources, extremes of voltage, ends and forks come before buses along the way.
  private func labelOrder() -> [Int] {
    var degrees = [Int](repeating: 0, count: graph.nodes.count)
    for link in graph.links {
      degrees[link.from] += 1
      degrees[link.to] += 1
    }
    let voltages = graph.nodes.map(\.worstVoltage)
    let known = graph.nodes.indices.filter { voltages[$0] != nil }
    let extremes = Set(
      [
        known.min { (voltages[$0] ?? 0) < (voltages[$1] ?? 0) },
        known.max { (voltages[$0] ?? 0) < (voltages[$1] ?? 0) },
      ].compactMap { $0 })
    func rank(_ node: Int) -> Int {
      if !graph.nodes[node].sources.isEmpty { return 0 }
      if extremes.contains(node) { return 1 }
      return degrees[node] == 2 ? 3 : 2
    }
    return graph.nodes.indices.sorted { (rank($0), $0) < (rank($1), $1) }
  }

  private mutating func drawLabel(_ index: Int) {
    let node = graph.nodes[index]
    let full = graph.shownName(of: index)
    let name = full.count > 24 ? full.prefix(23) + "…" : full[...]
    guard !name.isEmpty else { return }
    var value = ""
    if graph.nodes.count <= 60, let voltage = node.worstVoltage {
      value = SVGText.decimal(voltage, digits: 3)
    }
    for text in value.isEmpty ? [""] : [value, ""] {
      let nameWidth = 0.6 * style.letters * Double(name.count)
      let valueWidth = text.isEmpty ? 0 : 0.52 * style.letters * (Double(text.count) + 1)
      let width = nameWidth + valueWidth
      for spot in LabelSpot.allCases {
        let left = spot.left(layout.points[index], width: width, style)
        let box = spot.box(left, width: width, style)
        guard taken.isFree(box) else { continue }
        taken.take(box)
        var content = SVGText.escaped(String(name))
        if !text.isEmpty {
          let fill = colour(node.worstVoltage).map { " style=\"fill:\($0)\"" } ?? ""
          let size = SVGText.number(0.84 * style.letters)
          content +=
            "<tspan dx=\"\(SVGText.number(0.35 * style.letters))\" "
            + "font-size=\"\(size)\"\(fill)>\(text)</tspan>"
        }
        svg.line(
          "<text x=\"\(SVGText.number(left.x))\" y=\"\(SVGText.number(left.y))\">\(content)</text>")
        return
      }
    }
  }
}

/// Where a label can stand beside its bus, the best place first.
enum LabelSpot: CaseIterable {
  case aboveRight
  case belowRight
  case aboveLeft
  case belowLeft
  case above
  case below
  case right
  case left

  /// The left end of the line on which the letters stand.
  func left(_ bus: DiagramPoint, width: Double, _ style: DiagramStyle) -> DiagramPoint {
    let radius = style.ringRadius + 1
    let x =
      switch self {
      case .aboveRight, .belowRight: bus.x + 0.5 * radius
      case .aboveLeft, .belowLeft: bus.x - 0.5 * radius - width
      case .above, .below: bus.x - width / 2
      case .right: bus.x + radius + 2
      case .left: bus.x - radius - 2 - width
      }
    let y =
      switch self {
      case .aboveRight, .aboveLeft, .above: bus.y - radius - 0.22 * style.letters
      case .belowRight, .belowLeft, .below: bus.y + radius + 0.8 * style.letters
      case .right, .left: bus.y + 0.35 * style.letters
      }
    return DiagramPoint(x: x, y: y)
  }

  /// The room of the letters.
  func box(_ left: DiagramPoint, width: Double, _ style: DiagramStyle) -> OccupancyGrid.Box {
    OccupancyGrid.Box(
      left: left.x, top: left.y - 0.78 * style.letters, right: left.x + width,
      bottom: left.y + 0.2 * style.letters)
  }
}
