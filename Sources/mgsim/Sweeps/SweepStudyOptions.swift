import ArgumentParser
import Foundation
import Scenarios
import Studies
import StudyDesigns
import Sweeps

/// The study that a command works on, and where its points are.
struct SweepStudyOptions: ParsableArguments {
  @Argument(help: "The study file.", completion: .file(extensions: ["yaml", "yml"]))
  var study: String

  @Option(
    help: "The folder of the points; NAME.study beside the study file unless said otherwise.",
    completion: .directory)
  var folder: String?

  @Option(
    name: [.long, .customLong("jobs"), .customShort("j")],
    help: "Points that are run at once; the results do not depend on it.")
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Go on with more points than the limit of the study.")
  var yes = false

  func validate() throws {
    guard 1...4096 ~= threads else {
      throw ValidationError("--threads must lie between 1 and 4096.")
    }
  }

  /// Reads the study and makes its plan. Nothing is written.
  ///
  /// - Parameters:
  ///   - acceptsMany: Whether more points than the limit are agreed to without being asked.
  ///   - isQuiet: Whether nobody is told how far the planning has come.
  func open(acceptsMany: Bool = false, isQuiet: Bool) throws(CommandFailure) -> SweepStudy {
    let description: StudyDescription
    let template: ScenarioTemplate
    do {
      description = try StudyFile.read(path: study)
      template = try ScenarioTemplate(path: basePath(description.base), arm: description.baseArm)
    } catch {
      throw CommandFailure(
        message: error.diagnostics.map(\.description).joined(separator: "\n"),
        exitCode: CommandFailure.wrongInput)
    }
    let model = ScenarioModel(template, of: description)
    let progress = ProgressBar(runs: 1, isQuiet: isQuiet)
    do throws(SweepError) {
      let folder = try SweepFolder(folderPath(description.name), of: description.name)
      let plan = try SweepPlanner(
        description: description, model: model, baseText: template.sourceText, threads: threads
      ).plan(cache: folder.cachePath, acceptsMany: acceptsMany || yes) { done, count in
        progress.report(Double(done) / Double(max(1, count)), ofRun: 0)
      }
      progress.finish()
      return SweepStudy(path: study, model: model, plan: plan, folder: folder)
    } catch {
      progress.finish()
      throw .sweep(error, study: study)
    }
  }

  /// Paths in a study file start at its folder.
  private func basePath(_ base: String) -> String {
    guard !base.hasPrefix("/") else { return base }
    let folder = (study as NSString).deletingLastPathComponent
    return folder.isEmpty ? base : folder + "/" + base
  }

  private func folderPath(_ name: String) -> String {
    if let folder {
      return folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    }
    return basePath(name + ".study")
  }
}

/// A study that is ready to be run.
struct SweepStudy: Sendable {
  /// The path of the study file.
  let path: String
  let model: ScenarioModel
  let plan: SweepPlan
  let folder: SweepFolder

  /// Makes what is missing of the folder, and remembers the ids there.
  func prepareFolder() throws(CommandFailure) {
    do {
      try folder.prepare(study: plan.description.name, version: plan.version)
    } catch {
      throw .sweep(error, study: path)
    }
    plan.writeCache(to: folder.cachePath)
  }
}

extension CommandFailure {
  /// What ends a sweep before its end.
  static func sweep(_ error: SweepError, study: String) -> CommandFailure {
    CommandFailure(
      message: "mgsim: \(study): \(error)", exitCode: error.isWrongUse ? wrongInput : workFailed)
  }
}
