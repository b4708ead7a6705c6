import StudyDesigns
import StudyFiles
import Sweeps

/// What `sweep plan` prints.
struct SweepPlanText: Encodable {
  let study: String
  let folder: String
  let design: String
  let arms: Int
  let cells: Int
  let repetitions: Int
  let rows: Int
  let points: Int
  let shared: Int
  let done: Int
  let failed: Int
  let refused: [Refused]
  let limit: Int
  let threads: Int
  let secondsPerPoint: Double?
  let isLonger: Bool
  let secondsLeft: Double?
  let bytesPerPoint: Int?
  let bytes: Int?
  let list: [Point]?
  let stopping: String?

  struct Point: Encodable {
    let index: Int
    let id: String
    let sets: [String]
  }

  /// A point that can't be run.
  struct Refused: Encodable {
    let id: String
    let error: String
  }

  init(
    _ study: SweepStudy, status: SweepStatus, cost: PointCost, threads: Int,
    refused: [Refused], listsPoints: Bool
  ) {
    let plan = study.plan
    self.study = plan.description.name
    folder = study.folder.path
    design = plan.description.design.word
    arms = max(1, plan.description.arms.count)
    cells = plan.cells.count
    repetitions = plan.description.stopping?.maximum ?? plan.description.replications.count
    rows = plan.rows.count
    points = plan.points.count
    shared = plan.rows.count - plan.points.count
    done = status.done
    failed = status.failed
    self.refused = refused
    limit = plan.description.pointLimit
    self.threads = threads
    secondsPerPoint = cost.seconds
    isLonger = cost.isLonger
    let left = plan.points.count - status.done
    secondsLeft = cost.seconds.map { $0 * Double(left) / Double(min(threads, max(1, left))) }
    bytesPerPoint = cost.bytes
    bytes = cost.bytes.map { $0.multipliedReportingOverflow(by: plan.points.count).partialValue }
    stopping = plan.description.stopping.map {
      "\($0.minimum) to \($0.maximum), until \($0.indicator) is known to "
        + ($0.isRelative ? "\($0.halfWidth * 100) %" : "\($0.halfWidth)")
    }
    list =
      listsPoints
      ? plan.points.enumerated().map { index, point in
        Point(index: index, id: point.id, sets: point.assignments.map { "\($0.path)=\($0.value)" })
      } : nil
  }

  var text: String {
    var lines = [
      "\(study): \(points) points (\(design))",
      "  \(arms) \(arms == 1 ? "arm" : "arms") × \(cells) cells × "
        + (stopping ?? "\(repetitions)") + " \(repetitions == 1 ? "repetition" : "repetitions")"
        + " = \(rows) rows",
    ]
    if shared > 0 { lines.append("  \(shared) rows share the point of another row") }
    if rows > limit { lines.append("  more than the limit of \(limit): 'sweep run' needs --yes") }
    lines.append(
      "  done: \(done), left: \(points - done)" + (failed > 0 ? ", of which failed: \(failed)" : "")
    )
    if let first = refused.first {
      lines.append("  \(refused.count) of the points looked at can't be run, such as \(first.id):")
      lines += first.error.split(separator: "\n").map { "    " + $0 }
    }
    if let secondsPerPoint, let secondsLeft {
      let bound = isLonger ? "more than " : ""
      lines.append(
        "  time: \(bound)\(TimeText.of(secondsPerPoint)) for a point, \(bound)"
          + "\(TimeText.of(secondsLeft)) for the rest on \(threads) "
          + (threads == 1 ? "core" : "cores"))
    } else {
      lines.append("  time: unknown")
    }
    if let bytesPerPoint, let bytes {
      lines.append("  space: \(Self.size(bytesPerPoint)) for a point, \(Self.size(bytes)) for all")
    }
    for point in list ?? [] {
      lines.append("\(point.index) \(point.id) \(point.sets.joined(separator: " "))")
    }
    return lines.joined(separator: "\n")
  }

  private static func size(_ bytes: Int) -> String {
    let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
    var number = Double(bytes)
    var unit = 0
    while number >= 1000 && unit < units.count - 1 {
      number /= 1000
      unit += 1
    }
    return "\((number * 10).rounded() / 10) \(units[unit])"
  }
}
