public import StudyFiles

/// Where the points of a study are kept.
///
/// Several threads, processes and machines use one store at once, without locks: a point is saved
/// as a whole or not at all, whoever saves it last wins, and all save the same.
public protocol SweepStore: Sendable {
  /// How a point stands: done only when it is there, whole, and the point of that id.
  func state(of id: String) -> StudyRow.State

  /// What was collected of a point that is done; `nil` for others.
  func record(of id: String) -> PointRecord?

  /// Keeps a point that was run, in place of a failure of it if there was one.
  ///
  /// - Throws: ``SweepStorageFailure`` when the store cannot be written; anything else when the
  ///   outcome is none that can be kept, so that the point has failed.
  func save(_ outcome: PointOutcome, of id: String) throws

  /// Keeps what was wrong with a point.
  ///
  /// - Throws: ``SweepStorageFailure`` when the store cannot be written.
  func recordFailure(_ message: String, seconds: Double, of id: String) throws

  /// What was wrong with a point that failed; empty for others.
  func failure(of id: String) -> String

  /// A path that no other run uses, for the file that a model makes on the way.
  func scratchPath(of id: String) -> String

  /// Says that a scratch path is not used any more; removes what is left there.
  func release(scratchPath: String)

  /// The ids of all points that are there, done or failed, in no order.
  func ids() -> [String]
}
