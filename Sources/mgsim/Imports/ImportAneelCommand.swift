import ArgumentParser
import Quantities
import TariffFiles

/// `mgsim import aneel`: tariffs from the open data of Brazil's regulator.
struct ImportAneelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "aneel",
    abstract: "Writes a tariff of ANEEL's open data as a tariff file.",
    discussion: """
      The files are tables of dadosabertos.aneel.gov.br: tarifas-distribuidoras-energia-eletrica, \
      componentes-tarifarias, bandeira-tarifaria-acionamento; each is known by its columns. With \
      components the tariff has them all; with flags it has those of its months. What the tables \
      do not tell is said on standard error and at the top of the file.
      """)

  @Argument(
    help: "Tables, or - for standard input.", completion: .file(extensions: ["csv"]))
  var tables: [String]

  @Option(help: "Distributor (SigAgente), such as ETO.")
  var distributor: String

  @Option(help: "Subgroup, such as B1 or A4.")
  var subgroup: String

  @Option(help: "Modality.")
  var modality: AneelSelection.Modality

  @Option(help: "A day on which the tariff is in force, such as 2026-07-04.")
  var date: String

  @Option(help: "Class (DscClasse), where there are several.")
  var consumerClass: String?

  @Option(help: "Subclass (DscSubClasse), where there are several.")
  var subclass: String?

  @Option(help: "Connection of group B: single-phase, two-phase or three-phase.")
  var connection: String?

  @Option(help: "Contracted demand in kW, green.")
  var contracted: Double?

  @Option(help: "Contracted demand in kW in the peak period, blue.")
  var contractedPeak: Double?

  @Option(help: "Contracted demand in kW in the off-peak period, blue.")
  var contractedOffPeak: Double?

  @Flag(help: "Take the rows of compensated energy (SCEE), whose prices hold the discount.")
  var compensated = false

  @Option(name: .shortAndLong, help: "The file to write instead of standard output.")
  var output: String?

  @Flag(help: "Replace the file if it exists.")
  var force = false

  @Flag(help: "Do not say what is missing.")
  var quiet = false

  func validate() throws {
    guard CivilDate(parsing: date) != nil else {
      throw ValidationError("--date must be a day such as 2026-07-04.")
    }
    let connections = ["single-phase", "two-phase", "three-phase"]
    if let connection, !connections.contains(connection) {
      throw ValidationError("--connection must be one of \(connections.joined(separator: ", ")).")
    }
    for power in [contracted, contractedPeak, contractedOffPeak].compactMap(\.self)
    where !(power >= 0 && power <= 1e9) {
      throw ValidationError("a contracted demand must not be negative.")
    }
  }

  func run() throws {
    var files: [(name: String, bytes: [UInt8])] = []
    for table in tables {
      files.append((table == "-" ? "standard input" : table, try InputFiles.bytes(of: table)))
    }
    let tariff: AneelTariff
    do {
      tariff = try AneelTariff(files, selection)
    } catch {
      throw CommandFailure(message: "\(error)", exitCode: CommandFailure.wrongInput)
    }
    if !quiet {
      for key in tariff.missing {
        Console.printError("mgsim: write '\(key)' into the tariff; the tables do not tell it.")
      }
    }
    let text = tariff.yaml()
    if let output {
      try OutputFiles.write(text, to: output, overwrites: force)
    } else {
      Console.print(String(text.dropLast()))
    }
  }

  private var selection: AneelSelection {
    var selection = AneelSelection(
      distributor: distributor, subgroup: subgroup, modality: modality,
      date: CivilDate(parsing: date) ?? .first)
    selection.consumerClass = consumerClass
    selection.subclass = subclass
    selection.takesCompensated = compensated
    selection.connection = connection
    selection.contractedKilowatts["contracted"] = contracted
    selection.contractedKilowatts["contractedPeak"] = contractedPeak
    selection.contractedKilowatts["contractedOffPeak"] = contractedOffPeak
    return selection
  }
}
