/// What is better of an indicator.
public enum ParetoGoal: String, CaseIterable, Hashable, Sendable {
  case minimise
  case maximise
}

/// The points that no other point betters: none is at least as good in both indicators and better in
/// one.
///
/// Equal points do not better each other, so all of them are on the front or none. A point one of whose
/// indicators is not a number is not on it.
///
/// - Parameters:
///   - first: The first indicator of each point.
///   - firstGoal: What is better of the first indicator.
///   - second: The second indicator of each point; points without one are left out.
///   - secondGoal: What is better of the second indicator.
/// - Returns: The places of the points on the front, from the best to the worst first indicator, equal
///   points in the order of their places.
/// - Complexity: O(*n* log *n*).
public func paretoFront(
  _ first: [Double], _ firstGoal: ParetoGoal, _ second: [Double], _ secondGoal: ParetoGoal
) -> [Int] {
  func cost(_ value: Double, _ goal: ParetoGoal) -> Double {
    goal == .minimise ? value : -value
  }
  let points = zip(first, second).enumerated().compactMap { index, values in
    values.0.isNaN || values.1.isNaN
      ? nil : (x: cost(values.0, firstGoal), y: cost(values.1, secondGoal), index: index)
  }
  var front: [Int] = []
  var last: (x: Double, y: Double)?
  for point in points.sorted(by: { ($0.x, $0.y, $0.index) < ($1.x, $1.y, $1.index) }) {
    // Those before it are as good or better in x; the last one on the front is the best of them in y.
    if let last, point.y >= last.y, point.x != last.x || point.y != last.y { continue }
    front.append(point.index)
    last = (point.x, point.y)
  }
  return front
}
