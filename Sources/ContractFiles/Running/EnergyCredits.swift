import Contracts

/// Energy divided among the owners of quota in an area.
struct EnergyCredits {
  /// The name under which vectors write what belongs to nobody.
  static let unallocated = "_unallocated"

  private let energy: Double
  private let entries: [(name: String, energy: Double)]

  /// Divides energy, in watt-hours.
  init(of energy: Double, in utility: UtilityName, _ state: ContractState) {
    self.energy = energy
    let credit = state.credit(energy, in: utility)
    entries =
      credit.members.map { (state.members[$0.index].address.text, $0.energy) }
      + [(Self.unallocated, credit.unallocated)]
  }

  /// The credits by address.
  var value: ReplayValue {
    .object(entries.map { ReplayValue.Entry($0.name, .number($0.energy)) })
  }

  /// Whether the credits are the expected ones to a billionth; who is not named gets nothing.
  func matches(_ expected: ReplayValue) -> Bool {
    guard case .object(let wanted) = expected else { return false }
    let isCredited = wanted.allSatisfy { entry in
      isNear(entries.first { isSame($0.name, entry.name) }?.energy ?? 0, entry.value.double ?? 0)
    }
    return isCredited && entries.allSatisfy { isNear($0.energy, expected[$0.name]?.double ?? 0) }
  }

  private func isNear(_ left: Double, _ right: Double) -> Bool {
    // The second term stands for what rounding leaves of a difference that is zero.
    abs(left - right) <= 1e-9 * max(abs(left), abs(right)) + 1e-12 * abs(energy)
  }
}
