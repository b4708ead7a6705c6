import Contracts
import Quantities
import Scenarios

/// The quota contract of a run with its call journal; its clock is whole seconds.
struct ContractLog {
  private(set) var contract: QuotaContract
  private var journal = CallJournal()
  private let calls: [ContractCall]
  /// The journal's records since they were last taken.
  private var records: [JournalRecord] = []

  /// Founds the contract at the start of a run.
  init?(_ scenario: borrowing Scenario) throws(ContractGenesisError) {
    guard let settings = scenario.contract else { return nil }
    let address = scenario.members.map { MemberAddress($0.name) }
    contract = try QuotaContract(
      foundingMembers: settings.members.map {
        FoundingMember(
          address: address[$0.member], fullName: $0.fullName, utility: UtilityName($0.utility),
          quota: $0.quota, tokens: $0.tokens)
      },
      startTime: scenario.time.start.secondsRoundedDown)
    calls = settings.trades.map {
      ContractCall(
        time: $0.time.secondsRoundedDown, caller: address[$0.from],
        witnesses: Set($0.witnesses.map { address[$0] }),
        operation: .trade(to: address[$0.to], quota: $0.quota, tokens: $0.tokens))
    }
    records = [journal.append(genesisOf: contract)]
  }

  /// The number of records in the journal, and the hash of the last.
  var end: (count: Int64, hash: JournalHash) { (journal.recordCount, journal.lastHash) }

  /// Makes one of the scenario's calls.
  mutating func call(index: Int) throws(ContractClockError) {
    _ = try contract.apply(calls[index], journal: &journal, records: &records)
  }

  /// Hands over the records since the last time.
  mutating func takeRecords() -> [JournalRecord] {
    defer { records.removeAll(keepingCapacity: true) }
    return records
  }
}
