import ArgumentParser
import ContractFiles

/// `mgsim contract replay`: histories of calls with what is expected of them.
struct ContractReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Carries out histories of contract calls and checks what is expected of them.",
    discussion: """
      A file holds one history (a vector), a list of them, or an object with 'vectors'. Each one \
      starts with an empty contract. Every answer, event and value that a step expects is checked, \
      and the invariants of the contract after every step.

      Exit code 1: something was not as expected. Exit code 2: the file is malformed.
      """)

  @Argument(
    help: "File of vectors, or - for standard input.", completion: .file(extensions: ["json"]))
  var file: String

  @Flag(help: "Print the state at the end of each vector.")
  var printState = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    let bytes = try InputFiles.bytes(of: file)
    let vectors: ReplayFile
    do {
      vectors = try ReplayFile.read(bytes, named: file == "-" ? "standard input" : file)
    } catch {
      throw CommandFailure(message: "\(error)", exitCode: CommandFailure.wrongInput)
    }
    let report = vectors.run(keepsStates: printState)
    if common.format == .json {
      try printJSON(report)
    } else {
      for vector in report.vectors {
        for failure in vector.failures { Console.print("\(failure)") }
        if let state = vector.state {
          Console.print("\(vector.heading):")
          try printJSON(state)
        }
      }
      if !common.quiet { Console.print(report.summary) }
    }
    if report.failedCount > 0 { throw ExitCode(CommandFailure.workFailed) }
  }
}
