/// A charge on reactive energy beyond what a reference power factor allows.
///
/// ```text
/// E_RE = Σ_w max(E_w·(f_ref/f_w − 1), 0)      f_w = E_w/√(E_w² + Q_w²)
/// ```
///
/// over windows *w* with active energy *E* and reactive energy *Q*.
public struct ReactiveCharge: Hashable, Sendable {
  /// The name, such as `reactive energy`.
  public var name: String
  /// Who is owed it.
  public var party: TariffParty
  /// Whether the taxes of the plan are due on it.
  public var isTaxed = true
  /// The price of each kilowatt-hour of excess.
  public var price: UnitPrice
  /// The reference power factor, in millionths.
  public var referencePowerFactor: Int64
  /// The minutes of the windows, counted from midnight.
  public var windowMinutes: Int

  /// Creates a charge.
  public init(
    _ name: String, party: TariffParty = .distributionCompany, price: UnitPrice,
    referencePowerFactor: Int64, windowMinutes: Int
  ) {
    self.name = name
    self.party = party
    self.price = price
    self.referencePowerFactor = referencePowerFactor
    self.windowMinutes = windowMinutes
  }
}
