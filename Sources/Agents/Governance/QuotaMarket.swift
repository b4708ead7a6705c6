public import Contracts
public import Parameters

/// How members find one another to trade quota for tokens, once in a calendar month.
public struct QuotaMarket: Parameterized, Hashable {
  public static var parameterSet: ParameterSet {
    ParameterSet(name: "quota market", "How members trade quota for tokens.", [])
  }

  public init(_ values: ParameterValues) throws(ParameterError) {}

  /// Matches sellers and buyers, each match being one trade that both sign.
  ///
  /// - Parameters:
  ///   - month: The number of the month from the start of the run.
  ///   - time: The present, in seconds.
  ///   - calls: Receives the trades, in order.
  public func match(
    month: Int, at time: Int64, planner: CommunityPlanner, contract: borrowing QuotaContract,
    situation: CommunitySituation, into calls: inout [ContractCall]
  ) {}
}
