import ArgumentParser
import Reports

/// `mgsim compare`: result files of runs, or the levels of a study, beside one another.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compares result files, or the levels of a study, with confidence intervals.",
    discussion: """
      Result files: the indicators beside one another with their differences to the first file, who \
      gains and who loses, and what the retailer, the distribution company and the others receive. \
      Files that differ by the seed alone are repetitions, and are paired by seed.

      A study (study.h5): the means of every level of a factor, or of every arm, and paired \
      differences over seeds with t intervals and Holm's adjustment; on demand main effects, Sobol \
      indices, a Pareto front, and who gains and who loses. Differences that are zero in every pair \
      are named 'identical by construction'.

      With --identical two files are compared value by value; the exit code is 1 when they differ.
      """)

  @Argument(
    help: "Result files of runs, or one study.h5.", completion: .file(extensions: ["h5", "nc"]))
  var files: [String]

  @Option(help: "How to print: table, json, csv, latex or markdown.")
  var format: String = "table"

  @Flag(help: "Say how far two files differ, byte by byte and value by value.")
  var identical = false

  @OptionGroup(title: "What is compared") var levels: CompareLevels

  @OptionGroup(title: "What is shown") var content: CompareContent

  @OptionGroup var destination: ReportDestination

  func validate() throws {
    guard !files.isEmpty else { throw ValidationError("Name the files to compare.") }
    guard !identical || files.count == 2 else {
      throw ValidationError("--identical compares two files.")
    }
    guard content.confidence >= 50, content.confidence < 100 else {
      throw ValidationError("The confidence goes from 50 to below 100 per cent.")
    }
  }

  func run() throws {
    guard try !GuardedReading.runInChild(for: files.joined(separator: "', '")) else { return }
    var differs = false
    try destination.write {
      let format = try ReportFormat(word: format)
      if identical {
        let difference = try FileDifference(files[0], files[1])
        differs = !difference.hasEqualBytes
        return difference.report().text(format)
      }
      return try report().text(format)
    }
    if differs { throw ExitCode(CommandFailure.workFailed) }
  }

  private func report() throws -> TableReport {
    var options = ComparisonOptions()
    try levels.apply(to: &options)
    try content.apply(to: &options)
    switch try ComparisonInput(reading: files) {
    case .runs(let runs):
      guard runs.count > 1 else {
        throw ComparisonError("one result file has nothing to stand beside; name another one.")
      }
      return try RunComparison(runs, options).report(showsMembers: content.members)
    case .study(let table): return try StudyComparison(table, options).report()
    }
  }
}
