public import Parameters

extension MarketMechanisms {
  /// The rules by which existing systems clear local markets, faults included.
  ///
  /// Each is what its system does with one interval's orders. What belongs to the system around the
  /// auction is left out: price ramps, forwarding through nested markets, resubmission, forecasts,
  /// block and linked orders. Where a system's tolerance would break a limit price by a rounding
  /// error, prices are compared exactly.
  ///
  /// Not offered, because no clearing that conserves energy can represent them:
  ///
  /// - HAMLET's periodic double auction. It trades the lesser of two orders' *whole* energies for
  ///   each pair that meets, so an order that meets two partners is sold twice: of the bids 10 Wh
  ///   at 30 and 10 Wh at 25 and the offers 15 Wh at 10 and 5 Wh at 12 it makes 25 Wh of trades,
  ///   although 20 Wh exist. Its price rule is ``LemlabPayAsClear`` with rounding.
  /// - The price steps ("algorithm 2") of gsy-framework's pay-as-clear, which fail to run.
  /// - ASSUME's block and linked orders, and lemlab's quality classes: an ``Order`` has neither.
  public static let peers: [any (MarketMechanism & Parameterized).Type] = [
    GridLabDAuction.self,
    TespAuction.self,
    AssumePayAsClear.self,
    AssumePayAsBid.self,
    LemlabPayAsClear.self,
    LemlabDiscriminatory.self,
    GsyPayAsClear.self,
    GsyPayAsBid.self,
    GsyOneSided.self,
    GsyCommunityCoefficients.self,
    SimplyPayAsClear.self,
    PowerTacAuction.self,
    PowerMatcherAuction.self,
  ]
}
