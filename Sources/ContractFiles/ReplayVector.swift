import Contracts

/// A history of calls to a contract, with what is expected of them.
struct ReplayVector: Sendable {
  let id: String
  let title: String
  /// The contract before the first step.
  let contract: QuotaContract
  let steps: [ReplayStep]
}

/// One step of a vector. The offsets are places in the text of the file.
struct ReplayStep: Sendable {
  let offset: Int
  /// In whole seconds; never before the step before.
  let time: Int64
  /// The name of the operation, as it is written.
  let operation: String
  let action: ReplayAction
  let expectation: ReplayExpectation?
  /// The place of what is expected, or of the step if nothing is.
  let expectationOffset: Int
  let events: ExpectedEvents?
  let facts: [ExpectedFact]
}

/// What is done in a step.
enum ReplayAction: Sendable {
  /// Somebody calls the contract.
  case call(caller: MemberAddress, witnesses: [MemberAddress], CallTemplate)
  /// Somebody calls with arguments that the operation does not have, and expects `badArity`.
  case misshapenCall
  /// Energy is divided among the owners of quota.
  case credit(utility: String, energy: Double)
  /// Nothing; only the state is looked at.
  case check
}

/// What a call is expected to answer.
enum ReplayExpectation: Sendable {
  case value(ReplayValue)
  /// An id, which is called by a name from then on.
  case binding(String)
  case error(ContractErrorCode)
  case noop(ContractNoopCode)
}

/// The names of the events of a step.
struct ExpectedEvents: Sendable {
  let names: [String]
  let offset: Int
}

/// The value of a path of the state after a step.
struct ExpectedFact: Sendable {
  let path: StatePath
  let value: ReplayValue
  let offset: Int
}
