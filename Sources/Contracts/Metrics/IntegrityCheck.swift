import Quantities

/// Checks the sums of the registers whenever they move.
struct IntegrityCheck: Sendable {
  private(set) var greatestQuotaResidual: Int64 = 0
  private(set) var greatestTokenResidual: Int64 = 0
  private(set) var checkCount = 0
  private(set) var fullCheckCount = 0
  private(set) var unannouncedChangeCount = 0
  /// What the founders brought: capacity and tokens beyond those of plants of the contract.
  private var foundingCapacity: Int64 = 0
  private var foundingTokens: Int64 = 0

  init() {}

  init(_ state: ContractState) {
    (foundingCapacity, foundingTokens) = Self.excess(of: state)
  }

  /// Checks the sums that were followed.
  mutating func check(_ history: borrowing QuotaHistory, _ state: ContractState) {
    checkCount += 1
    greatestQuotaResidual = max(greatestQuotaResidual, history.quotaResidual(of: state))
    greatestTokenResidual = max(greatestTokenResidual, history.tokenResidual(of: state))
  }

  /// Checks all registers and all plants: no register differs from what events told, and capacity
  /// and issued tokens are those of the plants.
  mutating func checkAll(_ history: inout QuotaHistory, _ contract: QuotaContract) {
    var changes: [RegisterChange] = []
    history.synchronize(with: contract, into: &changes)
    unannouncedChangeCount += changes.count
    check(history, contract.state)
    fullCheckCount += 1
    let (capacity, tokens) = Self.excess(of: contract.state)
    greatestQuotaResidual = max(
      greatestQuotaResidual, Int64(clamping: (capacity &- foundingCapacity).magnitude))
    greatestTokenResidual = max(
      greatestTokenResidual, Int64(clamping: (tokens &- foundingTokens).magnitude))
  }

  /// The capacity of the areas less that of operating plants, and the issued tokens less those of
  /// plants that ever started; neither ever changes.
  private static func excess(of state: ContractState) -> (capacity: Int64, tokens: Int64) {
    var (capacity, tokens) = (Int64(0), state.issuedTokens.milliSEB)
    for area in state.areas { capacity &+= area.operatingCapacity.watts }
    for plant in state.plants where plant.hasStarted {
      tokens &-= plant.capacity.watts
      if plant.status == .operating { capacity &-= plant.capacity.watts }
    }
    return (capacity, tokens)
  }
}
