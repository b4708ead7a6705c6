/// The calls by operation, and what became of them.
struct CallTally: Sendable {
  /// The calls by the place of the operation in ``ContractOperation/names``; at the end those that
  /// the contract does not have.
  private var operations = [Int](repeating: 0, count: ContractOperation.names.count + 1)
  /// The refused calls, in the order in which the codes first appeared.
  private var refusals: [CodeCount] = []
  /// The calls that had nothing to do.
  private(set) var noopCount = 0
  /// The refused calls.
  private(set) var refusedCount = 0

  /// Counts a call.
  mutating func count(_ operation: ContractOperation, _ result: ContractResult) {
    operations[operation.place] += 1
    switch result {
    case .value: break
    case .noop: noopCount += 1
    case .error(let code):
      refusedCount += 1
      if let place = refusals.firstIndex(where: { $0.code == code }) {
        refusals[place].count += 1
      } else {
        refusals.append(CodeCount(code: code, count: 1))
      }
    }
  }

  /// The calls.
  var callCount: Int { operations.reduce(0, +) }

  /// The operations that were called, in the order of ``ContractOperation/names``; what the contract
  /// does not have is `unrecognized`.
  var operationCounts: [OperationCount] {
    zip(ContractOperation.names + ["unrecognized"], operations).filter { $0.1 > 0 }
      .map { OperationCount(operation: $0.0, count: $0.1) }
  }

  /// The codes with which calls were refused, in the order of ``ContractErrorCode``.
  var refusalCounts: [CodeCount] {
    ContractErrorCode.allCases.compactMap { code in refusals.first { $0.code == code } }
  }
}

/// How often an operation was called.
public struct OperationCount: Hashable, Sendable {
  /// The name of the operation; `unrecognized` for all that the contract does not have.
  public let operation: String
  /// The number of calls, refused ones included.
  public let count: Int
}

/// How often calls were refused for one reason.
public struct CodeCount: Hashable, Sendable {
  /// The reason.
  public let code: ContractErrorCode
  /// The number of calls.
  public internal(set) var count: Int
}

extension ContractOperation {
  /// The place of the operation in ``names``, or behind them.
  fileprivate var place: Int {
    switch self {
    case .admission: 0
    case .admissionResult: 1
    case .vote: 2
    case .changeResult: 3
    case .powerUp: 4
    case .powerUpResult: 5
    case .bid: 6
    case .changeBid: 7
    case .changeProfile: 8
    case .changeRegister: 9
    case .deleteMember: 10
    case .changeUtility: 11
    case .changeTimeToMarket: 12
    case .deletePlant: 13
    case .trade: 14
    case .summary: 15
    case .listMembers: 16
    case .listPlants: 17
    case .unrecognized: 18
    }
  }
}
