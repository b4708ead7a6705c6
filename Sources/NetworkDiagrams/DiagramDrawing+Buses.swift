extension DiagramDrawing {
  /// What stands at a bus beside its branches.
  private enum Attachment {
    case source
    case load
    case generator
    case capacitor
  }

  mutating func drawBuses() {
    let used = directionsOfLinks()
    svg.line(#"<g class="attachments" fill="none">"#)
    for node in graph.nodes.indices { drawAttachments(node, used[node]) }
    svg.line("</g>")
    svg.line(#"<g class="buses">"#)
    for node in graph.nodes.indices { drawBus(node) }
    svg.line("</g>")
  }

  /// The directions in which links leave each node.
  private func directionsOfLinks() -> [[DiagramPoint]] {
    var directions = [[DiagramPoint]](repeating: [], count: graph.nodes.count)
    for (index, link) in graph.links.enumerated() {
      let path = layout.paths[index]
      guard path.count >= 2 else { continue }
      directions[link.from].append((path[1] - path[0]).direction)
      directions[link.to].append((path[path.count - 2] - path[path.count - 1]).direction)
    }
    return directions
  }

  private mutating func drawBus(_ index: Int) {
    let node = graph.nodes[index]
    let place = layout.points[index]
    let centre = "cx=\"\(SVGText.number(place.x))\" cy=\"\(SVGText.number(place.y))\""
    let voltage = node.worstVoltage
    let isRinged = voltage.map { !palette.band.contains($0) } ?? false
    svg.line("<g class=\"bus\"><title>\(SVGText.escaped(summary(node)))</title>")
    if node.isDead {
      svg.line(
        "<circle \(centre) r=\"\(SVGText.number(style.busRadius))\" class=\"ink\" "
          + "stroke-width=\"1\" stroke-dasharray=\"1.5 1.5\"/>")
    } else {
      let fill = colour(voltage).map { "fill=\"\($0)\"" } ?? "class=\"solid\""
      svg.line("<circle \(centre) r=\"\(SVGText.number(style.busRadius))\" \(fill)/>")
      if isRinged, let ring = colour(voltage) {
        svg.line(
          "<circle \(centre) r=\"\(SVGText.number(style.ringRadius))\" fill=\"none\" "
            + "stroke=\"\(ring)\" stroke-width=\"\(SVGText.number(style.busRadius * 0.28))\"/>")
      }
    }
    svg.line("</g>")
    taken.take(around: place, radius: isRinged ? style.ringRadius : style.busRadius)
  }

  /// What a reader sees who points at a bus.
  private func summary(_ node: DiagramGraph.Node) -> String {
    var lines = [node.label == node.name ? node.name : "\(node.label) (\(node.name))"]
    if node.nominalVolts.isFinite {
      lines[0] += ", \(SVGText.decimal(node.nominalVolts / 1000, digits: 3, trimmed: true)) kV"
    }
    if !node.voltages.isEmpty {
      let values = node.voltages.map { $0.isFinite ? SVGText.decimal($0, digits: 4) : "–" }
      lines.append("voltage: \(values.joined(separator: ", ")) pu")
    }
    for (kind, names) in [
      ("source", node.sources), ("loads", node.loads), ("generators", node.generators),
      ("shunts", node.capacitors),
    ] where !names.isEmpty {
      let more = names.count > 8 ? " and \(names.count - 8) more" : ""
      lines.append("\(kind): \(names.prefix(8).joined(separator: ", "))\(more)")
    }
    return lines.joined(separator: "; ")
  }

  private mutating func drawAttachments(_ index: Int, _ links: [DiagramPoint]) {
    let node = graph.nodes[index]
    var used = links
    for (kind, names) in [
      (Attachment.source, node.sources), (.load, node.loads), (.generator, node.generators),
      (.capacitor, node.capacitors),
    ] where !names.isEmpty {
      let direction = freeDirection(kind, used)
      used.append(direction)
      draw(kind, at: layout.points[index], direction)
    }
  }

  /// The direction nearest to the customary one that is far enough from all others.
  private func freeDirection(_ kind: Attachment, _ used: [DiagramPoint]) -> DiagramPoint {
    let half = 0.5.squareRoot()
    let down = DiagramPoint(x: 0, y: 1)
    let downLeft = DiagramPoint(x: -half, y: half)
    let downRight = DiagramPoint(x: half, y: half)
    let right = DiagramPoint(x: 1, y: 0)
    let choices: [DiagramPoint] =
      switch kind {
      case .source: [right * -1, down * -1, down, downRight * -1, downLeft, right]
      case .load: [down, downLeft, downRight, down * -1, downRight * -1, right]
      case .capacitor: [down, right, down * -1, downLeft, downRight, downRight * -1]
      case .generator:
        [down * -1, downRight * -1, downLeft * -1, down, right, right * -1]
      }
    func nearest(_ choice: DiagramPoint) -> Double {
      used.map { choice.x * $0.x + choice.y * $0.y }.max() ?? -1
    }
    // The cosine of 40 degrees.
    if let free = choices.first(where: { nearest($0) < 0.766 }) { return free }
    return choices.min { nearest($0) < nearest($1) } ?? down
  }

  private mutating func draw(
    _ kind: Attachment, at place: DiagramPoint, _ direction: DiagramPoint
  ) {
    let size = style.symbol
    let across = direction.turned
    let stub = place + direction * (style.busRadius + 0.9 * size)
    let width = SVGText.number(max(0.8, style.stroke * 0.5))
    svg.line("<g class=\"ink\" stroke-width=\"\(width)\">")
    func text(_ points: [DiagramPoint]) -> String { SVGText.path(points) }
    switch kind {
    case .load:
      svg.line("<path d=\"\(text([place, stub]))\"/>")
      let tip = stub + direction * (0.9 * size)
      let corners = [stub + across * (0.55 * size), stub - across * (0.55 * size), tip]
      svg.line("<path class=\"solid\" d=\"\(text(corners))Z\"/>")
      taken.take([place, tip], thickness: size)
    case .generator, .source:
      let radius = kind == .source ? 1.5 * size : 0.85 * size
      let centre = stub + direction * radius
      svg.line("<path d=\"\(text([place, stub]))\"/>")
      svg.line(
        "<circle cx=\"\(SVGText.number(centre.x))\" cy=\"\(SVGText.number(centre.y))\" "
          + "r=\"\(SVGText.number(radius))\"/>")
      // A wave, always upright.
      let start = DiagramPoint(x: centre.x - 0.6 * radius, y: centre.y)
      let half = SVGText.number(0.3 * radius)
      let bow = SVGText.number(0.75 * radius)
      svg.line(
        "<path d=\"M\(SVGText.point(start))q\(half),-\(bow) \(SVGText.number(0.6 * radius)),0"
          + "t\(SVGText.number(0.6 * radius)),0\"/>")
      taken.take(around: centre, radius: radius + 1)
      taken.take([place, stub], thickness: 2)
    case .capacitor:
      let second = stub + direction * (0.45 * size)
      let end = second + direction * (0.6 * size)
      for plate in [stub, second] {
        svg.line(
          "<path stroke-width=\"\(SVGText.number(max(1, style.stroke * 0.7)))\" "
            + "d=\"\(text([plate + across * (0.7 * size), plate - across * (0.7 * size)]))\"/>")
      }
      svg.line("<path d=\"\(text([place, stub]))\(text([second, end]))\"/>")
      taken.take([place, end], thickness: 1.4 * size)
    }
    svg.line("</g>")
  }
}
