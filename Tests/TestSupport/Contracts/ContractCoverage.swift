public import Contracts

/// What histories made happen, to know that they reach every corner.
public struct ContractCoverage: Sendable {
  /// The number of calls.
  public private(set) var callCount = 0
  /// How often each operation was accepted.
  public private(set) var accepted: [String: Int] = [:]
  /// How often each error was answered.
  public private(set) var errors: [ContractErrorCode: Int] = [:]
  /// How often there was nothing to do.
  public private(set) var noops: [ContractNoopCode: Int] = [:]
  /// How often an approved change could not be carried out.
  public private(set) var notExecutable: [NotExecutableReason: Int] = [:]
  /// How often the rest happened.
  public private(set) var happened: [String: Int] = [:]

  /// Creates a coverage of nothing.
  public init() {}

  /// Counts a call.
  public mutating func add(_ moment: ContractMoment) {
    callCount += 1
    switch moment.result {
    case .value: accepted[moment.call.operation.name, default: 0] += 1
    case .error(let code): errors[code, default: 0] += 1
    case .noop(let code): noops[code, default: 0] += 1
    }
    for event in moment.events {
      switch event {
      case .process(_, .notExecutable(let reason)): notExecutable[reason, default: 0] += 1
      case .process(_, let step): happened["\(step)", default: 0] += 1
      case .membership(_, let step): happened["\(step)", default: 0] += 1
      case .change(.bid): happened["bid changed", default: 0] += 1
      case .change(.register): happened["register changed", default: 0] += 1
      case .change(.timeToMarket): happened["time to market changed", default: 0] += 1
      case .change(.plant): happened["plant removed", default: 0] += 1
      case .change(.utility):
        let isMerged = moment.after.areas.count < moment.before.areas.count
        happened[isMerged ? "areas merged" : "area renamed", default: 0] += 1
      default: break
      }
    }
  }

  /// Adds what other histories made happen.
  public mutating func add(_ other: ContractCoverage) {
    callCount += other.callCount
    accepted.merge(other.accepted, uniquingKeysWith: +)
    errors.merge(other.errors, uniquingKeysWith: +)
    noops.merge(other.noops, uniquingKeysWith: +)
    notExecutable.merge(other.notExecutable, uniquingKeysWith: +)
    happened.merge(other.happened, uniquingKeysWith: +)
  }
}
