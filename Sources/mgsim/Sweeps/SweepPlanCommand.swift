import ArgumentParser
import Foundation
import Studies
import StudyDesigns
import StudyFiles
import Sweeps

/// `mgsim sweep plan`: what a study comes to, before anything is run.
struct SweepPlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Says which points a study has, and what they cost.",
    discussion: "Nothing is written. The same study gives the same plan.")

  @OptionGroup var options: SweepStudyOptions

  @Flag(help: "Run one point, without keeping it, to estimate time and space.")
  var measure = false

  @Flag(help: "List the points with what each sets.")
  var points = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    let study = try options.open(acceptsMany: true, isQuiet: common.quiet)
    let status: SweepStatus
    do throws(SweepError) {
      status = try SweepStatus(study.plan, in: study.folder, threads: options.threads)
    } catch {
      throw CommandFailure.sweep(error, study: options.study)
    }
    let cost = measure ? try Self.measured(study) : Self.known(study, status)
    let text = SweepPlanText(
      study, status: status, cost: cost, threads: options.threads,
      refused: Self.refusedPoints(of: study), listsPoints: points)
    if common.format == .json { try printJSON(text) } else { Console.print(text.text) }
  }

  /// What one point costs.
  struct Cost {
    var seconds: Double?
    var bytes: Int?
  }

  /// Those of a few points that can't be run, so that a base scenario that contradicts the study
  /// is known before every point has failed.
  private static func refusedPoints(of study: SweepStudy) -> [SweepPlanText.Refused] {
    let points = study.plan.points
    let places = Set((0..<8).map { $0 * (points.count - 1) / 7 }).sorted()
    return places.filter(points.indices.contains).compactMap { place in
      do {
        try study.model.check(points[place].assignments)
        return nil
      } catch {
        return SweepPlanText.Refused(id: points[place].id, error: "\(error)")
      }
    }
  }

  /// From points that are done.
  private static func known(_ study: SweepStudy, _ status: SweepStatus) -> Cost {
    let done = study.plan.points.indices.lazy.filter { status.states[$0] == .done }.prefix(100)
    let sizes = done.compactMap { place in
      let path = study.folder.points.path(of: study.plan.points[place].id)
      return try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    }
    return Cost(
      seconds: study.folder.work.secondsPerPoint,
      bytes: sizes.isEmpty ? nil : sizes.reduce(0, +) / sizes.count)
  }

  /// From a run of the point in the middle.
  private static func measured(_ study: SweepStudy) throws(CommandFailure) -> Cost {
    let point = study.plan.points[study.plan.points.count / 2]
    let scratch = NSTemporaryDirectory() + "mgsim-" + UUID().uuidString + ".h5"
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let start = ContinuousClock.now
    do {
      let outcome = try study.model.run(
        point.assignments, pointID: point.id, scratch: scratch, shouldStop: { false })
      let seconds = start.duration(to: .now) / .seconds(1)
      switch outcome.file {
      case .bytes(let bytes): return Cost(seconds: seconds, bytes: bytes.count)
      case .written(let path):
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        return Cost(seconds: seconds, bytes: size)
      }
    } catch {
      throw .work(error)
    }
  }
}

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
    _ study: SweepStudy, status: SweepStatus, cost: SweepPlanCommand.Cost, threads: Int,
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
    let left = plan.points.count - status.done
    secondsLeft = cost.seconds.map { $0 * Double(left) / Double(threads) }
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
      lines.append(
        "  time: \(TimeText.of(secondsPerPoint)) for a point, \(TimeText.of(secondsLeft)) for the "
          + "rest on \(threads) \(threads == 1 ? "core" : "cores")")
    } else {
      lines.append("  time: unknown; --measure runs one point to tell")
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
