/// How a community governed itself over a span of time.
///
/// All numbers are not a number where they are undefined: a mean of nothing, a share of nothing.
public struct GovernanceSummary: Sendable {
  /// The beginning of the span, in seconds.
  public let start: Int64
  /// The end of the span, in seconds.
  public let end: Int64
  /// How the members decided.
  public let decisions: DecisionSummary
  /// How plants were paid for.
  public let funding: FundingSummary
  /// Who owns what.
  public let ownership: OwnershipSummary
  /// Whether the registers were in order, and which calls there were.
  public let integrity: IntegritySummary
}

extension GovernanceMetrics {
  /// What it came to.
  ///
  /// - Parameters:
  ///   - time: The end of the span, in seconds, not before the last call.
  ///   - contract: The contract at that time.
  /// - Complexity: O(*n* log *n*) for *n* members, referendums or plants.
  public func summary(at time: Int64, contract: QuotaContract) -> GovernanceSummary {
    GovernanceSummary(
      start: start, end: time,
      decisions: decisionSummary(at: time, contract.state),
      funding: fundingSummary(at: time, contract.state),
      ownership: ownershipSummary(at: time, contract.state),
      integrity: integritySummary)
  }
}

/// Whether the registers were in order, and which calls there were.
public struct IntegritySummary: Sendable {
  /// The greatest absolute value that the sum of an area's quotas and its unallocated quota, less
  /// its operating capacity, ever had, in watts (invariant I1): 0 unless the contract has a fault.
  public let greatestQuotaResidual: Int64
  /// The greatest absolute value that the sum of all tokens and the reserve, less the issued
  /// tokens, ever had, in thousandths of a token (invariant I2): 0 unless the contract has a fault.
  public let greatestTokenResidual: Int64
  /// The calls after which the two were checked: those that moved a register or a total, and the
  /// ends of months.
  public let checkCount: Int
  /// The ends of months, at which all registers and plants were checked.
  public let fullCheckCount: Int
  /// The registers that were found changed, at the ends of months, without an event that told it:
  /// 0 unless the contract has a fault or calls were not followed.
  public let unannouncedChangeCount: Int
  /// All calls.
  public let callCount: Int
  /// The calls by operation, refused ones included, in the order of ``ContractOperation/names``.
  public let calls: [OperationCount]
  /// The calls that were accepted but had nothing to do.
  public let noopCount: Int
  /// The calls that were refused.
  public let refusedCount: Int
  /// The refused calls by code, in the order of ``ContractErrorCode``.
  public let refusals: [CodeCount]
}

extension GovernanceMetrics {
  private var integritySummary: IntegritySummary {
    IntegritySummary(
      greatestQuotaResidual: integrity.greatestQuotaResidual,
      greatestTokenResidual: integrity.greatestTokenResidual,
      checkCount: integrity.checkCount,
      fullCheckCount: integrity.fullCheckCount,
      unannouncedChangeCount: integrity.unannouncedChangeCount,
      callCount: tally.callCount,
      calls: tally.operationCounts,
      noopCount: tally.noopCount,
      refusedCount: tally.refusedCount,
      refusals: tally.refusalCounts)
  }
}
