public import Contracts

/// A random history carried out and checked as it is drawn.
public struct ContractTrial: Sendable {
  /// The seed.
  public var seed: UInt64
  /// The history, up to what was wrong.
  public private(set) var history: ContractHistory
  /// What was wrong; `nil` when nothing was.
  public private(set) var violation: ContractViolation?
  /// What it made happen.
  public private(set) var coverage = ContractCoverage()
  /// The contract after the last call.
  public private(set) var contract: QuotaContract

  /// Draws and carries out a history.
  public init<Check: ContractCheck>(
    seed: UInt64, callCount: Int, check: Check.Type = ContractInvariants.self
  ) throws {
    self.seed = seed
    var generator = ContractHistoryGenerator(seed: seed)
    contract = try generator.history.start()
    var checker = Check(start: contract)
    for index in 0..<callCount {
      let call = generator.nextCall(for: contract)
      let moment = try ContractMoment(call, on: &contract)
      generator.add(call, answered: moment.result)
      coverage.add(moment)
      if let message = checker.violation(at: moment) {
        violation = ContractViolation(step: index, message: message)
        break
      }
    }
    history = generator.history
  }

  /// What to tell about a violation: the seed and the shortest history that breaks the same rule.
  public func report<Check: ContractCheck>(shrunkBy check: Check.Type) -> String? {
    guard let violation else { return nil }
    let shrunk = history.shrunk(breaking: check)
    return "seed \(seed), \(violation)\nthe shortest history that breaks the rule:\n\(shrunk.json)"
  }
}
