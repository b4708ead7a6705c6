import ArgumentParser
import Studies
import StudyDesigns
import Sweeps

/// `mgsim sweep plan`: what a study comes to, before anything is run.
struct SweepPlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Says which points a study has, and what they cost.",
    discussion: """
      Nothing is written. The same study gives the same points. Time and space are those of points \
      that are done, or else of one that is run for them and not kept.
      """)

  @OptionGroup var options: SweepStudyOptions

  @Flag(
    inversion: .prefixedNo,
    help:
      "Run one point for at most 30 s to estimate time and space, or none. (default: where none is done)"
  )
  var measure: Bool?

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
    var refused = Self.refusedPoints(of: study)
    var cost = PointCost(ofDone: study, status)
    let places = study.plan.points.indices
    if measure ?? (cost.seconds == nil && refused.isEmpty), !places.isEmpty {
      let point = study.plan.points[places.count / 2]
      do {
        cost = try PointCost(running: point, of: study.model)
      } catch let error as SweepError {
        throw CommandFailure.sweep(error, study: options.study)
      } catch {
        if !refused.contains(where: { $0.id == point.id }) {
          refused.append(SweepPlanText.Refused(id: point.id, error: "\(error)"))
        }
      }
    }
    let text = SweepPlanText(
      study, status: status, cost: cost, threads: options.threads, refused: refused,
      listsPoints: points)
    if common.format == .json { try printJSON(text) } else { Console.print(text.text) }
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
}
