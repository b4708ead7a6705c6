import ArgumentParser
import Foundation
import Microgrids

/// The root of the command line.
struct MGSim: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mgsim",
    abstract: "Simulates microgrids whose members trade energy.",
    discussion: """
      A run is a pure function: one scenario and one seed in, one HDF5 file out.

      Exit codes: 0 success; 1 the work failed after it began; 2 the input or the usage is wrong; \
      130 and 143 stopped by a signal.
      """,
    version: Microgrid.version,
    subcommands: [
      InitCommand.self, RunCommand.self, SweepCommand.self, ValidateCommand.self,
      SchemaCommand.self, ShowCommand.self, AuditCommand.self, CompareCommand.self,
      BillCommand.self, FairnessCommand.self, InvestCommand.self,
      ImportCommand.self,
      MarketCommand.self, ContractCommand.self, PowerFlowCommand.self,
      NetworkCommand.self,
      HostingCapacityCommand.self,
    ])
}

/// The entry: parses, runs, and turns every error into one message and one exit code.
@main
enum Main {
  static func main() async {
    do {
      var command = try MGSim.parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let failure as CommandFailure {
      Console.printError(failure.message)
      exit(failure.exitCode)
    } catch let code as ExitCode {
      // The command has said what there is to say.
      exit(code.rawValue)
    } catch {
      let code = MGSim.exitCode(for: error)
      if code.isSuccess {
        Console.print(MGSim.fullMessage(for: error))
        exit(0)
      }
      Console.printError(MGSim.fullMessage(for: error))
      exit(code == .validationFailure ? CommandFailure.wrongInput : code.rawValue)
    }
  }
}
