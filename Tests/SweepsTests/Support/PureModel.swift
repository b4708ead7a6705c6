import StudyDesigns
import StudyFiles
import Sweeps
import Synchronization

/// A model that is a function of what is set: its values come from a hash of it, so that equal
/// points are equal wherever they run.
struct PureModel: SweepModel {
  var version = "1"
  var cacheKey: String?
  /// Paths that the result does not depend on.
  var ignored: Set<String> = []
  /// Which seeds fail in which attempt.
  var fails: @Sendable ([Assignment]) -> Bool = { _ in false }
  /// Is called before each run.
  var starting: @Sendable ([Assignment]) -> Void = { _ in }
  /// The value of the indicator `y`.
  var value: @Sendable ([Assignment]) -> Double = { Double(hash("\($0)") % 1000) }
  /// Whether the file is written to the scratch path.
  var writesFile = false

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  func identity(of assignments: [Assignment]) throws -> String {
    if let wrong = assignments.first(where: { $0.value == "wrong" }) {
      throw Failure(description: "'wrong' is no value of '\(wrong.path)'.")
    }
    return assignments.filter { !ignored.contains($0.path) }
      .map { "\($0.path)=\($0.value)" }.joined(separator: "\n")
  }

  func run(
    _ assignments: [Assignment], pointID: String, scratch: String,
    shouldStop: @escaping @Sendable () -> Bool
  ) throws -> PointOutcome {
    starting(assignments)
    if shouldStop() { throw SweepStop() }
    if fails(assignments) { throw Failure(description: "no power at all.") }
    let identity = try identity(of: assignments)
    let y = value(assignments)
    return PointOutcome(
      record: PointRecord(
        pointID: pointID, runID: identity, version: version,
        seed: assignments.last.flatMap { UInt64($0.value) } ?? 0,
        indicators: [IndicatorRecord("y", y, units: "1", longName: "value")]),
      file: .bytes(Array("image of \(identity)".utf8)))
  }
}

/// The hash of Fowler, Noll and Vo, stirred, as it leaves neighbours together.
func hash(_ text: String) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
  return hash ^ (hash >> 31)
}

/// Points in memory.
final class MemoryStore: SweepStore {
  struct Contents {
    var done: [String: PointRecord] = [:]
    var failed: [String: String] = [:]
    var saves: [String: Int] = [:]
    var attempts: [String: Int] = [:]
  }

  let contents = Mutex(Contents())
  /// How many saves succeed before the disk is full.
  let room: Int

  init(room: Int = .max) { self.room = room }

  func state(of id: String) -> StudyRow.State {
    contents.withLock {
      $0.done[id] != nil ? .done : $0.failed[id] != nil ? .failed : .missing
    }
  }
  func record(of id: String) -> PointRecord? { contents.withLock { $0.done[id] } }
  func save(_ outcome: PointOutcome, of id: String) throws {
    try contents.withLock { contents in
      guard contents.done.count < room else { throw SweepStorageFailure("the disk is full.") }
      contents.done[id] = outcome.record
      contents.failed[id] = nil
      contents.saves[id, default: 0] += 1
    }
  }
  func recordFailure(_ message: String, seconds: Double, of id: String) throws {
    contents.withLock { contents in
      contents.failed[id] = message
      contents.attempts[id, default: 0] += 1
    }
  }
  func failure(of id: String) -> String { contents.withLock { $0.failed[id] ?? "" } }
  func scratchPath(of id: String) -> String { "/nowhere/" + id }
  func release(scratchPath: String) {}
  func ids() -> [String] { contents.withLock { Array($0.done.keys) + Array($0.failed.keys) } }
}

/// Studies for tests.
enum Studies {
  static func factor(_ name: String, _ labels: [String]) -> Factor {
    Factor(
      name: name,
      values: .levels(
        labels.map {
          FactorLevel(label: $0, assignments: [Assignment(path: name, value: $0)])
        }))
  }

  static func study(
    factors: [Factor] = [factor("a", ["1", "2", "3"]), factor("b", ["x", "y"])],
    arms: [StudyArm] = [], repetitions: Int = 2, stopping: StoppingRule? = nil, limit: Int = 10_000
  ) -> StudyDescription {
    StudyDescription(
      name: "test", title: "Test", base: "base.yaml",
      common: [Assignment(path: "common", value: "0")], factors: factors, design: .fullFactorial,
      replications: Replications(count: repetitions, firstSeed: 7), arms: arms, stopping: stopping,
      pointLimit: limit)
  }

  static func arm(_ name: String, isReference: Bool = false, _ set: [String: String] = [:])
    -> StudyArm
  {
    StudyArm(
      name: name, isReference: isReference,
      assignments: set.sorted { $0.key < $1.key }.map { Assignment(path: $0.key, value: $0.value) })
  }

  static func plan(_ study: StudyDescription, _ model: PureModel = PureModel()) throws -> SweepPlan
  {
    try SweepPlanner(description: study, model: model, threads: 2).plan()
  }
}
