import ArgumentParser
import TariffFiles
import Tariffs

/// `mgsim import urdb`: rates of the Utility Rate Database.
struct ImportUrdbCommand: ParsableCommand {
  /// What is written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case yaml
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "urdb",
    abstract: "Writes a rate of the Utility Rate Database (OpenEI) as a tariff file.",
    discussion: """
      yaml is a tariff of the kind rate-plan, as bills are made from it; json is the rate itself, \
      every key kept. What a rate plan bills differently is said on standard error.
      """)

  @Argument(
    help: "File of the rate, or - for standard input.", completion: .file(extensions: ["json"]))
  var rate: String

  @Option(help: "Label of the rate, where the file has several.")
  var label: String?

  @Option(help: "How exported energy is treated; without it, as the rate says.")
  var exportScheme: URDBExportScheme?

  @Option(help: "Power factor of the customer, for demand in kVA and reactive demand: 0.95.")
  var powerFactor: Double?

  @Option(help: "Number of meters that pay fixed charges.")
  var meters = 1

  @Option(help: "Code of the currency.")
  var currency = "USD"

  @Flag(help: "Bill the rate at all times, whatever dates it names.")
  var ignoreDates = false

  @Option(help: "What to write.")
  var format = Format.yaml

  @Option(name: .shortAndLong, help: "The file to write instead of standard output.")
  var output: String?

  @Flag(help: "Replace the file if it exists.")
  var force = false

  @Flag(help: "Do not say what is billed differently.")
  var quiet = false

  func validate() throws {
    if let powerFactor, !(powerFactor > 0 && powerFactor <= 1) {
      throw ValidationError("--power-factor must lie above 0 and up to 1.")
    }
    guard meters >= 1 else { throw ValidationError("--meters must be at least 1.") }
    guard currency.utf8.count == 3, currency.utf8.allSatisfy({ (65...90).contains($0) }) else {
      throw ValidationError("--currency must be the code of a currency such as USD.")
    }
  }

  func run() throws {
    let bytes = try InputFiles.bytes(of: rate)
    let imported: ImportedRate
    do {
      imported = try ImportedRate(
        bytes, named: rate == "-" ? "standard input" : rate, label: label, options: options)
    } catch {
      throw CommandFailure(message: "\(error)", exitCode: CommandFailure.wrongInput)
    }
    if !quiet {
      for difference in imported.differences { Console.printError("mgsim: \(difference).") }
    }
    let text = format == .yaml ? imported.yaml : imported.json + "\n"
    if let output {
      try OutputFiles.write(text, to: output, overwrites: force)
    } else {
      Console.print(String(text.dropLast()))
    }
  }

  private var options: URDBOptions {
    var options = URDBOptions()
    options.exportScheme = exportScheme
    options.powerFactor = powerFactor.map { max(1, Int64(($0 * 1e6).rounded())) }
    options.meters = meters
    options.currency = currency
    options.ignoresDates = ignoreDates
    return options
  }
}
