import ArgumentParser
import Contracts
import Reports
import ResultFiles

/// `mgsim audit`: whether the call journal in a result file is what the run wrote.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Verifies the call journal of the quota contract in a result file.",
    discussion: """
      The hash of every record, the order, the times and the signatures are checked; the calls are \
      carried out again from the genesis, and results, events and the state at the end are compared. \
      The exit code is 1 when the journal was changed, and the first bad record is named; it is 2 \
      when the file can't be read or has no journal.
      """)

  @Argument(help: "The result file.", completion: .file(extensions: ["h5", "nc"]))
  var file: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    if try GuardedReading.runInChild(for: file) { return }
    let audit: JournalAudit
    do {
      audit = try JournalAudit(try ResultFileReader(opening: file))
    } catch {
      throw CommandFailure.input(error)
    }
    if common.format == .json {
      try printJSON(Report(file: file, audit))
    } else if !common.quiet {
      Console.print(text(audit))
    }
    if let fault = audit.fault {
      throw CommandFailure(
        message: "mgsim: '\(file)' failed the audit: \(fault)",
        exitCode: CommandFailure.workFailed)
    }
  }

  private func text(_ audit: JournalAudit) -> String {
    var lines = [
      "  \("records".padded(to: 12))\(audit.recordCount)",
      "  \("calls".padded(to: 12))\(audit.callCount)",
      "  \("signatures".padded(to: 12))\(audit.signatureCount)",
      "  \("last hash".padded(to: 12))\(audit.lastHash)",
    ]
    for check in audit.checks {
      lines.append("\n  \(check.passed ? "passed" : "FAILED")  \(check.property)")
      lines.append("          \(check.finding)")
    }
    return lines.joined(separator: "\n")
  }

  /// What was verified, for programs.
  private struct Report: Encodable {
    let file: String
    let passed: Bool
    let records: Int64
    let calls: Int64
    let signatures: Int64
    let lastHash: String
    let firstBadRecord: Int64?
    let checks: [Check]

    init(file: String, _ audit: JournalAudit) {
      self.file = file
      passed = audit.fault == nil
      records = audit.recordCount
      calls = audit.callCount
      signatures = audit.signatureCount
      lastHash = audit.lastHash
      firstBadRecord = audit.fault?.position
      checks = audit.checks
    }
  }
}
