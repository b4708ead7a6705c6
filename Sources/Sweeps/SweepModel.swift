public import StudyDesigns
public import StudyFiles

/// What a sweep varies and runs: a scenario, or any other function of assignments.
public protocol SweepModel: Sendable {
  /// The version that goes into the ids of points, so that another version runs anew.
  var version: String { get }

  /// Everything that the result of a point depends on: the resolved scenario, its seed included, and
  /// the hashes of the files that it is made of.
  ///
  /// - Throws: An error whose description is a sentence for a person, when the values contradict the
  ///   scenario.
  func identity(of assignments: [Assignment]) throws -> String

  /// Runs one point.
  ///
  /// - Parameters:
  ///   - assignments: What the point sets, the seed included.
  ///   - pointID: The id of the point.
  ///   - scratch: A path in the folder of the study that no other point uses, for a file that is
  ///     made on the way.
  ///   - shouldStop: Is asked now and then whether the run should end with ``SweepStop``.
  func run(
    _ assignments: [Assignment], pointID: String, scratch: String,
    shouldStop: @escaping @Sendable () -> Bool
  ) throws -> PointOutcome
}

/// What running a point gave.
public struct PointOutcome: Sendable {
  /// The bytes of the point's HDF5 file, or where it has been written.
  public enum File: Sendable {
    case bytes([UInt8])
    case written(path: String)
  }

  /// What is collected of it.
  public var record: PointRecord
  /// Its HDF5 file.
  public var file: File

  /// Creates an outcome.
  public init(record: PointRecord, file: File) {
    self.record = record
    self.file = file
  }
}

/// A run was told to stop.
public struct SweepStop: Error {
  public init() {}
}
