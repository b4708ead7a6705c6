/// What a member does beside consuming, by which those who gain are told from those who lose.
public struct MemberRole: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The member generates energy of its own.
  public static let generates = MemberRole(rawValue: 1)
  /// The member has storage of its own.
  public static let stores = MemberRole(rawValue: 2)
  /// The member bought or sold energy on the local market.
  public static let trades = MemberRole(rawValue: 4)

  /// The columns by member that tell the energy of a member's storage when full, the first that is
  /// there; members without have 0 or not a number.
  public static let storageColumns = [
    "battery_capacity", "storage_capacity", "member_battery_capacity",
  ]
}
