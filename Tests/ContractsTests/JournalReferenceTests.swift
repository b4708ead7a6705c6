import Contracts
import Quantities
import Testing

struct JournalReferenceTests {
  /// Calculated by `Data/journal_reference.py` from the documented encoding.
  private static let expectedHashes = [
    "acb87e8c4cb7fdabb6461a87f23d8028f19da0b8f55911300967f1501a7106cb",
    "198ca6a3a210821415346094b03434bf7dabec4ecb746692e74b5d54e33c1246",
    "b5a96cc20289d086c2a4a7cb953792be842f2d683e818df4acb7152b769f3b0e",
    "32cbdc13a6463e649846ac83ccff23981cd5fd2337d4cf7233ec2cbe93cb4206",
    "f12fd29eaa1690078f902d7e7964dceae4898bde5ad2f8dc7fc0c4b664e39025",
    "eff1efe8083a56d92595cfad0f342eb4a0e85c810ad724920bb2fedf80c35e79",
    "b069ddf01ad2015ade265346666660f55af4f698e468bd2f44fb2473a8ae21da",
    "d85ca15f05e7477c40d055b5fa3d63d90ee0eb389df621943ec9542fbbd6b6b7",
    "d78d18e4feac729952edaa5b30cc6c42a91d9f214e636173e897e17637ac22c1",
    "224fcf41488b72350620993f4fdfc6e179f1ffdbbc62da7c2e28e7fe9039bd55",
    "f8ad32a37a64438b5bca63371a4e4debbc0b85c131a23f49c3e760f1d81c80d5",
    "3d124680ce6a5150c7fd76009e9752d948c6be4019f7160133e75158927377ed",
    "e17b32e825233dab1fdb83992091d401a1c3d24ffcecaf8db083f823e5f6bc69",
  ]

  @Test("The hashes are those of the documented encoding, calculated by another program")
  func knownAnswers() throws {
    var contract = try QuotaContract(
      foundingMembers: JournalHistory.founders(),
      unallocatedQuota: [("ENEL", Quota(watts: 5_000))], startTime: 1_451_606_400)
    var journal = CallJournal()
    var records = [journal.append(genesisOf: contract)]
    let calls = [
      ContractCall(
        time: 1_451_606_400, caller: "A", cosigners: ["B"],
        operation: .trade(to: "B", quota: Quota(watts: 10_000), tokens: Tokens(milliSEB: 12_000))),
      ContractCall(
        time: 1_451_606_460, caller: "B",
        operation: .trade(to: "C", quota: Quota(watts: -1), tokens: .zero)),
      ContractCall(
        time: 1_451_606_461, caller: "A", operation: .unrecognized(name: "voar \u{E9}")),
      ContractCall(
        time: 1_451_606_461, caller: "D", operation: .admission(fullName: "Dan", utility: "ENEL")),
      ContractCall(
        time: 1_451_606_462, caller: "C", operation: .vote(ReferendumID(1), answer: true)),
      ContractCall(
        time: 1_451_606_462, caller: "C", operation: .summary(.referendum(ReferendumID(1)), .brief)),
    ]
    for call in calls { _ = try contract.apply(call, journal: &journal, records: &records) }
    #expect(records.map(\.hash.description) == Self.expectedHashes)
    #expect(
      records.map(\.name) == [
        "genesis", "trade", "transfer", "trade", "invalid", "unrecognized", "invalid", "admission",
        "process", "membership", "vote", "ballot", "summary",
      ])
    try CallJournal.verify(records, lastHash: journal.lastHash)
    // The state at the end, as a genesis record would hold it.
    var next = CallJournal()
    #expect(next.append(genesisOf: contract).hash.description == Self.expectedEndHash)
  }

  private static let expectedEndHash =
    "521613d1bbd40b5d80af5750326862f92dd06473010daa70aa0ecd5bc94c929d"

  @Test("A private key is the hash of the seed and the address")
  func keysAreDocumented() throws {
    var keys = WitnessKeys(seed: 42, addresses: ["B", "A", "B"])
    #expect(keys.addresses == ["A", "B"])
    #expect(keys.publicKey(of: "A")?.count == 32)
    #expect(keys.publicKey(of: "C") == nil)
    // An address more changes no key.
    var more = WitnessKeys(seed: 42, addresses: ["0", "A"])
    #expect(more.publicKey(of: "A") == keys.publicKey(of: "A"))
    #expect(keys.publicKey(of: "A") != keys.publicKey(of: "B"))
    #expect(hexadecimal(keys.publicKey(of: "A") ?? []) == Self.expectedPublicKey)
  }

  private static let expectedPublicKey =
    "17278f0956334cd02edf0e4e56b8831f0dd38c9c604030cc9f0bed14d44e238d"

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    JournalHash(bytes: bytes)?.description ?? ""
  }

  @Test("A hash is read from 32 bytes or 64 digits and from no other number")
  func hashesHaveTheirLength() {
    #expect(JournalHash(bytes: [UInt8](repeating: 7, count: 31)) == nil)
    #expect(JournalHash(bytes: [UInt8](repeating: 0, count: 32)) == .zero)
    let hash = JournalHash(bytes: (0..<32).map { UInt8($0 * 8) })
    #expect(hash?.bytes == (0..<32).map { UInt8($0 * 8) })
    #expect(hash.flatMap { JournalHash(hexadecimal: $0.description) } == hash)
    #expect(JournalHash(hexadecimal: String(repeating: "0", count: 63)) == nil)
    #expect(JournalHash(hexadecimal: String(repeating: "G", count: 64)) == nil)
    #expect(JournalHash.zero.description == String(repeating: "0", count: 64))
  }
}
