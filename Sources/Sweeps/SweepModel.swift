public import StudyDesigns
public import StudyFiles

/// What a sweep varies and runs: a scenario, or any other function of assignments.
public protocol SweepModel: Sendable {
  /// The version that goes into the ids of points, so that another version runs anew.
  var version: String { get }

  /// A hash of everything besides assignments and version that identities depend on, such as the
  /// text of the base scenario and the contents of the files that it names.
  ///
  /// Ids are remembered in the folder of the study under this key. `nil`, the default, means that
  /// they are calculated each time.
  var cacheKey: String? { get }

  /// Everything that the result of a point depends on: the resolved scenario, its seed included, and
  /// the hashes of the files that it is made of.
  ///
  /// - Throws: An error whose description is a sentence for a person, when the values contradict the
  ///   scenario.
  func identity(of assignments: [Assignment]) throws -> String

  /// Looks whether a point can be run, as far as that is known without running it.
  ///
  /// - Throws: What ``run(_:pointID:scratch:shouldStop:)`` would throw before it starts.
  func check(_ assignments: [Assignment]) throws

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

extension SweepModel {
  public var cacheKey: String? { nil }

  /// Looks at nothing.
  public func check(_ assignments: [Assignment]) throws {}
}

/// What running a point gave.
public struct PointOutcome: Sendable {
  /// The bytes of the point's HDF5 file, or where it has been written.
  public enum File: Sendable {
    /// The file itself.
    case bytes([UInt8])
    /// The scratch path at which it has been written; the store takes it from there.
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
  /// Creates the error.
  public init() {}
}

/// The folder of a study could not be written: the disk is full or gone.
///
/// A sweep ends then, instead of counting the point as failed.
public struct SweepStorageFailure: Error, CustomStringConvertible, Sendable {
  /// What is wrong, as a sentence for a person.
  public var description: String

  /// Creates a failure.
  ///
  /// - Parameter description: What is wrong, as a sentence for a person.
  public init(_ description: String) { self.description = description }
}
