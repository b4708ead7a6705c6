/// What the network may carry, and who gives way where the market and the members' plans ask for more.
public struct ConstraintSettings: Hashable, Sendable {
  /// Who gives way.
  public enum Policy: String, CaseIterable, Hashable, Sendable {
    /// Nobody: nothing is checked before delivery.
    case none
    /// Those whose energy is worth least: what is not traded locally first, then the offers with the
    /// highest and the bids with the lowest limit prices; equals share.
    case pricePriority = "price-priority"
    /// All who contribute, by the same share of what they are expected to inject or draw.
    case proRata = "pro-rata"
    /// What is not traded locally, while a fee for the use of congested areas rises until the network
    /// carries what still pays.
    case networkFees = "network-fees"
    /// Whom the market itself leaves out for the network's sake; what its linear equations overlook is
    /// cut by price.
    case locational
  }

  /// Who gives way.
  public var policy: Policy
  /// The voltage that no bus may fall below, per unit.
  public var minimumVoltage: Double
  /// The voltage that no bus may rise above, per unit.
  public var maximumVoltage: Double
  /// The share of its rating that a branch may carry.
  public var maximumLoading: Double
  /// The number of rounds after which a check is ended although violations are left.
  public var maximumRounds: Int
  /// By how much the fee of a congested area rises in each round, in 10⁻⁶ of the currency per kWh.
  public var feeStepMicros: Int64
}
