import Foundation
import Studies
import StudyDesigns
import StudyFiles
import Sweeps

/// What one point of a study takes.
struct PointCost {
  /// The time on one thread, in seconds; `nil` where nothing is known.
  var seconds: Double?
  /// Whether it takes longer than that.
  var isLonger = false
  /// The size of its file.
  var bytes: Int?

  /// After this time a point that is only run to be measured is stopped, in seconds.
  private static let patience = 30.0

  /// From points that are done.
  init(ofDone study: SweepStudy, _ status: SweepStatus) {
    let done = study.plan.points.indices.lazy.filter { status.states[$0] == .done }.prefix(100)
    let sizes = done.compactMap { place in
      let path = study.folder.points.path(of: study.plan.points[place].id)
      return try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    }
    guard !sizes.isEmpty else { return }
    seconds = study.folder.work.secondsPerPoint
    bytes = sizes.reduce(0, +) / sizes.count
  }

  /// From a run that is not kept; short ones are run twice, since the first also reads the inputs.
  ///
  /// - Throws: What the run throws, unless it is that it was stopped.
  init(running point: PlannedPoint, of model: ScenarioModel) throws {
    let scratch = NSTemporaryDirectory() + "mgsim-" + UUID().uuidString + ".h5"
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    repeat {
      let isFirst = seconds == nil
      let start = ContinuousClock.now
      let end = start + .seconds(Self.patience)
      do {
        let outcome = try model.run(
          point.assignments, pointID: point.id, scratch: scratch,
          shouldStop: { ContinuousClock.now > end })
        seconds = start.duration(to: .now) / .seconds(1)
        switch outcome.file {
        case .bytes(let file): bytes = file.count
        case .written(let path):
          bytes = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        }
      } catch is SweepStop {
        seconds = Self.patience
        isLonger = true
      }
      guard isFirst, let seconds, seconds < 1 else { return }
    } while true
  }
}
