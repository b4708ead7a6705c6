import Contracts
import Foundation
import Reports
import ResultFiles
import TestSupport
import Testing

struct JournalAuditTests {
  private static func audit(_ path: String) throws -> JournalAudit {
    try JournalAudit(try ResultFileReader(opening: path))
  }

  @Test(
    "A journal of any length is verified from its file",
    arguments: [(0, false), (20, true), (3000, false), (3000, true)])
  func wholeJournals(calls: Int, isSigned: Bool) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("journal.h5")
    let file = try JournalFile(calls: calls, isSigned: isSigned)
    try file.write(to: path)
    let audit = try Self.audit(path)
    #expect(audit.fault == nil)
    #expect(audit.recordCount == file.journal.recordCount && audit.callCount == Int64(calls))
    #expect(audit.signatureCount == Int64(file.batch.signatures.count / 64))
    #expect(audit.lastHash == file.journal.lastHash.description)
    let failed = audit.checks.filter { !$0.passed }
    #expect(failed.isEmpty)
  }

  @Test("A change of a byte of any column in the file is noticed and its record named")
  func everyStoredByteIsCovered() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("journal.h5")
    let file = try JournalFile(calls: 6, isSigned: true)
    try file.write(to: path)
    let batch = file.batch
    let whole = [UInt8](try bytes(of: path))

    /// Changes bytes of a column, which lies in the file in one piece, and expects the record.
    func expectFaults(
      _ column: [UInt8], every step: Int = 1, record: (Int) -> Int64
    ) throws {
      let place = try #require(whole.firstRange(of: column)).lowerBound
      for index in stride(from: 0, to: column.count, by: step) {
        var changed = whole
        changed[place + index] ^= 1 << UInt8(index / step % 8)
        try Data(changed).write(to: URL(fileURLWithPath: path))
        let fault = try Self.audit(path).fault
        #expect(fault?.position == record(index), "byte \(index): \(fault.map { "\($0)" } ?? "")")
      }
    }
    func littleEndian(_ numbers: [Int64]) -> [UInt8] {
      numbers.flatMap { number in (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
    }
    let count = Int64(batch.count)
    try expectFaults(littleEndian((0..<count).map { $0 }), every: 3) { Int64($0 / 8) }
    try expectFaults(littleEndian(batch.times), every: 3) { Int64($0 / 8) }
    try expectFaults(batch.hashes, every: 5) { Int64($0 / 32) }
    try expectFaults(batch.payloads, every: 7) { byte in
      Int64(batch.payloadEnds.firstIndex { byte < $0 } ?? -1)
    }
    try expectFaults(batch.signatures, every: 13) { byte in
      Int64(batch.signatureEnds.firstIndex { byte < $0 } ?? -1)
    }
    try expectFaults(littleEndian(batch.payloadEnds.map { Int64($0) })) { Int64($0 / 8) }
    try expectFaults(littleEndian(batch.signatureEnds.map { Int64($0) })) { Int64($0 / 8) }
    try expectFaults(batch.kinds.map(\.rawValue)) { Int64($0) }
    try expectFaults(Array("genesis".utf8) + [0], every: 2) { _ in 0 }
    try expectFaults(file.contract.state.encoded(), every: 11) { _ in count - 1 }
    try expectFaults(Array(file.journal.lastHash.description.utf8), every: 8) { _ in count }
  }

  @Test("A journal that lacks records, its end or everything is told apart")
  func cutOffJournals() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("journal.h5")
    var file = try JournalFile(calls: 10, isSigned: false)
    try file.write(to: path, hasEnd: false)
    #expect(
      try Self.audit(path).fault == JournalFault(position: Int64(file.batch.count), reason: .end))
    // The end of a longer journal.
    file.journal = try JournalFile(calls: 11, isSigned: false).journal
    try file.write(to: path)
    #expect(
      try Self.audit(path).fault == JournalFault(position: Int64(file.batch.count), reason: .end))
    file.batch.removeAll()
    try file.write(to: path)
    #expect(try Self.audit(path).fault == JournalFault(position: 0, reason: .end))
    try TableFile.write(
      folder.file("none.h5"), attributes: [NamedAttribute("mgsim_format", "1.0")], groups: [])
    #expect(throws: ResultFileError.self) { try Self.audit(folder.file("none.h5")) }
  }

  @Test("Offsets of bytes that can't be are a damaged record and never a trap")
  func impossibleOffsets() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("journal.h5")
    let file = try JournalFile(calls: 4, isSigned: false)
    try file.write(to: path)
    let whole = [UInt8](try bytes(of: path))
    let ends = file.batch.payloadEnds.flatMap { end in
      (0..<8).map { UInt8(truncatingIfNeeded: end >> (8 * $0)) }
    }
    let place = try #require(whole.firstRange(of: ends)).lowerBound
    var generator = TestGenerator(seed: 1)
    for _ in 0..<200 {
      var changed = whole
      let row = Int.random(in: 0..<file.batch.count, using: &generator)
      changed.replaceSubrange(place + 8 * row..<place + 8 * row + 8, with: generator.bytes(8))
      try Data(changed).write(to: URL(fileURLWithPath: path))
      #expect(try Self.audit(path).fault?.position == Int64(row))
    }
  }
}
