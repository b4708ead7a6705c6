/// Draws a graph that has been laid out.
struct DiagramDrawing {
  let graph: DiagramGraph
  let layout: DiagramLayout
  let palette: VoltagePalette
  let style: DiagramStyle
  var svg = SVGText()
  var taken = OccupancyGrid()

  /// The symbol in the middle of a link covers this much of it, on each side.
  private func gap(_ kind: DiagramGraph.LinkKind, isInService: Bool) -> Double {
    switch kind {
    case .transformer: 1.6 * style.symbol * 0.8
    case .regulator: style.symbol
    case .switch: isInService ? 0 : 0.9 * style.symbol
    case .line, .fuse: 0
    }
  }

  /// The colour of a node or of the middle of a link, or `nil` without a voltage.
  func colour(_ voltages: Double?...) -> String? {
    let known = voltages.compactMap { $0 }
    guard known.count == voltages.count, !known.isEmpty else { return nil }
    return palette.colour(known.reduce(0, +) / Double(known.count))
  }

  mutating func drawLinks() {
    svg.line(#"<g class="branches" fill="none" stroke-linejoin="round">"#)
    // Extra links lie below the tree.
    let order =
      graph.links.indices.filter { layout.isExtra[$0] }
      + graph.links.indices.filter { !layout.isExtra[$0] }
    for index in order { drawLink(index) }
    svg.line("</g>")
  }

  private mutating func drawLink(_ index: Int) {
    let link = graph.links[index]
    let path = layout.paths[index]
    let ends = (graph.nodes[link.from], graph.nodes[link.to])
    let colour =
      link.isInService ? colour(ends.0.worstVoltage, ends.1.worstVoltage) : nil
    var attributes = colour.map { "stroke=\"\($0)\"" } ?? "class=\"ink\""
    let width = style.thickness(phaseCount: link.phaseCount) * (link.isInService ? 1 : 0.7)
    attributes += " stroke-width=\"\(SVGText.number(width))\""
    if !link.isInService {
      let dash = SVGText.number(max(2, style.stroke * 2))
      attributes += " stroke-dasharray=\"\(dash) \(dash)\" opacity=\"0.75\""
    }
    let middle = LinkMiddle(path, gap: gap(link.kind, isInService: link.isInService))
    let names = SVGText.escaped(link.names.joined(separator: ", "))
    let state = link.isInService ? "" : " (open)"
    svg.line("<g \(attributes)><title>\(names)\(state)</title>")
    svg.line("<path d=\"\(middle.parts.map(SVGText.path).joined())\"/>")
    drawSymbol(
      link, middle, colours: (self.colour(ends.0.worstVoltage), self.colour(ends.1.worstVoltage)))
    svg.line("</g>")
    taken.take(path, thickness: width + 1)
    if link.kind != .line {
      let length = middle.direction * (1.3 * style.symbol)
      taken.take(
        [middle.centre - length, middle.centre + length],
        thickness: (link.kind == .regulator ? 2.6 : 1.7) * style.symbol)
    }
  }

  private mutating func drawSymbol(
    _ link: DiagramGraph.Link, _ middle: LinkMiddle, colours: (from: String?, to: String?)
  ) {
    let size = style.symbol
    let along = middle.direction
    let across = along.turned
    switch link.kind {
    case .line: break
    case .transformer:
      let offset = along * (0.48 * size)
      circle(middle.centre - offset, 0.8 * size, "stroke-dasharray=\"none\"", colours.from)
      circle(middle.centre + offset, 0.8 * size, "stroke-dasharray=\"none\"", colours.to)
    case .regulator:
      circle(middle.centre, size, "stroke-dasharray=\"none\"", nil)
      // The arrow points to the upper right, whatever the direction of the branch.
      let arm = DiagramPoint(x: 1.25 * size, y: -1.25 * size)
      let tip = middle.centre + arm
      let barb = 0.6 * size
      let barbs = [
        DiagramPoint(x: tip.x - barb, y: tip.y), tip, DiagramPoint(x: tip.x, y: tip.y + barb),
      ]
      svg.line(
        "<path stroke-dasharray=\"none\" "
          + "d=\"\(SVGText.path([middle.centre - arm, tip]))\(SVGText.path(barbs))\"/>")
    case .switch:
      let half = along * (0.9 * size)
      if link.isInService {
        let side = along * (0.45 * size) + across * (0.45 * size)
        let other = along * (0.45 * size) - across * (0.45 * size)
        let corners = [side, other * -1, side * -1, other].map { middle.centre + $0 }
        svg.line("<path class=\"solid\" d=\"\(SVGText.path(corners))Z\"/>")
      } else {
        let blade = [middle.centre - half, middle.centre + along * (0.5 * size) - across * size]
        svg.line("<path stroke-dasharray=\"none\" d=\"\(SVGText.path(blade))\"/>")
      }
    case .fuse:
      let long = along * (0.95 * size)
      let wide = across * (0.42 * size)
      let corners = [long + wide, long - wide, long * -1 - wide, wide - long].map {
        middle.centre + $0
      }
      svg.line("<path stroke-dasharray=\"none\" d=\"\(SVGText.path(corners))Z\"/>")
    }
  }

  private mutating func circle(
    _ centre: DiagramPoint, _ radius: Double, _ attributes: String, _ colour: String?
  ) {
    let stroke = colour.map { " stroke=\"\($0)\"" } ?? ""
    svg.line(
      "<circle cx=\"\(SVGText.number(centre.x))\" cy=\"\(SVGText.number(centre.y))\" "
        + "r=\"\(SVGText.number(radius))\" \(attributes)\(stroke)/>")
  }
}

/// The middle of the last straight piece of a link, where its symbol stands, and what is left of
/// the way on both sides.
struct LinkMiddle {
  let centre: DiagramPoint
  let direction: DiagramPoint
  let parts: [[DiagramPoint]]

  init(_ path: [DiagramPoint], gap: Double) {
    guard path.count >= 2 else {
      (centre, direction) = (path.first ?? DiagramPoint(x: 0, y: 0), DiagramPoint(x: 1, y: 0))
      parts = [path]
      return
    }
    // An arc of many pieces has its middle there; a way with a corner on its longest piece.
    var best = path.count / 2 - 1
    if path.count == 3 {
      best = (path[1] - path[0]).length > (path[2] - path[1]).length ? 0 : 1
      // In a tree the piece along the row is the one without other branches on it.
      if path[1].y == path[2].y { best = 1 } else if path[0].y == path[1].y { best = 0 }
    }
    let (start, end) = (path[best], path[best + 1])
    centre = (start + end) * 0.5
    direction = (end - start).direction
    let half = min(gap, 0.5 * (end - start).length)
    parts =
      gap == 0
      ? [path]
      : [
        Array(path[...best]) + [centre - direction * half],
        [centre + direction * half] + Array(path[(best + 1)...]),
      ]
  }
}
