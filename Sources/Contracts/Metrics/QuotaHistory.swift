public import Quantities

/// The registers of a member from a moment on.
public struct RegisterChange: Hashable, Sendable {
  /// The time of the call that changed them, in seconds.
  public let time: Int64
  /// The number of the member's admission.
  public let sequence: Int64
  /// The quota from then on.
  public let quota: Quota
  /// The tokens from then on.
  public let tokens: Tokens
}

/// Follows the registers of all members and tells when they change.
///
/// It remembers one pair of registers per member. A trade costs O(1), a distribution O(1) for each
/// receiver; only what touches a whole area (a member leaves, a plant is removed, a utility is
/// renamed) walks through the members. Registers are read from the contract and not calculated from
/// the events, so the sums that it keeps are an independent check of the contract's totals.
public struct QuotaHistory: Sendable {
  private struct Register: Sendable {
    var sequence: Int64
    var quota: Int64
    var tokens: Int64
  }

  /// The registers as last seen, in the order of admission.
  private var registers: [Register] = []
  /// The quota of the members of each area, by its place.
  private var areaQuotas: [Int64] = []
  /// The tokens of all members, in thousandths.
  private(set) var tokenSum: Int64 = 0

  /// Begins with the registers of a contract.
  public init(_ contract: QuotaContract) { adopt(contract.state) }

  /// Appends the registers of all members that have any, as they are at a time, in the order of
  /// admission: the rows with which a table of changes begins.
  public func registers(at time: Int64, into changes: inout [RegisterChange]) {
    for register in registers where register.quota != 0 || register.tokens != 0 {
      changes.append(Self.change(register, at: time))
    }
  }

  /// Appends the registers that a call changed, each once, in the order of its events and within an
  /// event of admission.
  ///
  /// New members have empty registers and no row; who leaves has a last row with empty registers
  /// unless they were empty before.
  ///
  /// - Parameters:
  ///   - events: The events of the call.
  ///   - first: The place of the first of them.
  ///   - contract: The contract after the call.
  ///   - changes: Receives the changes, after what it holds.
  /// - Returns: Whether an event told of registers or totals that moved.
  @discardableResult
  public mutating func changes(
    after events: [ContractEvent], from first: Int = 0, contract: QuotaContract,
    into changes: inout [RegisterChange]
  ) -> Bool {
    var hasMoved = false
    for index in first..<max(first, events.count) {
      switch events[index] {
      case .transfer(let from, let to, _, _):
        if let from { look(at: from, contract, &changes) }
        look(at: to, contract, &changes)
      case .change(.register(let address)): look(at: address, contract, &changes)
      case .membership(_, .admitted): enrol(contract.state)
      case .membership(_, .left), .change(.plant), .change(.utility):
        synchronize(with: contract, into: &changes)
      case .process(.plant, .operating): break
      default: continue
      }
      hasMoved = true
    }
    return hasMoved
  }

  /// Compares all registers with those of a contract and appends those that differ, in the order
  /// of admission.
  mutating func synchronize(with contract: QuotaContract, into changes: inout [RegisterChange]) {
    let former = registers
    adopt(contract.state)
    var place = 0
    for register in registers {
      while place < former.count, former[place].sequence < register.sequence {
        Self.note(former[place], nil, at: contract.time, &changes)
        place += 1
      }
      if place < former.count, former[place].sequence == register.sequence {
        Self.note(former[place], register, at: contract.time, &changes)
        place += 1
      } else {
        Self.note(nil, register, at: contract.time, &changes)
      }
    }
    for leaver in former[place...] { Self.note(leaver, nil, at: contract.time, &changes) }
  }

  /// The greatest difference, over the areas, between quota and capacity: 0 unless the contract has
  /// a fault.
  ///
  /// - Complexity: O(*a*) for *a* areas.
  func quotaResidual(of state: ContractState) -> Int64 {
    var greatest: UInt64 = 0
    for (place, area) in state.areas.enumerated() {
      let quota = place < areaQuotas.count ? areaQuotas[place] : 0
      let residual = quota &+ area.unallocatedQuota.watts &- area.operatingCapacity.watts
      greatest = max(greatest, residual.magnitude)
    }
    return Int64(clamping: greatest)
  }

  /// The difference between the tokens that are owned or in reserve and those that were issued: 0
  /// unless the contract has a fault.
  func tokenResidual(of state: ContractState) -> Int64 {
    Int64(
      clamping: (tokenSum &+ state.reserveTokens.milliSEB &- state.issuedTokens.milliSEB).magnitude)
  }

  /// Compares the registers of one member.
  private mutating func look(
    at address: MemberAddress, _ contract: QuotaContract, _ changes: inout [RegisterChange]
  ) {
    guard let place = contract.state.memberIndices[address] else { return }
    let sequence = contract.state.members[place].sequence
    guard place < registers.count, registers[place].sequence == sequence else {
      return synchronize(with: contract, into: &changes)
    }
    let quota = contract.state.members[place].quota.watts
    let tokens = contract.state.members[place].tokens.milliSEB
    let former = registers[place]
    guard former.quota != quota || former.tokens != tokens else { return }
    if former.quota != quota {
      add(quota &- former.quota, toAreaOf: place, contract.state)
    }
    tokenSum &+= tokens &- former.tokens
    registers[place].quota = quota
    registers[place].tokens = tokens
    changes.append(Self.change(registers[place], at: contract.time))
  }

  /// Follows members who came.
  private mutating func enrol(_ state: ContractState) {
    for place in registers.count..<max(registers.count, state.members.count) {
      registers.append(Register(sequence: state.members[place].sequence, quota: 0, tokens: 0))
    }
  }

  /// Takes all registers as they are.
  private mutating func adopt(_ state: ContractState) {
    registers = state.members.map {
      Register(sequence: $0.sequence, quota: $0.quota.watts, tokens: $0.tokens.milliSEB)
    }
    areaQuotas = state.areas.map { _ in 0 }
    tokenSum = 0
    for place in registers.indices {
      if registers[place].quota != 0 { add(registers[place].quota, toAreaOf: place, state) }
      tokenSum &+= registers[place].tokens
    }
  }

  private mutating func add(_ quota: Int64, toAreaOf member: Int, _ state: ContractState) {
    while areaQuotas.count < state.areas.count { areaQuotas.append(0) }
    for place in state.areas.indices
    where state.areas[place].utility == state.members[member].utility {
      areaQuotas[place] &+= quota
      return
    }
  }

  private static func change(_ register: Register, at time: Int64) -> RegisterChange {
    RegisterChange(
      time: time, sequence: register.sequence, quota: Quota(watts: register.quota),
      tokens: Tokens(milliSEB: register.tokens))
  }

  private static func note(
    _ former: Register?, _ present: Register?, at time: Int64, _ changes: inout [RegisterChange]
  ) {
    let sequence = present?.sequence ?? former?.sequence ?? 0
    let now = present ?? Register(sequence: sequence, quota: 0, tokens: 0)
    guard now.quota != former?.quota ?? 0 || now.tokens != former?.tokens ?? 0 else { return }
    changes.append(change(now, at: time))
  }
}
