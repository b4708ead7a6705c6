package import Contracts
import Quantities

/// The invariants of a contract, checked from its state and from the one that it started with.
package enum ContractInvariants {
  /// An invariant that does not hold.
  package struct Violation: Hashable {
    package let name: String
    package let expected: String
    package let found: String
  }

  /// Every invariant that does not hold, in the order of their names.
  ///
  /// - Parameter genesis: The state that the contract started with; `nil` for nobody.
  package static func violations(
    in state: ContractState, startedFrom genesis: ContractState? = nil
  ) -> [Violation] {
    quota(state, genesis) + tokens(state, genesis) + signs(state) + crowdfundings(state)
      + ballots(state)
      + lists(state)
  }

  /// In each area, the quotas and what is unallocated are the capacity of its operating plants, or,
  /// where there was capacity from the start, what the area says that it is.
  private static func quota(
    _ state: ContractState, _ genesis: ContractState?
  ) -> [Violation] {
    let hadCapacity = genesis.map { $0.totalSupply > .zero } ?? false
    var violations: [Violation] = []
    var unallocated: Int128 = 0
    var owned: Int128 = 0
    for area in state.areas {
      let quotas = state.members.lazy.filter { $0.utility == area.utility }.map(\.quota.watts)
      let capacity =
        hadCapacity
        ? Int128(area.operatingCapacity.watts)
        : total(
          state.plants.lazy.filter { $0.utility == area.utility && $0.status == .operating }
            .map(\.capacity.watts))
      let sum = total(quotas) + Int128(area.unallocatedQuota.watts)
      unallocated += Int128(area.unallocatedQuota.watts)
      owned += total(quotas)
      if sum != capacity {
        violations.append(
          Violation(
            name: "I1",
            expected: "quotas of \(capacity) W in '\(shown(area.utility.text))'",
            found: "\(sum) W"))
      }
    }
    let all = total(state.members.lazy.map(\.quota.watts))
    if owned != all || owned + unallocated != Int128(state.totalSupply.watts) {
      violations.append(
        Violation(
          name: "I1", expected: "a total supply of \(all + unallocated) W",
          found: "\(state.totalSupply.watts) W"))
    }
    return violations
  }

  /// Tokens and reserve are what was issued: at the start, and for all plants ever started.
  private static func tokens(
    _ state: ContractState, _ genesis: ContractState?
  ) -> [Violation] {
    let owned =
      total(state.members.lazy.map(\.tokens.milliSEB)) + Int128(state.reserveTokens.milliSEB)
    let started =
      total(state.plants.lazy.filter(\.hasStarted).map(\.capacity.watts))
      + Int128(genesis?.issuedTokens.milliSEB ?? 0)
    let issued = state.issuedTokens.milliSEB
    guard owned != Int128(issued) || started != Int128(issued) else { return [] }
    return [
      Violation(
        name: "I2", expected: "\(started) mSEB issued and owned",
        found: "\(issued) mSEB issued and \(owned) mSEB owned")
    ]
  }

  /// No register is negative, and no name is empty.
  private static func signs(_ state: ContractState) -> [Violation] {
    let isSound =
      state.members.allSatisfy {
        $0.quota >= .zero && $0.tokens >= .zero && !$0.fullName.isEmpty && !$0.utility.text.isEmpty
      }
      && state.areas.allSatisfy { $0.unallocatedQuota >= .zero && !$0.utility.text.isEmpty }
      && state.reserveTokens >= .zero
      && state.plants.allSatisfy { !$0.utility.text.isEmpty }
    return isSound
      ? []
      : [
        Violation(
          name: "I3", expected: "registers of 0 or more and no empty names",
          found: "a negative register or an empty name")
      ]
  }

  /// The total of a crowdfunding is the sum of its bids and what the plant's status demands.
  private static func crowdfundings(_ state: ContractState) -> [Violation] {
    state.plants.filter { plant in
      let crowdfunding = plant.crowdfunding
      let isSum =
        total(crowdfunding.bids.lazy.map(\.amount)) == Int128(crowdfunding.total)
        && crowdfunding.bids.allSatisfy { $0.amount > 0 }
      let isWithin = crowdfunding.total >= 0 && crowdfunding.total <= plant.cost
      let fitsStatus =
        switch plant.status {
        case .building, .operating: crowdfunding.total == plant.cost
        case .failed: crowdfunding.total == 0
        case .funding, .deleted: true
        }
      let hasSucceeded = !plant.hasStarted || crowdfunding.isSuccess
      return !(isSum && isWithin && fitsStatus && hasSucceeded)
    }.map {
      Violation(
        name: "I4", expected: "bids that fit the status '\($0.status.rawValue)' of \($0.id)",
        found: "a total of \($0.crowdfunding.total) of \($0.cost)")
    }
  }

  /// No more yes than votes, no more votes than electors, and nothing executed without approval.
  private static func ballots(_ state: ContractState) -> [Violation] {
    state.referendums.filter {
      $0.yesCount > $0.voteCount || $0.voteCount > $0.electorCount || $0.outcome && !$0.hasResult
        || $0.isExecuted && !$0.outcome
    }.map {
      Violation(
        name: "I5", expected: "yes ≤ votes ≤ electors and executed → outcome → result of \($0.id)",
        found: "\($0.yesCount), \($0.voteCount), \($0.electorCount) and \($0.isExecuted), "
          + "\($0.outcome), \($0.hasResult)")
    }
  }

  /// Members, plants and referendums are listed once each.
  private static func lists(_ state: ContractState) -> [Violation] {
    let addresses = Set(state.members.map(\.address))
    let present = state.plants.count { $0.status != .deleted }
    let isSound =
      addresses.count == state.members.count && Int64(present) == state.plantCount
      && zip(state.members, state.members.dropFirst()).allSatisfy { $0.sequence < $1.sequence }
      && state.plants.indices.allSatisfy { state.plants[$0].id.number == Int64($0) + 1 }
      && state.referendums.indices.allSatisfy { state.referendums[$0].id.number == Int64($0) + 1 }
    return isSound
      ? []
      : [
        Violation(
          name: "I9", expected: "members, plants and referendums listed once each",
          found: "one that is missing or listed twice")
      ]
  }

  private static func total(_ numbers: some Sequence<Int64>) -> Int128 {
    numbers.reduce(into: 0) { $0 += Int128($1) }
  }
}
