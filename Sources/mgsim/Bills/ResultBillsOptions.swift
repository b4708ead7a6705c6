import ArgumentParser
import Reports

/// The options by which `mgsim bill` bills the meters of a finished run again.
struct ResultBillsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Bill the meters of this finished run again.",
      discussion: """
        Without simulating: what members and devices did stays as it was, and the report says what \
        of it had followed the prices of the run. Each --tariff is billed for all members and stands \
        beside what the run billed; FILE:NAME,NAME is paid by the members of these names in every \
        comparison, NAME* means all whose names begin so.
        """),
    completion: .file(extensions: ["h5", "nc"]))
  var results: String?

  @Option(
    help: "Rules of sharing, with --results: each file is added to each tariff; repeatable.",
    completion: .file(extensions: ["yaml", "yml"]))
  var sharing: [String] = []

  @Option(
    name: .customLong("meters"),
    help: """
      What of a run's meters is billed: net (imports less exports of each interval, the tariff \
      alone), residual (what local trades and quota left; their money stays as simulated) or \
      registers (imports and exports apart).
      """)
  var reading: ReadingWord = .net

  @Option(help: "What the rows of a run's tables are: member, cycle, component, party; repeatable.")
  var by: [RowsWord] = []

  @Flag(help: "Bill a run as if each tariff had been in force all the time.")
  var anyYear = false

  /// Checks that either a run or a meter file is billed, and that no option is without effect.
  func check(beside input: BillInput) throws {
    guard results != nil else {
      guard input.meter != nil else {
        throw ValidationError("Name a meter file with --meter, or a finished run with --results.")
      }
      guard sharing.isEmpty && by.isEmpty && reading == .net && !anyYear else {
        throw ValidationError("--sharing, --by, --meters and --any-year go with --results.")
      }
      return
    }
    guard input.meter == nil else { throw ValidationError("Say either --meter or --results.") }
    guard !input.describesMeterFile else {
      throw ValidationError(
        "--year, --member, --credits-from, --decimal-comma and --stamp-format go with --meter.")
    }
  }

  /// What of a run's meters is billed, as a word.
  enum ReadingWord: String, CaseIterable, ExpressibleByArgument {
    case net
    case residual
    case registers

    var reading: MeterReading { MeterReading(rawValue: rawValue) ?? .net }
  }

  /// What rows of tables are, as a word.
  enum RowsWord: String, CaseIterable, ExpressibleByArgument {
    case member
    case cycle
    case component
    case party

    var rows: BillTable.Rows { BillTable.Rows(rawValue: rawValue) ?? .member }
  }
}
