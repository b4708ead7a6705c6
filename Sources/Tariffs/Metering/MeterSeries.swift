/// What a meter registered, interval by interval, in milliwatt-hours (millionths of a kWh).
public struct MeterSeries: Hashable, Sendable {
  /// Imported energy.
  public var imported: [Int64]
  /// Exported energy; as many values as ``imported``.
  public var exported: [Int64]
  /// The consumption behind the meter, where it is known: for buy-all/sell-all and premiums; empty
  /// otherwise. Where it is empty, imports count as the load and exports as the generation.
  public var load: [Int64] = []
  /// The generation behind the meter, where it is known; empty otherwise.
  public var generation: [Int64] = []
  /// Imported reactive energy in mvarh; empty when it was not registered.
  public var reactive: [Int64] = []
  /// The baseline of a peak-time rebate; empty when the meter brings none.
  public var baseline: [Int64] = []
  /// The number of meters that the series is the sum of; the further ones have fixed charges.
  public var meterCount = 1

  /// Creates a series.
  public init(imported: [Int64], exported: [Int64]) {
    self.imported = imported
    self.exported = exported
  }
}
