/// A place in a diagram or on a map.
public struct DiagramPoint: Hashable, Sendable {
  /// The place to the right.
  public var x: Double
  /// The other place: downward in a drawing, northward on a map.
  public var y: Double

  /// Creates a place.
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  static func + (left: DiagramPoint, right: DiagramPoint) -> DiagramPoint {
    DiagramPoint(x: left.x + right.x, y: left.y + right.y)
  }

  static func - (left: DiagramPoint, right: DiagramPoint) -> DiagramPoint {
    DiagramPoint(x: left.x - right.x, y: left.y - right.y)
  }

  static func * (point: DiagramPoint, factor: Double) -> DiagramPoint {
    DiagramPoint(x: point.x * factor, y: point.y * factor)
  }

  /// The distance from the origin.
  var length: Double { (x * x + y * y).squareRoot() }

  /// The same direction with the length one; to the right for the origin itself.
  var direction: DiagramPoint {
    let length = length
    return length > 0 ? self * (1 / length) : DiagramPoint(x: 1, y: 0)
  }

  /// A quarter turn.
  var turned: DiagramPoint { DiagramPoint(x: -y, y: x) }
}
