/// A member and its quota of the shared plants of one area.
@frozen
public struct QuotaShare: Hashable, Sendable {
  /// The index of the member in the scenario.
  public var member: Int32
  /// The quota, in watts.
  public var quota: Int64

  /// Creates a share.
  @inlinable
  public init(member: Int32, quota: Int64) {
    self.member = member
    self.quota = quota
  }
}
