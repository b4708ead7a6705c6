public import Parameters

extension MarketMechanisms {
  /// Mechanisms in which telling the truth pays.
  public static let truthful: [any (MarketMechanism & Parameterized).Type] = [
    VickreyClarkeGroves.self,
    McAfeeAuction.self,
    TradeReduction.self,
    HuangAuction.self,
    MultiUnitDoubleAuction.self,
  ]

  /// Mechanisms in which orders meet one after another.
  public static let continuous: [any (MarketMechanism & Parameterized).Type] = [
    ContinuousDoubleAuction.self,
    PostedOffers.self,
    BilateralConcession.self,
    RandomPairing.self,
  ]
}
