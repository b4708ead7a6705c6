import Synchronization

/// Points in a fixed order.
final class ListQueue: PointQueue {
  private let points: [Int]
  private let taken = Atomic<Int>(0)

  init(_ points: [Int]) { self.points = points }

  var itemCount: Int { points.count }

  func next() -> PointQueueStep {
    let place = taken.wrappingAdd(1, ordering: .relaxed).oldValue
    return place < points.count ? .run(item: place, point: points[place]) : .end
  }

  func finish(_ item: Int, outcome: RepetitionOutcome) {}
}
