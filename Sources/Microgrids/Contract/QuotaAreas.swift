import Contracts
import Quantities
import Settlement

/// Who owned which quota when the interval began: what its energy is divided by.
struct QuotaAreas {
  /// The owners of one distribution company's area.
  struct Area {
    let utility: UtilityName
    let capacity: Quota
    let owners: [QuotaShare]
  }

  private(set) var areas: [Area] = []

  /// Takes the registers as they are.
  ///
  /// - Parameter memberOfAddress: The index in the scenario of each address.
  mutating func update(
    _ state: borrowing ContractState, memberOfAddress: [MemberAddress: Int]
  ) {
    areas.removeAll(keepingCapacity: true)
    for area in state.areas where area.operatingCapacity > .zero {
      var owners: [QuotaShare] = []
      for member in state.members where member.utility == area.utility && member.quota > .zero {
        guard let index = memberOfAddress[member.address] else { continue }
        owners.append(QuotaShare(member: Int32(index), quota: member.quota.watts))
      }
      areas.append(
        Area(utility: area.utility, capacity: area.operatingCapacity, owners: owners))
    }
  }
}
