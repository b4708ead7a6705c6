public import Quantities

/// The contract by which a community shares power plants: a state machine of calls.
///
/// Members own quota, a share of the operating plants in the area of their distribution company, in
/// watts, and tokens (SEB) to pay for quota. The contract is a value: a copy can be asked what would
/// happen. It draws nothing at random, reads no clock and verifies no signature; it is told the time
/// and the witnesses of each call.
///
/// Derived from the MTEsm contract of Y. B. Gabrich (UERJ, 2019–2020), corrected where it was
/// defective.
public struct QuotaContract: Sendable {
  /// All that the contract remembers; refused calls leave it as it is.
  public internal(set) var state: ContractState
  /// The time of the last call, accepted or not, or of the start, in whole seconds since
  /// 1970-01-01T00:00Z.
  public private(set) var time: Int64

  /// Creates a contract with its first members, or with nobody: then the first who asks for
  /// admission becomes a member without a vote.
  ///
  /// - Parameters:
  ///   - rules: The constants and switches.
  ///   - foundingMembers: The members, in the order of admission. Their registers stand for plants
  ///     that were commissioned before the run: they make up the capacity of each area, and a token
  ///     per kilowatt of it is counted as issued, in the reserve where no member owns it.
  ///   - unallocatedQuota: Capacity commissioned before that belongs to nobody, by utility.
  ///   - startTime: The time before which no call may be, in whole seconds since
  ///     1970-01-01T00:00Z.
  /// - Throws: ``ContractGenesisError`` when a text is empty, an address appears twice, a register
  ///   is negative or the registers sum to more than 64 bits hold.
  public init(
    rules: ContractRules = .standard,
    foundingMembers: [FoundingMember] = [],
    unallocatedQuota: [(utility: UtilityName, quota: Quota)] = [],
    startTime: Int64 = 0
  ) throws(ContractGenesisError) {
    time = startTime
    state = try ContractState(
      rules: rules, foundingMembers: foundingMembers, unallocatedQuota: unallocatedQuota)
  }

  /// Continues from a state that was saved.
  public init(resuming state: ContractState, at time: Int64) {
    self.state = state
    self.time = time
  }

  /// The members, in the order of admission.
  public var members: [ContractMember] { state.members }

  /// Carries out a call, or refuses it.
  ///
  /// - Parameters:
  ///   - call: The call.
  ///   - events: Receives what happened, in order, after what it holds.
  /// - Throws: ``ContractClockError`` when the call is earlier than the last one; nothing changes.
  /// - Complexity: O(1) for ballots and trades, O(log *n*) for bids and O(*n*) for what changes the
  ///   registers of all *n* members.
  public mutating func apply(
    _ call: ContractCall, events: inout [ContractEvent]
  ) throws(ContractClockError) -> ContractResult {
    guard call.time >= time else { throw ContractClockError(lastTime: time, time: call.time) }
    time = call.time
    do throws(Refusal) {
      return .value(try execute(call, events: &events))
    } catch {
      switch error {
      case .error(let code):
        events.append(.invalid(operation: call.operation.name, error: code))
        return .error(code)
      case .noop(let code):
        return .noop(code)
      }
    }
  }

  /// Carries out a call, or refuses it, and forgets the events.
  public mutating func apply(
    _ call: ContractCall
  ) throws(ContractClockError) -> ContractResult {
    var events: [ContractEvent] = []
    return try apply(call, events: &events)
  }

  /// Why a call changes nothing.
  enum Refusal: Error {
    case error(ContractErrorCode)
    case noop(ContractNoopCode)
  }
}

/// A call that is earlier than the one before it.
public struct ContractClockError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The time of the last call or of the start, in seconds.
  public let lastTime: Int64
  /// The time of the call, in seconds.
  public let time: Int64

  /// Creates the error.
  public init(lastTime: Int64, time: Int64) {
    self.lastTime = lastTime
    self.time = time
  }

  public var description: String {
    "a contract call at second \(time) comes after second \(lastTime); "
      + "put the calls in the order of time."
  }
}
