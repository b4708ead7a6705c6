/// What a meter registered in one billing cycle, as far as the tariff looks at it; in mWh and mW.
public struct CycleRegisters: Hashable, Sendable {
  /// Imported energy by period of the tariff, after netting within windows of minutes.
  public var imported: [BilledQuantity] = []
  /// Exported energy by period, after netting within windows of minutes.
  public var exported: [BilledQuantity] = []
  /// The measured peaks by demand charge and period.
  public var peaks: [[BilledQuantity]] = []
  /// Imported energy by period and tier in the order in which it was used; empty where there is one
  /// tier, or where the cycle is netted as a whole and tiers are shared pro rata. Tiers that do not
  /// add up to ``imported`` are passed over, and shared pro rata.
  public var importedTiers: [[BilledQuantity]] = []
  /// Exported energy by period and tier, alike.
  public var exportedTiers: [[BilledQuantity]] = []
  /// Exported energy by period of the export price table; empty without one.
  public var exportedByTable: [BilledQuantity] = []
  /// The greatest mean power of an interval, for tiers that count kWh for each kW.
  public var peak: BilledQuantity = 0
  /// The peaks of each day by demand charge, period and day; empty for charges that are not daily.
  public var dailyPeaks: [[[BilledQuantity]]] = []
  /// The energy that each adder is due on, or that a rebate is due on.
  public var adderEnergy: [BilledQuantity] = []
  /// The exact sum of price × energy of each adder with a series of prices, in 10⁻¹⁵ of the currency;
  /// zero for others.
  public var adderAmounts: [Int128] = []
  /// What was generated and used at once, for a premium.
  public var selfConsumed: BilledQuantity = 0
  /// The reactive energy in excess of each charge on it, in mWh of active energy.
  public var reactiveExcess: [BilledQuantity] = []
  /// The number of meters.
  public var meterCount = 1

  /// Creates empty registers.
  public init() {}
}
