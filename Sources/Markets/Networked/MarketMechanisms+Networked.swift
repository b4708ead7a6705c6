public import Parameters

extension MarketMechanisms {
  /// The mechanisms that need a program, a network or a retailer's prices.
  public static let networked: [any (MarketMechanism & Parameterized).Type] = [
    NetworkFeePeerToPeer.self,
    CommunityPool.self,
    ConsensusPeerToPeer.self,
    StackelbergPricing.self,
    DistributionLocationalPricing.self,
    QuotaSharing.self,
  ]
}
