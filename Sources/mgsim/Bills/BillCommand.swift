import ArgumentParser
import Reports
import Scenarios
import TariffFiles

/// `mgsim bill`: what metered energy costs under tariffs, line by line.
struct BillCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bill",
    abstract: "Bills a meter file, or a finished run again, under one or several tariffs.",
    discussion: """
      A tariff is a YAML file with the keys of a scenario's tariff, or a rate of the Utility Rate \
      Database as JSON. A meter file has stamps in its first column and the registers 'import', \
      'export', 'load', 'generation', 'reactive' or 'baseline' in the others, in kWh unless their \
      names say otherwise; columns 'alice:import' or a column 'member' tell members apart. Nothing is \
      filled in: a missing, doubled or negative value is an error with its line and column.

      Under one tariff every line of every bill is printed; under several, a table of totals (and \
      with '--format json' or 'csv' every line of all).

      With --results the meters of a finished run are billed instead, without simulating again: a \
      table of every member's bills under each tariff beside what the run billed.
      """)

  @OptionGroup var input: BillInput

  @OptionGroup var results: ResultBillsOptions

  @Option(help: "How to print: text, json, csv, markdown or latex.")
  var format: BillFormat = .text

  @Option(name: .shortAndLong, help: "File to write instead of standard output.")
  var output: String?

  @Flag(help: "Replace the output file if it exists.")
  var force = false

  func validate() throws {
    try results.check(beside: input)
  }

  func run() throws {
    let text: String
    if let file = results.results {
      if try GuardedReading.runInChild(for: file) { return }
      text = try ResultBills(file: file, options: results, input: input, format: format).report()
    } else {
      text = format.text(of: try input.report())
    }
    if let output {
      try OutputFiles.write(text, to: output, overwrites: force)
    } else {
      Console.print(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }
  }
}

/// How bills are printed.
enum BillFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json
  case csv
  case markdown
  case latex

  /// The same format of tables of bills.
  var tables: ReportFormat {
    switch self {
    case .text: .text
    case .json: .json
    case .csv: .csv
    case .markdown: .markdown
    case .latex: .latex
    }
  }

  /// A report in this format.
  func text(of report: BillReport) -> String {
    switch self {
    case .text: report.text()
    case .json: report.json()
    case .csv: report.csv()
    case .markdown: report.comparison().markdown()
    case .latex: report.comparison().latex()
    }
  }
}
