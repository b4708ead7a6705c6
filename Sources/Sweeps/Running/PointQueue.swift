/// What threads ask for work.
protocol PointQueue: Sendable {
  /// What to do next.
  func next() -> PointQueueStep

  /// Says that a point has been run, or was there, or failed.
  func finish(_ item: Int, outcome: RepetitionOutcome)

  /// The number of items that are in sight, finished ones included.
  var itemCount: Int { get }
}

/// What a thread does next.
enum PointQueueStep {
  /// Runs the point of an item.
  case run(item: Int, point: Int)
  /// Asks again in a moment: what others are running decides.
  case wait
  /// Ends.
  case end
}
