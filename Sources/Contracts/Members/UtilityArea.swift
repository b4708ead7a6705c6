public import Quantities

/// The part of the group that one distribution company serves; quota never leaves it.
public struct UtilityArea: Hashable, Sendable {
  /// The distribution company.
  public internal(set) var utility: UtilityName
  /// The capacity of the operating plants in the area.
  public internal(set) var operatingCapacity: Quota
  /// The part of the capacity that is no member's quota.
  public internal(set) var unallocatedQuota: Quota
}
