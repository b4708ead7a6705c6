/// Remembers which parts of a drawing are taken, so that labels do not cover anything.
struct OccupancyGrid {
  /// A rectangle along the axes.
  struct Box {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    /// The rectangle with a margin around it.
    func widened(by margin: Double) -> Box {
      Box(
        left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin)
    }

    func overlaps(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  private struct Cell: Hashable {
    let column: Int
    let row: Int
  }

  private let cellSize = 40.0
  private var cells: [Cell: [Box]] = [:]
  /// The smallest rectangle around all that is taken.
  private(set) var bounds: Box?

  /// Whether nothing overlaps a rectangle.
  func isFree(_ box: Box) -> Bool {
    for cell in cells(of: box) {
      if let taken = cells[cell], taken.contains(where: { $0.overlaps(box) }) { return false }
    }
    return true
  }

  /// Takes a rectangle.
  mutating func take(_ box: Box) {
    let old = bounds ?? box
    bounds = Box(
      left: min(old.left, box.left), top: min(old.top, box.top), right: max(old.right, box.right),
      bottom: max(old.bottom, box.bottom))
    for cell in cells(of: box) { cells[cell, default: []].append(box) }
  }

  /// Takes a way along points, in short rectangles.
  mutating func take(_ path: [DiagramPoint], thickness: Double) {
    for (start, end) in zip(path, path.dropFirst()) {
      let isStraight = start.x == end.x || start.y == end.y
      let length = (end - start).length
      let pieces = isStraight ? 1 : max(1, min(200, Int(length / 6)))
      for piece in 0..<pieces {
        let first = start + (end - start) * (Double(piece) / Double(pieces))
        let last = start + (end - start) * (Double(piece + 1) / Double(pieces))
        take(
          Box(
            left: min(first.x, last.x) - thickness / 2, top: min(first.y, last.y) - thickness / 2,
            right: max(first.x, last.x) + thickness / 2,
            bottom: max(first.y, last.y) + thickness / 2))
      }
    }
  }

  /// Takes a circle, as its square.
  mutating func take(around centre: DiagramPoint, radius: Double) {
    take(
      Box(
        left: centre.x - radius, top: centre.y - radius, right: centre.x + radius,
        bottom: centre.y + radius))
  }

  private func cells(of box: Box) -> [Cell] {
    func index(_ place: Double) -> Int { Int((place / cellSize).rounded(.down)) }
    let columns = index(box.left)...max(index(box.left), index(box.right))
    let rows = index(box.top)...max(index(box.top), index(box.bottom))
    return rows.flatMap { row in columns.map { Cell(column: $0, row: row) } }
  }
}
