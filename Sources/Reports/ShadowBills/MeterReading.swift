/// What of a run's meters a tariff is applied to.
public enum MeterReading: String, CaseIterable, Hashable, Sendable {
  /// The whole metered energy, imports less exports within each interval, as if there were no local
  /// market and no quota: the tariff alone.
  case net
  /// What the supplier was left with after local trades and credits of quota; the money of both
  /// stays as simulated.
  case residual
  /// The registers as they are: imports and exports apart, also within an interval.
  case registers

  /// One sentence for the reader of a table.
  public var explanation: String {
    switch self {
    case .net:
      "Meters are read net: the supplier bills each interval's imports less exports; local trades "
        + "and quota are left out."
    case .residual:
      "Meters are read as residuals: the supplier bills what local trades and quota credits left; "
        + "what was paid for these stays as simulated."
    case .registers:
      "Meters are read as registers: the supplier bills imports and exports apart; local trades "
        + "and quota are left out."
    }
  }
}
