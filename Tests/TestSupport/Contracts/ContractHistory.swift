public import Contracts
public import Quantities

/// Calls of a contract from its start, which can be carried out again, whole or in part.
public struct ContractHistory: Sendable {
  /// A call with what it opened when the history was drawn.
  public struct Step: Sendable {
    /// The call, with the identifiers of the whole history.
    public var call: ContractCall
    /// The referendum or the plant that the call opened: later calls may name it.
    public var opened: ContractValue?

    /// Creates a step.
    public init(_ call: ContractCall, opened: ContractValue? = nil) {
      self.call = call
      self.opened = opened
    }
  }

  /// Capacity that belongs to nobody at the start.
  public struct Unallocated: Sendable {
    /// The distribution company.
    public var utility: UtilityName
    /// The capacity.
    public var quota: Quota
  }

  /// The constants and switches.
  public var rules: ContractRules
  /// The members at the start.
  public var founders: [FoundingMember] = []
  /// What belongs to nobody at the start.
  public var unallocated: [Unallocated] = []
  /// The time of the start, in seconds.
  public var startTime: Int64 = 0
  /// The calls, in the order of time.
  public var steps: [Step] = []

  /// Creates a history without calls.
  public init(rules: ContractRules) { self.rules = rules }

  /// The contract before the first call.
  public func start() throws(ContractGenesisError) -> QuotaContract {
    try QuotaContract(
      rules: rules, foundingMembers: founders,
      unallocatedQuota: unallocated.map { ($0.utility, $0.quota) }, startTime: startTime)
  }

  /// Carries out the calls until something is wrong.
  ///
  /// - Parameters:
  ///   - check: What is checked after each call.
  ///   - observe: Receives each call as it was carried out, with the answer.
  /// - Returns: What was wrong first; `nil` when nothing was.
  /// - Throws: ``ContractGenesisError`` when the start is none.
  public func firstViolation<Check: ContractCheck>(
    of check: Check.Type, observe: (ContractMoment) -> Void = { _ in }
  ) throws(ContractGenesisError) -> ContractViolation? {
    var contract = try start()
    var checker = Check(start: contract)
    var identifiers = IdentifierTable()
    for (index, step) in steps.enumerated() {
      let call = identifiers.translate(step.call)
      let moment: ContractMoment
      do throws(ContractClockError) {
        moment = try ContractMoment(call, on: &contract)
      } catch {
        continue  // A call that goes back in time is no call; a shortened history may have some.
      }
      observe(moment)
      if let message = checker.violation(at: moment) {
        return ContractViolation(step: index, message: message)
      }
      identifiers.note(moment.result, for: step.opened)
    }
    return nil
  }
}

/// A call with the state before and after it and with all that it answered.
public struct ContractMoment: Sendable {
  /// The state before the call.
  public var before: ContractState
  /// The state after the call.
  public var after: ContractState
  /// The call.
  public var call: ContractCall
  /// What it answered.
  public var result: ContractResult
  /// What happened.
  public var events: [ContractEvent] = []

  /// Carries out a call.
  ///
  /// - Throws: ``ContractClockError`` when the call is earlier than the last one.
  public init(
    _ call: ContractCall, on contract: inout QuotaContract
  ) throws(ContractClockError) {
    before = contract.state
    self.call = call
    result = try contract.apply(call, events: &events)
    after = contract.state
  }
}

/// Something that must hold after every call.
public protocol ContractCheck {
  /// Prepares for a contract that was just created.
  init(start: QuotaContract)

  /// What a call broke, beginning with the name of the rule and a colon; `nil` when all holds.
  mutating func violation(at moment: ContractMoment) -> String?
}

/// What a history breaks.
public struct ContractViolation: Equatable, Sendable, CustomStringConvertible {
  /// The number of the step that broke it, from 0.
  public var step: Int
  /// What was broken, beginning with the name of the rule.
  public var message: String

  /// The name of the rule.
  public var rule: Substring { message.prefix { $0 != ":" } }

  public var description: String { "step \(step + 1): \(message)" }
}
