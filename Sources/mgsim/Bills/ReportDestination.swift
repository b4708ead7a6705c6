import ArgumentParser
import Scenarios

/// Where a report goes: standard output or a file.
struct ReportDestination: ParsableArguments {
  @Option(name: .shortAndLong, help: "File to write instead of standard output.")
  var output: String?

  @Flag(help: "Replace the output file if it exists.")
  var force = false

  /// Makes the report and writes it; what goes wrong becomes a message and an exit code.
  func write(_ report: () throws -> String) throws {
    let text: String
    do {
      text = try report()
    } catch let failure as CommandFailure {
      throw failure
    } catch let error as ScenarioError {
      throw CommandFailure(message: "\(error)", exitCode: CommandFailure.wrongInput)
    } catch {
      throw CommandFailure.input(error)
    }
    if let output {
      try OutputFiles.write(text, to: output, overwrites: force)
    } else {
      Console.print(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }
  }
}
