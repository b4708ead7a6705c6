public import PowerFlow

/// The one-line diagram of a network as an SVG picture.
///
/// Without coordinates the network is drawn as a tidy tree from its source; loops and open branches
/// are added as arcs, islands stand apart. With coordinates it is drawn as a map. Voltages colour
/// the buses and branches. The same network gives the same picture, byte for byte.
///
/// ```swift
/// let diagram = OneLineDiagram(model, voltagesPerUnit: voltages, band: 0.95...1.05)
/// try diagram.svg().write(toFile: "feeder.svg", atomically: true, encoding: .utf8)
/// ```
public struct OneLineDiagram: Sendable {
  /// The network.
  public let network: NetworkModel
  /// The places of buses by their names or labels, north upward, or `nil` for a tree.
  public let coordinates: [String: DiagramPoint]?
  /// The voltages of each bus, per unit, one or one for each phase, or `nil` without colours.
  public let voltagesPerUnit: [[Double]]?
  /// The band of voltages at whose ends the colours are strongest; buses outside have a ring.
  public let band: ClosedRange<Double>

  /// Describes a diagram.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - coordinates: The places of buses by their names or labels, north upward. Buses without one
  ///     are put beside their neighbours.
  ///   - voltagesPerUnit: The voltages of the buses, in their order, each with one value or one for
  ///     each phase; the value farthest from 1 colours the bus. What is not finite, or missing, is
  ///     a bus without voltage.
  ///   - band: The band of voltages at whose ends the colours are strongest.
  public init(
    _ network: NetworkModel, coordinates: [String: DiagramPoint]? = nil,
    voltagesPerUnit: [[Double]]? = nil, band: ClosedRange<Double> = 0.95...1.05
  ) {
    self.network = network
    self.coordinates = coordinates
    self.voltagesPerUnit = voltagesPerUnit
    self.band = band
  }

  /// Draws the picture.
  ///
  /// - Complexity: O(*n*) for *n* buses and branches, as long as the network is a tree.
  public func svg() -> String {
    let graph = DiagramGraph(network, voltages: voltagesPerUnit)
    let layout =
      coordinates.flatMap { DiagramLayout(map: graph, $0) } ?? DiagramLayout(tree: graph)
    var drawing = DiagramDrawing(
      graph: graph, layout: layout, palette: VoltagePalette(band: band),
      style: DiagramStyle(unit: layout.unit))
    drawing.drawLinks()
    drawing.drawBuses()
    drawing.drawLabels()
    let bounds =
      drawing.taken.bounds ?? OccupancyGrid.Box(left: 0, top: 0, right: 0, bottom: 0)
    let margin = 24.0
    let top = bounds.top - 62
    let headingWidth = drawing.drawHeading(at: DiagramPoint(x: bounds.left, y: top + 16))
    let legendTop = bounds.bottom + 30
    let end = drawing.drawLegend(
      at: DiagramPoint(x: bounds.left, y: legendTop), width: bounds.right - bounds.left)
    let right = max(bounds.right, end.x, bounds.left + headingWidth)
    let width = SVGText.number(right - bounds.left + 2 * margin)
    let height = SVGText.number(end.y - top + 2 * margin)
    let origin = "\(SVGText.number(bounds.left - margin)) \(SVGText.number(top - margin))"
    let name = SVGText.escaped(graph.name.isEmpty ? "network" : graph.name)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="\(origin) \(width) \(height)" role="img" \
      width="\(width)" height="\(height)">
      <title>One-line diagram of \(name)</title>
      \(DiagramStyle.sheet)
      \(drawing.svg.text)</svg>

      """
  }
}
