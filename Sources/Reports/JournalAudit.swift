public import Contracts
public import ResultFiles

/// What a result file's call journal was found to be.
///
/// The journal is read in blocks and verified record by record: order, hashes, times, signatures;
/// its calls are carried out again from the genesis, and the results, the events and the state at
/// the end are compared, byte for byte. The memory that this takes does not grow with the journal.
public struct JournalAudit: Sendable {
  /// The group of the journal in a result file.
  public static let group = "contract/journal"

  /// The number of records that were found good.
  public let recordCount: Int64
  /// The number of calls that were carried out again.
  public let callCount: Int64
  /// The number of signatures that were verified.
  public let signatureCount: Int64
  /// The hash of the last good record, in hexadecimal digits.
  public let lastHash: String
  /// The first record that is not what was written; `nil` when there is none.
  public let fault: JournalFault?

  /// Verifies the journal of a result file.
  ///
  /// - Throws: `ResultFileError` when the file can't be read or has no journal.
  public init(_ reader: borrowing ResultFileReader) throws(ResultFileError) {
    try reader.requireSeries()
    guard try reader.groups().contains(Self.group) else {
      throw .notReadable(path: reader.path, reason: "it has no call journal of a contract")
    }
    var verifier = JournalVerifier()
    fault = try Self.findFault(reader, with: &verifier)
    recordCount = verifier.recordCount
    callCount = verifier.callCount
    signatureCount = verifier.signatureCount
    lastHash = verifier.lastHash.description
  }

  /// The checks of a file's journal.
  ///
  /// - Throws: `ResultFileError` when the file can't be read or has no journal.
  public static func run(_ reader: borrowing ResultFileReader) throws(ResultFileError) -> [Check] {
    try JournalAudit(reader).checks
  }

  /// What was found, as checks.
  public var checks: [Check] {
    let signatures =
      signatureCount == 0 ? "nobody signs" : "\(signatureCount) signatures are genuine"
    return [
      Check(
        property: "the contract's journal is whole, unchanged and signed", passed: fault == nil,
        finding: fault.map { "\($0)" }
          ?? "\(recordCount) records, every hash fits; \(signatures)"),
      Check(
        property: "the contract's calls lead from its genesis to its end state",
        passed: fault == nil,
        finding: fault == nil
          ? "\(callCount) calls were carried out again; results, events and state agree"
          : "\(callCount) calls were carried out again before the first bad record"),
    ]
  }

  private static func findFault(
    _ reader: borrowing ResultFileReader, with verifier: inout JournalVerifier
  ) throws(ResultFileError) -> JournalFault? {
    let columns = try JournalColumns(reader)
    let end = try JournalEnd(reader)
    do throws(JournalFault) {
      var rows = 0..<0
      while rows.upperBound < columns.recordCount {
        rows = rows.upperBound..<min(rows.upperBound + 4096, columns.recordCount)
        let block: JournalBlock
        do throws(ResultFileError) {
          block = try JournalBlock(reader, columns, rows: rows)
        } catch {
          throw JournalFault(position: Int64(rows.lowerBound), reason: .damaged)
        }
        for index in rows {
          let record: JournalRecord?
          do throws(ResultFileError) {
            record = try block.record(at: index, reader)
          } catch {
            record = nil
          }
          guard let record else {
            throw JournalFault(position: Int64(index), reason: .damaged)
          }
          try verifier.check(record)
        }
      }
      let position = Int64(columns.recordCount)
      guard columns.endsWithLastRecord(reader), let end else {
        throw JournalFault(position: position, reason: .end)
      }
      try verifier.finish(expecting: end.hash, recordCount: end.recordCount, state: end.state)
      return nil
    } catch {
      return error
    }
  }
}
