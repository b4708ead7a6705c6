public import Parameters
public import Quantities

/// A pool in which energy of the members costs nothing, and the bill of what comes from outside is
/// shared.
///
/// ```text
/// p = 0        buy = λb·max(D − G, 0)/D        sell = λs·max(G − D, 0)/G
/// ```
///
/// Buyers share the cost of what is imported, and sellers the revenue of what is exported, pro rata
/// to their energies. It is strongly budget balanced, but **not individually rational**: sellers
/// give for nothing what others use whenever there is local demand. Published comparisons keep it for
/// that. Nothing is traded where the lowest limit of a bid is below the highest of an offer. The
/// limits decide nothing else.
///
/// > C. Long, J. Wu, C. Zhang, L. Thomas, M. Cheng and N. Jenkins. "Peer-to-peer energy trading in a
/// > community microgrid." *IEEE Power & Energy Society General Meeting* (2017).
/// > [doi:10.1109/PESGM.2017.8274546](https://doi.org/10.1109/PESGM.2017.8274546)
public struct BillSharing: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "bill-sharing",
    "A pool that gives local energy away and shares the bill of the rest.",
    [PoolReference.parameter])

  /// Where the two prices come from, which only decide whether anything is traded.
  public var reference: PoolReference

  /// Creates the mechanism.
  public init(reference: PoolReference = .orders) { self.reference = reference }

  public init(_ values: ParameterValues) throws(ParameterError) {
    self.init(reference: try PoolReference(values))
  }

  public static let traits = MechanismTraits(
    isIndividuallyRational: false, servesByLimit: false)

  public var rules: [(name: String, value: String)] {
    [("price_rule", "0; the bill of imports and exports is shared")] + poolRules
  }

  /// The local price, which is zero.
  public func localPrice(
    generation: MeteredEnergy, demand: MeteredEnergy, importPrice: EnergyPrice,
    exportPrice: EnergyPrice
  ) -> EnergyPrice { .zero }

  /// The average prices of a community with these sums.
  public func prices(
    generation: MeteredEnergy, demand: MeteredEnergy, importPrice: EnergyPrice,
    exportPrice: EnergyPrice
  ) -> PoolPrices {
    averagePrices(generation, demand, importPrice, exportPrice)
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearPool(orders, context: context, into: &clearing)
  }
}

extension BillSharing: PoolMechanism { static var servesLosers: Bool { true } }
