/// What a call of ``SweepRunner`` came to.
public struct SweepReport: Hashable, Sendable {
  /// How far it has come.
  public var progress = SweepProgress()
  /// The first of the points that failed now, in the order of the plan, with what was wrong.
  public var failures: [SweepFailure] = []
  /// Whether it was told to stop before the end.
  public var isStopped = false

  /// The number of failures that are reported one by one.
  public static let failureLimit = 20

  /// Creates a report of nothing.
  public init() {}
}

/// A point that failed.
public struct SweepFailure: Hashable, Sendable {
  /// The id of the point.
  public var id: String
  /// What is wrong, as a sentence.
  public var message: String

  /// Creates a failure.
  ///
  /// - Parameters:
  ///   - id: The id of the point.
  ///   - message: What is wrong, as a sentence.
  public init(id: String, message: String) {
    self.id = id
    self.message = message
  }
}
