/// A charge that depends on time alone.
public struct FixedCharge: Hashable, Sendable {
  /// What it is charged for each of.
  public enum Span: String, CaseIterable, Hashable, Sendable {
    case day = "d"
    case month
    case year = "a"
  }

  /// The name, such as `standing charge`.
  public var name: String
  /// Who is owed it.
  public var party: TariffParty
  /// Whether the taxes of the plan are due on it.
  public var isTaxed = true
  /// The price of each span; a year is divided into twelve months.
  public var price: UnitPrice
  /// What it is charged for each of.
  public var span: Span
  /// The price for each further meter.
  public var furtherMeterPrice = UnitPrice(nanos: 0)
  /// Whether it is no part of the tariff, such as a levy for street lighting; a bill shows it as
  /// ``BillLineKind/levy``.
  public var isLevy = false

  /// Creates a charge.
  public init(
    _ name: String, party: TariffParty = .retailer, price: UnitPrice, span: Span = .month
  ) {
    self.name = name
    self.party = party
    self.price = price
    self.span = span
  }
}

/// The least that a bill comes to.
public enum MinimumCharge: Hashable, Sendable {
  /// An amount for each span: when energy, demand and fixed charges come to less, a line fills up.
  /// A bill below zero is filled as if it were zero, so that exports stay paid; under buy-all/sell-all exports do not count at all. An amount for a year
  /// is compared with the sum of the year's bills, in the bill of December.
  case amount(UnitPrice, span: FixedCharge.Span, party: TariffParty)
  /// An amount for each span that only energy and demand must reach.
  case energyAmount(UnitPrice, span: FixedCharge.Span, party: TariffParty)
  /// An energy, in millionths of a kWh, that is billed when less was: its whole price
  /// (Brazil's custo de disponibilidade).
  case energy(BilledQuantity, appliesTo: MinimumEnergyBasis)
}

/// Which consumption is compared with a minimum energy.
public enum MinimumEnergyBasis: String, CaseIterable, Hashable, Sendable {
  /// What is left to be billed after credits (REN 1000, Lei 14.300 art. 16, units of art. 26).
  case billed
  /// What the meter registered (Lei 14.300 art. 16 § 1, units not under art. 26).
  case measured
}
