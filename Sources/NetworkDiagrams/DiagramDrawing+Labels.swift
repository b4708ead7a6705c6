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
    // In a large network, a name on each bus that is only passed through is a wall of digits.
    let isLarge = graph.nodes.count > 200
    return graph.nodes.indices.filter {
      !(isLarge && degrees[$0] == 2 && graph.nodes[$0].isPlain && !extremes.contains($0))
    }
    .sorted { (rank($0), $0) < (rank($1), $1) }
  }

  private mutating func drawLabel(_ index: Int) {
    let name = graph.shownName(of: index)
    guard !name.isEmpty else { return }
    var choices = [(shortened(name, to: 24), ""), (shortened(name, to: 12), "")]
    if graph.nodes.count <= 60, let voltage = graph.nodes[index].worstVoltage {
      choices.insert((choices[0].0, SVGText.decimal(voltage, digits: 3)), at: 0)
    }
    for (name, value) in choices where place(name, value, beside: index) { return }
  }

  private func shortened(_ name: String, to count: Int) -> String {
    name.count > count ? name.prefix(count - 1) + "…" : name
  }

  /// Writes a label at the first free place.
  ///
  /// - Returns: Whether there was one.
  private mutating func place(_ name: String, _ value: String, beside index: Int) -> Bool {
    let nameWidth = 0.6 * style.letters * Double(name.count)
    let valueWidth = value.isEmpty ? 0 : 0.52 * style.letters * (Double(value.count) + 1)
    let width = nameWidth + valueWidth
    for spot in LabelSpot.allCases {
      let left = spot.left(layout.points[index], width: width, style)
      let box = spot.box(left, width: width, style)
      guard taken.isFree(box.widened(by: 1.2)) else { continue }
      taken.take(box)
      svg.line(
        "<text x=\"\(SVGText.number(left.x))\" y=\"\(SVGText.number(left.y))\">"
          + "\(SVGText.escaped(name))\(voltageText(value, of: index))</text>")
      return true
    }
    return false
  }

  /// A voltage behind a name, smaller and in its colour.
  private func voltageText(_ value: String, of index: Int) -> String {
    guard !value.isEmpty else { return "" }
    let fill = colour(graph.nodes[index].worstVoltage).map { " style=\"fill:\($0)\"" } ?? ""
    return "<tspan dx=\"\(SVGText.number(0.35 * style.letters))\" "
      + "font-size=\"\(SVGText.number(0.84 * style.letters))\"\(fill)>\(value)</tspan>"
  }
}

/// Where a label can stand beside its bus, the best place first.
enum LabelSpot: CaseIterable {
  case aboveRight
  case aboveFarRight
  case belowRight
  case belowFarRight
  case aboveLeft
  case aboveFarLeft
  case belowLeft
  case belowFarLeft
  case above
  case below
  case right
  case left

  /// The left end of the line on which the letters stand.
  func left(_ bus: DiagramPoint, width: Double, _ style: DiagramStyle) -> DiagramPoint {
    let radius = style.ringRadius + 1
    // Beside a symbol that stands upright on the bus.
    let far = style.symbol + 3
    let x =
      switch self {
      case .aboveRight, .belowRight: bus.x + 0.5 * radius
      case .aboveFarRight, .belowFarRight: bus.x + far
      case .aboveLeft, .belowLeft: bus.x - 0.5 * radius - width
      case .aboveFarLeft, .belowFarLeft: bus.x - far - width
      case .above, .below: bus.x - width / 2
      case .right: bus.x + radius + 2
      case .left: bus.x - radius - 2 - width
      }
    let y =
      switch self {
      case .aboveRight, .aboveFarRight, .aboveLeft, .aboveFarLeft, .above:
        bus.y - radius - 0.22 * style.letters
      case .belowRight, .belowFarRight, .belowLeft, .belowFarLeft, .below:
        bus.y + radius + 0.8 * style.letters
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
