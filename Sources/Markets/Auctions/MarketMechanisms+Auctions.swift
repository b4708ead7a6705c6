public import Parameters

extension MarketMechanisms {
  /// The sealed auctions, and the absence of a market.
  public static let auctions: [any (MarketMechanism & Parameterized).Type] = [
    NoMarket.self,
    UniformPriceDoubleAuction.self,
    PayAsBidAuction.self,
    PayAsOfferAuction.self,
    PairMidpointAuction.self,
  ]

  /// The pools, which have one local price between those of buying and selling elsewhere.
  public static let pools: [any (MarketMechanism & Parameterized).Type] = [
    MidMarketRate.self,
    SupplyDemandRatio.self,
    BillSharing.self,
  ]
}
