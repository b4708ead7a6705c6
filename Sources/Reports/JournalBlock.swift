import Contracts
import ResultFiles

/// The datasets of a journal, found to have the shapes of one.
struct JournalColumns {
  let recordCount: Int
  let payloadByteCount: Int
  /// The bytes of all signatures; `nil` in a file in which nobody signs.
  let signatureByteCount: Int?

  init(_ reader: borrowing ResultFileReader) throws(ResultFileError) {
    let shapes = try ExpectedShapes(reader)
    recordCount = try shapes.requireTable(
      JournalAudit.group, ["record", "contract_time", "kind", "record_name", "payload_end"])
    try shapes.require([Self.path("sha256")], [recordCount, JournalHash.byteCount])
    payloadByteCount = try shapes.length(of: Self.path("payload"))
    if shapes.contains(Self.path("signatures")) {
      try shapes.require([Self.path("signatures_end")], [recordCount])
      signatureByteCount = try shapes.length(of: Self.path("signatures"))
    } else {
      signatureByteCount = nil
    }
  }

  static func path(_ name: String) -> String { JournalAudit.group + "/" + name }

  /// Whether no bytes follow those of the last record.
  func endsWithLastRecord(_ reader: borrowing ResultFileReader) -> Bool {
    let payloadEnd = try? Self.lastEnd(of: "payload", recordCount, reader)
    guard payloadEnd == Int64(payloadByteCount) else { return false }
    guard let signatureByteCount else { return true }
    let signatureEnd = try? Self.lastEnd(of: "signatures", recordCount, reader)
    return signatureEnd == Int64(signatureByteCount)
  }

  /// Where the bytes of the rows before a number of them end.
  static func lastEnd(
    of name: String, _ row: Int, _ reader: borrowing ResultFileReader
  ) throws(ResultFileError) -> Int64 {
    guard row > 0 else { return 0 }
    return try reader.integers(of: path(name + "_end"), rows: row - 1..<row).first ?? 0
  }
}

/// What was written about the end of a journal.
struct JournalEnd {
  let recordCount: Int64
  let hash: JournalHash
  let state: [UInt8]

  /// Reads it; `nil` when it is missing or damaged.
  init?(_ reader: borrowing ResultFileReader) throws(ResultFileError) {
    let shapes = try ExpectedShapes(reader)
    for name in ["contract/record_count", "contract/last_sha256", "contract/end_state"] {
      guard shapes.contains(name) else { return nil }
    }
    guard let recordCount = try? reader.integers(of: "contract/record_count").first,
      let text = try? reader.texts(of: "contract/last_sha256").first,
      let state = try? reader.bytes(of: "contract/end_state"),
      let hash = JournalHash(hexadecimal: text)
    else { return nil }
    self.recordCount = recordCount
    self.hash = hash
    self.state = state
  }
}

/// Some records of a journal, read at once.
struct JournalBlock {
  private let rows: Range<Int>
  private let sequences: [Int64]
  private let times: [Int64]
  private let kinds: [Int64]
  private let names: [String]
  private let hashes: [UInt8]
  private let payloads: JournalBytes
  private let signatures: JournalBytes?

  init(
    _ reader: borrowing ResultFileReader, _ columns: JournalColumns, rows: Range<Int>
  ) throws(ResultFileError) {
    self.rows = rows
    sequences = try reader.integers(of: JournalColumns.path("record"), rows: rows)
    times = try reader.integers(of: JournalColumns.path("contract_time"), rows: rows)
    kinds = try reader.integers(of: JournalColumns.path("kind"), rows: rows)
    names = try reader.texts(of: JournalColumns.path("record_name"), rows: rows)
    hashes = try reader.bytes(of: JournalColumns.path("sha256"), rows: rows)
    payloads = try JournalBytes(
      "payload", reader, rows: rows, byteCount: columns.payloadByteCount)
    if let byteCount = columns.signatureByteCount {
      signatures = try JournalBytes("signatures", reader, rows: rows, byteCount: byteCount)
    } else {
      signatures = nil
    }
  }

  /// A record; `nil` when the columns do not make one.
  func record(
    at row: Int, _ reader: borrowing ResultFileReader
  ) throws(ResultFileError) -> JournalRecord? {
    let index = row - rows.lowerBound
    guard index < sequences.count, index < times.count, index < kinds.count, index < names.count,
      hashes.count >= (index + 1) * JournalHash.byteCount,
      let kind = UInt8(exactly: kinds[index]).flatMap({ JournalRecord.Kind(rawValue: $0) }),
      let payload = try payloads.bytes(at: index, reader),
      let hash = JournalHash(
        bytes: hashes[index * JournalHash.byteCount..<(index + 1) * JournalHash.byteCount])
    else { return nil }
    var record = JournalRecord(
      sequence: sequences[index], time: times[index], kind: kind, name: names[index],
      payload: payload, hash: hash)
    if let signatures {
      guard let bytes = try signatures.bytes(at: index, reader) else { return nil }
      record.signatures = bytes
    }
    return record
  }
}

/// The bytes of some rows of a column with any number of them in each.
private struct JournalBytes {
  /// The most bytes that are read at once for many rows, and for one.
  private static let blockLimit = 1 << 26
  private static let rowLimit = 1 << 30

  private let name: String
  private let start: Int64
  private let ends: [Int64]
  private let byteCount: Int
  /// The bytes of all rows; `nil` when they are too many to be held at once.
  private let bytes: [UInt8]?

  init(
    _ name: String, _ reader: borrowing ResultFileReader, rows: Range<Int>, byteCount: Int
  ) throws(ResultFileError) {
    self.name = JournalColumns.path(name)
    self.byteCount = byteCount
    start = try JournalColumns.lastEnd(of: name, rows.lowerBound, reader)
    ends = try reader.integers(of: JournalColumns.path(name + "_end"), rows: rows)
    // As far as the ends can be: the row with the first that can't is to be named.
    var end = start
    for next in ends {
      guard next >= end, next <= byteCount else { break }
      end = next
    }
    if start >= 0, start <= byteCount, end - start <= Self.blockLimit {
      bytes = try reader.bytes(of: self.name, rows: Int(start)..<Int(end))
    } else {
      bytes = nil
    }
  }

  /// The bytes of a row; `nil` when its ends can't be.
  func bytes(
    at index: Int, _ reader: borrowing ResultFileReader
  ) throws(ResultFileError) -> [UInt8]? {
    guard index < ends.count else { return nil }
    let begin = index == 0 ? start : ends[index - 1]
    guard begin >= start, begin >= 0, ends[index] >= begin, ends[index] <= byteCount else {
      return nil
    }
    if let bytes {
      guard ends[index] - start <= bytes.count else { return nil }
      return Array(bytes[Int(begin - start)..<Int(ends[index] - start)])
    }
    guard ends[index] - begin <= Self.rowLimit else { return nil }
    return try reader.bytes(of: name, rows: Int(begin)..<Int(ends[index]))
  }
}
