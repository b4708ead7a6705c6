import Contracts
import Quantities
import Testing

struct CallJournalTests {
  /// A short history: a trade, a refused trade and an unknown operation.
  private static func history() throws -> (records: [JournalRecord], journal: CallJournal) {
    var contract = try QuotaContractTests.community()
    var journal = CallJournal()
    var records = [journal.append(genesisOf: contract)]
    let calls = [
      QuotaContractTests.trade(quota: 10_000, tokens: 12_000, time: 1_451_606_400),
      QuotaContractTests.trade(
        "B", to: "C", quota: -1, tokens: 0, signedBy: ["B"], time: 1_451_606_460),
      ContractCall(
        time: 1_451_606_461, caller: "A", operation: .unrecognized(name: "voar \u{E9}")),
    ]
    for call in calls { _ = try contract.apply(call, journal: &journal, records: &records) }
    return (records, journal)
  }

  /// Calculated by `Data/journal_reference.py` from the documented encoding.
  private static let expectedHashes = [
    "6ec943912d42431a0618939a5910768a1ff7f1b96978f7238682eddbb64add46",
    "75d4506410da445c240faffb2b1be0910a1141f4584e300409958da36a879ef6",
    "519b21f14391495dfadd1928b980221d4b7076e2b12a4314056f3c8e523dd677",
    "8198ea894ad0fce3ea64cb006314e91d382d889f2eb986f3d617edd368e7b217",
    "4b0297a5184691b140cabaaf68aa349a79e0388256440b3e9e7d40a4a0297d76",
    "4f4009a17f0319136001537c99b9148ffe6ecb1e7d7d36b9ccea57d7941177a1",
    "24c571f69b23a4156a3f9f0ab7b3b529f3f3a178be5f5675264699830218774c",
  ]

  @Test("Each call is recorded before its events, with the hashes of the documented encoding")
  func knownAnswers() throws {
    let (records, journal) = try Self.history()
    #expect(records.map(\.hash.description) == Self.expectedHashes)
    #expect(
      records.map(\.name) == [
        "genesis", "trade", "transfer", "trade", "invalid", "voar \u{E9}", "invalid",
      ])
    #expect(records.map(\.sequence) == [0, 1, 2, 3, 4, 5, 6])
    #expect(records.map(\.kind) == [.genesis, .call, .event, .call, .event, .call, .event])
    #expect(journal.recordCount == 7)
    #expect(journal.lastHash == records.last?.hash)
    try CallJournal.verify(records, lastHash: journal.lastHash)
  }

  @Test("A change of any byte is noticed and its record named", arguments: 0..<7)
  func anyChangedByteIsNoticed(position: Int) throws {
    let (records, _) = try Self.history()
    func expectFault(_ change: (inout JournalRecord) -> Void) {
      var changed = records
      change(&changed[position])
      #expect { try CallJournal.verify(changed) } throws: { error in
        (error as? JournalFault)?.position == Int64(position)
      }
    }
    for bit in 0..<64 {
      expectFault { $0.sequence ^= 1 << Int64(bit) }
      expectFault { $0.time ^= 1 << Int64(bit) }
    }
    for kind in JournalRecord.Kind.allCases where kind != records[position].kind {
      expectFault { $0.kind = kind }
    }
    for index in records[position].payload.indices {
      for bit in 0..<8 { expectFault { $0.payload[index] ^= 1 << UInt8(bit) } }
    }
    for index in records[position].name.unicodeScalars.indices {
      expectFault { $0.name.unicodeScalars.replaceSubrange(index...index, with: ["~"]) }
    }
    for index in 0..<32 {
      for bit in 0..<8 {
        var bytes = records[position].hash.bytes
        bytes[index] ^= 1 << UInt8(bit)
        let hash = try #require(JournalHash(bytes: bytes))
        expectFault { $0.hash = hash }
      }
    }
  }

  @Test("A byte that moves from one field to the next is noticed")
  func fieldsHaveLengths() throws {
    var (records, _) = try Self.history()
    let last = records[1].name.unicodeScalars.removeLast()
    records[1].payload.insert(UInt8(truncatingIfNeeded: last.value), at: 0)
    #expect(throws: JournalFault(position: 1, reason: .hash)) { try CallJournal.verify(records) }
  }

  @Test("Records that are missing, doubled, exchanged or added are noticed")
  func orderIsNoticed() throws {
    let (records, journal) = try Self.history()
    func fault(_ change: (inout [JournalRecord]) -> Void) -> JournalFault? {
      var changed = records
      change(&changed)
      do throws(JournalFault) {
        try CallJournal.verify(changed, lastHash: journal.lastHash)
        return nil
      } catch {
        return error
      }
    }
    #expect(fault { $0.remove(at: 2) } == JournalFault(position: 2, reason: .sequence))
    #expect(fault { $0.insert($0[2], at: 2) } == JournalFault(position: 3, reason: .sequence))
    #expect(fault { $0.swapAt(3, 4) } == JournalFault(position: 3, reason: .sequence))
    #expect(fault { $0.removeFirst() } == JournalFault(position: 0, reason: .sequence))
    #expect(fault { $0.removeLast() } == JournalFault(position: 6, reason: .end))
    #expect(fault { $0.removeAll() } == JournalFault(position: 0, reason: .end))
  }

  @Test("A journal tells of its genesis first and only once, and time goes on")
  func journalHasOneGenesis() throws {
    let contract = try QuotaContractTests.community()
    var journal = CallJournal()
    var records = [journal.append(genesisOf: contract), journal.append(genesisOf: contract)]
    #expect(throws: JournalFault(position: 1, reason: .genesis)) {
      try CallJournal.verify(records)
    }
    journal = CallJournal()
    let call = QuotaContractTests.trade(quota: 1, tokens: 0, time: 5)
    records = journal.append(call, result: .noop(.nothingToDo), events: [])
    #expect(throws: JournalFault(position: 0, reason: .genesis)) {
      try CallJournal.verify(records)
    }
    journal = CallJournal()
    records = [journal.append(genesisOf: contract)]
    for time in [5, 4] as [Int64] {
      let call = QuotaContractTests.trade(quota: 1, tokens: 0, time: time)
      records += journal.append(call, result: .value(.boolean(true)), events: [])
    }
    #expect(throws: JournalFault(position: 2, reason: .time)) { try CallJournal.verify(records) }
  }

  @Test("A hash is read from 32 bytes and from no other number")
  func hashesHaveTheirLength() {
    #expect(JournalHash(bytes: [UInt8](repeating: 7, count: 31)) == nil)
    #expect(JournalHash(bytes: [UInt8](repeating: 0, count: 32)) == .zero)
    #expect(JournalHash.zero.description == String(repeating: "0", count: 64))
  }
}
