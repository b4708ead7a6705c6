import Contracts

/// Electors and ballots counted from the events alone, and what follows from them: I5 and I7.
struct BallotBook {
  private struct Entry {
    var electors: Set<Int64>
    var ballots: [Int64: Bool] = [:]
    var yesCount = 0
    var end: Int64
  }

  private var entries: [Entry] = []

  mutating func violation(at moment: ContractMoment) -> String? {
    for event in moment.events {
      switch event {
      case .process(.referendum(let id), .started):
        let (end, overflows) = moment.call.time.addingReportingOverflow(
          moment.after.rules.referendumWindow)
        entries.append(
          Entry(
            electors: Set(moment.before.members.map(\.sequence)), end: overflows ? .max : end))
        guard Int64(entries.count) == id.number else { return "\(id) has the wrong number" }
      case .ballot(let id, let address, let answer):
        if let message = cast(id, address, answer, moment) { return message }
      case .membership(let address, .left):
        guard let leaver = moment.before.member(address) else { return "a stranger left" }
        drop(leaver.sequence, at: moment.call.time)
      default: break
      }
    }
    return countViolation(at: moment)
  }

  private mutating func cast(
    _ id: ReferendumID, _ address: MemberAddress, _ answer: Bool, _ moment: ContractMoment
  ) -> String? {
    let index = Int(id.number) - 1
    guard entries.indices.contains(index), moment.call.time <= entries[index].end,
      let voter = moment.before.member(address), address == moment.call.caller,
      entries[index].electors.contains(voter.sequence),
      entries[index].ballots[voter.sequence] == nil
    else { return "a ballot of \(address) in \(id) is not allowed" }
    entries[index].ballots[voter.sequence] = answer
    if answer { entries[index].yesCount += 1 }
    guard moment.after.referendums[index].answer(of: voter) == answer else {
      return "the ballot of \(address) in \(id) is not the one cast"
    }
    return nil
  }

  private mutating func drop(_ sequence: Int64, at time: Int64) {
    for index in entries.indices where entries[index].end >= time {
      entries[index].electors.remove(sequence)
      if entries[index].ballots.removeValue(forKey: sequence) == true {
        entries[index].yesCount -= 1
      }
    }
  }

  private func countViolation(at moment: ContractMoment) -> String? {
    guard moment.after.referendums.count == entries.count else { return "referendums are missing" }
    for (referendum, entry) in zip(moment.after.referendums, entries) {
      guard referendum.electorCount == Int64(entry.electors.count),
        referendum.voteCount == Int64(entry.ballots.count),
        referendum.yesCount == Int64(entry.yesCount), referendum.end == entry.end
      else { return "\(referendum.id) counts wrongly" }
      guard referendum.hasResult || !referendum.outcome else { return "an outcome is no result" }
      guard referendum.outcome || !referendum.isExecuted else { return "a refusal is executed" }
      guard referendum.hasResult else { continue }
      let base =
        switch moment.after.rules.majorityBase {
        case .electorate: entry.electors.count
        case .votesCast: entry.ballots.count
        }
      // The electors and ballots did not change after the end, so nor may the outcome.
      guard referendum.outcome == (2 * entry.yesCount > base) else {
        return "the outcome of \(referendum.id) is not that of its ballots"
      }
      guard referendum.end < moment.call.time else { return "\(referendum.id) ends early" }
    }
    return nil
  }
}
