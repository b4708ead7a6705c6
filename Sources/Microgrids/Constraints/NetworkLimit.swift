import Scenarios

/// One of the things that a network can't do: a voltage beyond the band, or a branch beyond its
/// rating.
struct NetworkLimit: Hashable {
  /// What is beyond its limit.
  enum Kind: Int64, CaseIterable {
    case overVoltage
    case underVoltage
    case overload

    /// The word for result files.
    var word: String {
      switch self {
      case .overVoltage: "over_voltage"
      case .underVoltage: "under_voltage"
      case .overload: "overload"
      }
    }
  }

  let kind: Kind
  /// The place of a voltage, or the branch.
  let element: Int

  /// The place of a voltage; −1 for a branch.
  var place: Int { kind == .overload ? -1 : element }
  /// The branch; −1 for a voltage.
  var branch: Int { kind == .overload ? element : -1 }
}

/// All limits of a network, and how far a state is beyond them.
struct NetworkLimits {
  let minimumVoltage: Double
  let maximumVoltage: Double
  let maximumLoading: Double
  /// The excess that counts as none: what the power flow leaves open.
  let accuracy: Double

  init(_ constraints: ConstraintSettings, tolerance: Double) {
    minimumVoltage = constraints.minimumVoltage
    maximumVoltage = constraints.maximumVoltage
    maximumLoading = constraints.maximumLoading
    accuracy = max(1e-8, 4 * tolerance)
  }

  /// How far a state is beyond a limit: per unit of voltage, or a share of the rating; negative within
  /// it.
  func excess(of limit: NetworkLimit, in state: FeederState) -> Double {
    switch limit.kind {
    case .overVoltage: state.voltages[limit.element] - maximumVoltage
    case .underVoltage: minimumVoltage - state.voltages[limit.element]
    case .overload: state.branchLoadings[limit.element] - maximumLoading
    }
  }

  /// The limit that a state is farthest beyond, or nearest to; `nil` only if there is none besides
  /// those that are left out. A tenth of the nominal voltage weighs as much as a whole rating.
  func worst(
    in state: FeederState, besides leftOut: [NetworkLimit] = []
  ) -> (limit: NetworkLimit, excess: Double)? {
    var worst: (limit: NetworkLimit, excess: Double)?
    var weight = -Double.infinity
    func consider(_ kind: NetworkLimit.Kind, _ element: Int, weighing factor: Double) {
      let limit = NetworkLimit(kind: kind, element: element)
      let excess = excess(of: limit, in: state)
      // A branch without a rating has no excess, which is not a number and above nothing.
      guard excess * factor > weight, leftOut.isEmpty || !leftOut.contains(limit) else { return }
      (worst, weight) = ((limit, excess), excess * factor)
    }
    for place in state.voltages.indices {
      consider(.overVoltage, place, weighing: 10)
      consider(.underVoltage, place, weighing: 10)
    }
    for branch in state.branchLoadings.indices { consider(.overload, branch, weighing: 1) }
    return worst
  }

  /// The number of limits that a state is beyond.
  func violationCount(in state: FeederState) -> Int {
    state.voltages.count {
      $0 > maximumVoltage + accuracy || $0 < minimumVoltage - accuracy
    } + state.branchLoadings.count { $0 > maximumLoading + accuracy }
  }
}
