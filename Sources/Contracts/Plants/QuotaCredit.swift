import Quantities

extension ContractState {
  /// Divides the energy that the operating plants of an area injected among the owners of its quota.
  ///
  /// ```text
  /// eᵢ = E · qᵢ / C                   the rest, E · unallocated / C, belongs to nobody
  /// ```
  ///
  /// Without operating capacity nothing is credited and everything is left over.
  ///
  /// - Parameters:
  ///   - energy: The energy, in any unit.
  ///   - utility: The distribution company of the area.
  /// - Returns: The credit of each member of the area, by its place in ``members``, in the order of
  ///   admission, and what is left over, in the same unit.
  public func credit(
    _ energy: Double, in utility: UtilityName
  ) -> (members: [(index: Int, energy: Double)], unallocated: Double) {
    guard let area = area(of: utility), area.operatingCapacity > .zero else {
      return ([], energy)
    }
    let capacity = Double(area.operatingCapacity.watts)
    let credits = members.indices.filter { members[$0].utility == utility }.map {
      (index: $0, energy: energy * Double(members[$0].quota.watts) / capacity)
    }
    return (credits, energy * Double(area.unallocatedQuota.watts) / capacity)
  }
}
