import ArgumentParser
import NetworkDiagrams
import NetworkFiles
import NetworkStudies
import PowerFlow

/// `mgsim network`: network files converted, checked and drawn.
struct NetworkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "network",
    abstract: "Converts, checks and draws network files.",
    subcommands: [ConvertCommand.self, CheckCommand.self, DrawCommand.self])

  /// `mgsim network convert`.
  struct ConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "convert",
      abstract: "Writes a network of another program as a case of mgsim.")

    @OptionGroup var input: NetworkInput

    @Option(name: .shortAndLong, help: "The file to write instead of standard output.")
    var output: String?

    @Flag(help: "Replace the file if it exists.")
    var force = false

    func run() throws {
      let network = try input.read().network
      let bytes = CaseFile.write(network)
      if let output {
        try OutputFiles.write(bytes, to: output, overwrites: force)
      } else {
        Console.print(String(decoding: bytes, as: UTF8.self))
      }
    }
  }

  /// `mgsim network check`.
  struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Tells what is wrong with a network before anything is solved.",
      discussion: "Exit code 2 when the network cannot be solved.")

    @OptionGroup var input: NetworkInput

    @OptionGroup var common: CommonOptions

    func run() throws {
      let network = try input.read().network
      let findings = network.findings
      if common.format == .json {
        try printJSON(
          Report(
            network: network.name, buses: network.busNames.count,
            branches: network.branchNames.count,
            errors: findings.filter(\.isError).map(\.description),
            warnings: findings.filter { !$0.isError }.map(\.description)))
      } else {
        for finding in findings { Console.print("\(input.network): \(finding)") }
        if !common.quiet, findings.isEmpty {
          Console.print(
            "\(input.network): \(network.busNames.count) buses, \(network.branchNames.count) "
              + "branches, nothing to complain of.")
        }
      }
      if findings.contains(where: \.isError) { throw ExitCode(CommandFailure.wrongInput) }
    }

    private struct Report: Encodable {
      let network: String
      let buses: Int
      let branches: Int
      let errors: [String]
      let warnings: [String]
    }
  }

  /// `mgsim network show`.
  struct DrawCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Draws the one-line diagram of a network as SVG, coloured by its voltages.")

    @OptionGroup var input: NetworkInput

    @Option(name: .shortAndLong, help: "The file to write instead of standard output.")
    var output: String?

    @Option(help: "Lowest voltage of the band, per unit.")
    var minimumVoltage: Double = 0.9

    @Option(help: "Highest voltage of the band, per unit.")
    var maximumVoltage: Double = 1.1

    @Flag(help: "Draw without solving the power flow.")
    var unsolved = false

    @Flag(help: "Replace the file if it exists.")
    var force = false

    func validate() throws {
      guard minimumVoltage < maximumVoltage else {
        throw ValidationError("--minimum-voltage must be below --maximum-voltage.")
      }
    }

    func run() throws {
      let imported = try input.read()
      let diagram = OneLineDiagram(
        imported.network,
        coordinates: imported.busCoordinates?.mapValues { DiagramPoint(x: $0.x, y: $0.y) },
        voltagesPerUnit: unsolved ? nil : voltages(imported.network),
        band: minimumVoltage...maximumVoltage)
      let svg = diagram.svg()
      if let output {
        try OutputFiles.write(svg, to: output, overwrites: force)
      } else {
        Console.print(svg)
      }
    }

    /// The voltages of each bus; `nil`, and a word about it, if the network cannot be solved.
    private func voltages(_ network: NetworkModel) -> [[Double]]? {
      do {
        let study = try PowerFlowStudy(network)
        let report = study.solve()
        guard report[fact: "converged"] == .flag(true) else {
          Console.printError(
            "mgsim: the power flow of '\(input.network)' did not converge; it is drawn without "
              + "voltages.")
          return nil
        }
        return study.voltagesByBus(report)
      } catch {
        Console.printError("mgsim: \(input.network): \(error) It is drawn without voltages.")
        return nil
      }
    }
  }
}
