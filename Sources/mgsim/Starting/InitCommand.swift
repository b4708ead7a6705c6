import ArgumentParser
import Foundation
import Sweeps

/// `mgsim init`: a study to start from.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Creates a study to start from, which runs as written.",
    discussion: """
      The folder holds a scenario with its profiles, a study file that varies it, a notebook with \
      figures, and a README.md that says how to go on.
      """)

  @Argument(help: "The folder to create; its name is that of the study.", completion: .directory)
  var name: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    let url = URL(filePath: name, directoryHint: .isDirectory)
    let study = try study(named: name.split(separator: "/").last.map(String.init) ?? "")
    try checkPlace(url)
    do {
      try study.write(to: name)
    } catch {
      throw CommandFailure(
        message: "mgsim: can't create '\(name)': \(error.localizedDescription)",
        exitCode: CommandFailure.workFailed)
    }
    if common.format == .json {
      try printJSON(Report(folder: name, files: study.files.map(\.name)))
    } else if !common.quiet {
      Console.print(
        """
        Created '\(name)'. Go on with:
          cd \(ShellText.word(name))
          mgsim sweep run study.yaml
          mgsim sweep collect study.yaml
        """)
    }
  }

  private func study(named last: String) throws(CommandFailure) -> StartingStudy {
    if let study = StartingStudy(name: last) { return study }
    let advice = StartingStudy.name(like: last).map { " Use '\($0)', for example." } ?? ""
    throw CommandFailure(
      message: """
        mgsim: '\(name)' can't be the name of a study: it takes up to 64 of the characters a-z, \
        0-9, - and _, and does not begin with a hyphen.\(advice)
        """, exitCode: CommandFailure.wrongInput)
  }

  private func checkPlace(_ url: URL) throws(CommandFailure) {
    // A link that leads nowhere is in the way, too.
    let link = try? FileManager.default.destinationOfSymbolicLink(atPath: name)
    guard link == nil, !FileManager.default.fileExists(atPath: name) else {
      throw CommandFailure(
        message: "mgsim: '\(name)' exists, and nothing in it was touched. Use another name.",
        exitCode: CommandFailure.wrongInput)
    }
    let parent = url.deletingLastPathComponent().path(percentEncoded: false)
    var isFolder = false as ObjCBool
    let exists = unsafe FileManager.default.fileExists(
      atPath: parent, isDirectory: &isFolder)
    guard exists, isFolder.boolValue else {
      throw CommandFailure(
        message: "mgsim: can't create '\(name)': there is no folder to create it in.",
        exitCode: CommandFailure.wrongInput)
    }
  }

  /// What was created.
  private struct Report: Encodable {
    let folder: String
    let files: [String]
  }
}
