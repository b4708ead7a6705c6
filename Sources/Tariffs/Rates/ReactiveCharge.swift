/// A charge on reactive energy beyond a reference power factor.
///
/// ```text
/// surplus = Σ_t max(0, f·√(P_t² + Q_t²) − P_t)
/// ```
///
/// P and Q are the imported active and reactive energies of an interval and f is the reference power
/// factor; P·(f/fp − 1) with the power factor fp = P/√(P² + Q²) is the same. The surplus counts kWh
/// (Brazil: UFER, priced like energy). Whether a utility looks at hours or at shorter intervals is
/// decided by the grid.
public struct ReactiveCharge: Hashable, Sendable {
  /// The name.
  public var name: String
  /// Who is owed it.
  public var party: TariffParty
  /// Whether the taxes of the plan are due on it.
  public var isTaxed = true
  /// The price of each unit of the surplus.
  public var price: UnitPrice
  /// The reference power factor, in millionths.
  public var referencePowerFactor: Int64 = 920_000

  /// Creates a charge.
  public init(_ name: String, party: TariffParty = .distributionCompany, price: UnitPrice) {
    self.name = name
    self.party = party
    self.price = price
  }

  /// The surplus of one interval, in millionths of a kWh, rounded half to even.
  func surplus(active: Int64, reactive: Int64) -> Int64 {
    let apparent = (Double(active) * Double(active) + Double(reactive) * Double(reactive))
      .squareRoot()
    let surplus = Double(referencePowerFactor) / 1e6 * apparent - Double(active)
    return surplus > 0 ? Int64(exactly: surplus.rounded(.toNearestOrEven)) ?? .max : 0
  }
}
