extension QuotaContract {
  /// Opens a referendum among the present members.
  mutating func openReferendum(
    _ subject: ReferendumSubject, events: inout [ContractEvent]
  ) -> ReferendumID {
    let id = ReferendumID(Int64(state.referendums.count) + 1)
    state.referendums.append(
      Referendum(
        id: id, subject: subject, start: time,
        end: saturatingSum(time, state.rules.referendumWindow),
        electorCount: Int64(state.members.count),
        firstSequenceWithoutVote: state.nextSequence))
    events.append(.process(.referendum(id), .started))
    return id
  }

  /// Takes a member's ballot.
  mutating func vote(
    _ caller: Int, _ id: ReferendumID, _ answer: Bool, events: inout [ContractEvent]
  ) throws(Refusal) -> ContractValue {
    guard let index = state.index(of: id) else { throw .error(.unknownReferendum) }
    let sequence = state.members[caller].sequence
    guard state.referendums[index].isOpen(at: time) else { throw .error(.ballotClosed) }
    guard sequence < state.referendums[index].firstSequenceWithoutVote else {
      throw .error(.notElector)
    }
    guard state.referendums[index].ballots.answer(of: sequence) == nil else {
      throw .error(.alreadyVoted)
    }
    state.referendums[index].take(answer, of: sequence)
    events.append(.ballot(id, state.members[caller].address, answer: answer))
    return .boolean(true)
  }

  /// The place of a referendum whose window is over.
  func closedReferendum(_ id: ReferendumID) throws(Refusal) -> Int {
    guard let index = state.index(of: id) else { throw .error(.unknownReferendum) }
    guard !state.referendums[index].isOpen(at: time) else { throw .error(.ballotOpen) }
    return index
  }

  /// Counts the ballots of a referendum whose window is over; a tie refuses.
  ///
  /// The result depends on the ballots at the end of the window and not on the time of the call.
  mutating func resolve(_ index: Int) -> Bool {
    let base =
      switch state.rules.majorityBase {
      case .electorate: state.referendums[index].electorCount
      case .votesCast: state.referendums[index].voteCount
      }
    let isApproved = 2 * state.referendums[index].yesCount > base
    state.referendums[index].hasResult = true
    state.referendums[index].outcome = isApproved
    return isApproved
  }
}
