import Contracts
import Quantities

/// The capacity of areas and the tokens issued, counted from the plants: I1 and I2.
struct CapacityBook {
  /// The capacity at the start, which stands for plants that are not listed.
  private var inherited: [UtilityName: Int64]
  private let issuedAtStart: Int64

  init(start state: ContractState) {
    inherited = [:]
    for area in state.areas { inherited[area.utility] = area.operatingCapacity.watts }
    issuedAtStart = state.issuedTokens.milliSEB
  }

  mutating func violation(at moment: ContractMoment) -> String? {
    for case .change(.utility(let id)) in moment.events { rename(id, moment) }
    let state = moment.after
    var supply: Int64 = 0
    for (index, area) in state.areas.enumerated() {
      for other in state.areas[..<index] where other.utility == area.utility {
        return "I9: an area is listed twice"
      }
      var owned = area.unallocatedQuota.watts
      for member in state.members where member.utility == area.utility {
        owned += member.quota.watts
      }
      var operating = inherited[area.utility] ?? 0
      for plant in state.plants where plant.status == .operating {
        if plant.utility == area.utility { operating += plant.capacity.watts }
      }
      guard owned == area.operatingCapacity.watts, owned == operating else {
        return "I1: \(area.utility) has \(owned) W owned, \(area.operatingCapacity.watts) W noted "
          + "and \(operating) W operating"
      }
      supply += operating
    }
    guard supply == state.totalSupply.watts else { return "I1: the supply is noted wrongly" }
    let listed =
      state.members.reduce(0) { $0 + $1.quota.watts }
      + state.areas.reduce(0) { $0 + $1.unallocatedQuota.watts }
    guard listed == supply else { return "I1: quota lies outside all areas" }
    return tokenViolation(in: state)
  }

  private func tokenViolation(in state: ContractState) -> String? {
    let owned = state.members.reduce(state.reserveTokens.milliSEB) { $0 + $1.tokens.milliSEB }
    let issued = state.plants.reduce(issuedAtStart) {
      $0 + ($1.hasStarted ? $1.capacity.watts : 0)
    }
    guard owned == issued, issued == state.issuedTokens.milliSEB else {
      return "I2: \(owned) mSEB exist, \(state.issuedTokens.milliSEB) are noted and "
        + "\(issued) were issued"
    }
    return nil
  }

  private mutating func rename(_ id: PlantID, _ moment: ContractMoment) {
    guard let old = moment.before.plant(id)?.utility, let new = moment.after.plant(id)?.utility,
      old != new, let capacity = inherited.removeValue(forKey: old)
    else { return }
    inherited[new, default: 0] += capacity
  }
}
