import ArgumentParser
import Foundation
import StudyDesigns
import Sweeps

/// `mgsim sweep status`: what is done of a study, and what is left.
struct SweepStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Says which points of a study are done, failed and missing.",
    discussion: "Every file is read and compared with its digest. Nothing is written.")

  @OptionGroup var options: SweepStudyOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let study = try options.open(acceptsMany: true, isQuiet: common.quiet)
    let status: SweepStatus
    do throws(SweepError) {
      status = try SweepStatus(study.plan, in: study.folder, threads: options.threads)
    } catch {
      throw CommandFailure.sweep(error, study: options.study)
    }
    let text = SweepStatusText(status, study: study, work: study.folder.work)
    if common.format == .json { try printJSON(text) } else { Console.print(text.text) }
  }
}

/// What `sweep status` prints.
struct SweepStatusText: Encodable {
  let study: String
  let folder: String
  let total: Int
  let done: Int
  let failed: Int
  let missing: Int
  let todoIndices: [Int]
  let failedIndices: [Int]
  let failures: [SweepRunText.Failure]
  let stale: [String]
  let workers: Int
  let pointsPerSecond: Double
  let secondsPerPoint: Double?

  enum CodingKeys: String, CodingKey {
    case study
    case folder
    case total
    case done
    case failed
    case missing
    case todoIndices = "todo_indices"
    case failedIndices = "failed_indices"
    case failures
    case stale
    case workers
    case pointsPerSecond = "points_per_second"
    case secondsPerPoint = "seconds_per_point"
  }

  init(_ status: SweepStatus, study: SweepStudy, work: WorkRecord) {
    self.study = study.plan.description.name
    folder = study.folder.path
    total = status.total
    done = status.done
    failed = status.failed
    missing = status.missing
    todoIndices = status.todoIndices
    failedIndices = status.failedIndices
    failures = status.failures.map { SweepRunText.Failure(id: $0.id, message: $0.message) }
    stale = status.stale
    workers = work.workers
    pointsPerSecond = work.rate
    secondsPerPoint = work.secondsPerPoint
  }

  var text: String {
    var lines = [
      "\(study): \(done) of \(total) points are done, \(failed) failed, \(missing) missing."
    ]
    if workers > 0 {
      let rate = (pointsPerSecond * 10).rounded() / 10
      var line = "At work: \(workers) \(workers == 1 ? "process" : "processes"), \(rate) per second"
      if pointsPerSecond > 0 { line += ", \(TimeText.of(Double(missing) / pointsPerSecond)) left" }
      lines.append(line + ".")
    } else if missing > 0, let secondsPerPoint {
      lines.append(
        "A point takes \(TimeText.of(secondsPerPoint)) of one core; 'mgsim sweep run' goes on.")
    }
    lines += failures.map { "failed \($0.id): \($0.message)" }
    if failed > failures.count { lines.append("… and \(failed - failures.count) more failed.") }
    if !stale.isEmpty {
      lines.append(
        "\(stale.count) points in '\(folder)/points' are not of this study as it is now; nothing "
          + "uses them.")
    }
    return lines.joined(separator: "\n")
  }
}
