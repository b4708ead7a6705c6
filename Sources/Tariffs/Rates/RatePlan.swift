public import Quantities

/// A whole tariff as plain data: everything that a bill depends on but the meter.
///
/// Every kind of tariff — flat, time of use, an imported URDB rate, a Brazilian tariff — becomes a
/// rate plan, and one pipeline bills it:
///
/// ```text
/// meter → netting window → credits → energy lines (component × period × tier) → demand lines
///       → fixed and minimum charges → adders → taxes → rounding of each line
/// ```
public struct RatePlan: Hashable, Sendable {
  /// The name.
  public var name: String
  /// Who publishes the tariff, such as a utility; empty when nobody is named.
  public var provider = ""
  /// The currency code, such as `BRL`.
  public var currency: String
  /// Where the numbers were published.
  public var source = ""
  /// The first day on which the tariff is in force; `nil` when it always was.
  public var validFrom: CivilDate?
  /// The first day on which it is no longer in force; `nil` when no end is known.
  public var validUntil: CivilDate?

  /// The parts of the energy price, each owed to one party.
  public var components: [RateComponent]
  /// When which period of the energy price holds.
  public var periods: PeriodSchedule
  /// The tiers of the energy price in each period of ``periods``; at least one in each.
  public var energy: [[EnergyTier]]
  /// What the limits of the tiers count.
  public var tierBasis = TierBasis.energyOfMonth
  /// Adders to the energy price of all tiers in each month, January first; empty or twelve
  /// (URDB `fueladjustmentsmonthly`). They belong to the first component.
  public var monthlyAdjustments: [UnitPrice] = []

  /// How exported energy is treated.
  public var exports = ExportScheme()
  /// The charges on power.
  public var demand: [DemandCharge] = []
  /// The charges that depend on time alone.
  public var fixed: [FixedCharge] = []
  /// The least that a bill comes to.
  public var minimum: MinimumCharge?
  /// The period whose prices (first tier) a minimum energy is billed at.
  public var minimumEnergyPeriod = 0
  /// What a bill holds besides, without the plan's taxes.
  public var levies: [Levy] = []
  /// The charges on reactive energy.
  public var reactive: [ReactiveCharge] = []
  /// What is added to or taken off the energy price at times: tariff flags, critical peaks, rebates,
  /// series of hourly prices.
  public var adders: [EnergyAdder] = []
  /// Taxes on the lines.
  public var taxes = TaxRule()
  /// How lines are rounded.
  public var rounding = BillRounding()
  /// What the source says beyond what is billed, in its order: names and texts.
  public var metadata: [MetadataEntry] = []

  /// Creates a tariff with energy prices alone.
  public init(
    name: String, currency: String, components: [RateComponent],
    periods: PeriodSchedule = .always(), energy: [[EnergyTier]]
  ) {
    self.name = name
    self.currency = currency
    self.components = components
    self.periods = periods
    self.energy = energy
  }
}

/// A part of the energy price.
public struct RateComponent: Hashable, Sendable {
  /// The name, such as `TE` or `TUSD_FioB`.
  public var name: String
  /// Who is owed it.
  public var party: TariffParty
  /// Whether the taxes of the plan are due on it.
  public var isTaxed = true
  /// The share of the price that is still due on energy traded locally.
  public var localTradeShare = 0.0

  /// Creates a component.
  public init(_ name: String, party: TariffParty) {
    self.name = name
    self.party = party
  }
}

/// One tier of the energy price in one period.
public struct EnergyTier: Hashable, Sendable {
  /// The upper end of the tier, cumulative from the first, in millionths of the unit of
  /// ``TierBasis``; `nil` in the last tier.
  public var limit: BilledQuantity?
  /// The price of imported energy of each component.
  public var prices: [UnitPrice]
  /// The price paid for exported energy; `nil` where it is that of imported energy.
  public var exportPrice: UnitPrice?

  /// Creates a tier.
  public init(
    limit: BilledQuantity? = nil, prices: [UnitPrice], exportPrice: UnitPrice? = UnitPrice(nanos: 0)
  ) {
    self.limit = limit
    self.prices = prices
    self.exportPrice = exportPrice
  }
}

/// What the limits of tiers count.
///
/// All counts are cumulative over the billing cycle and across the periods, as in the System Advisor
/// Model of NREL.
public enum TierBasis: String, CaseIterable, Hashable, Sendable {
  /// Kilowatt-hours of the cycle.
  case energyOfMonth = "kWh"
  /// Kilowatt-hours of each day of the cycle: the limit times the number of days.
  case energyOfDay = "kWh daily"
  /// Kilowatt-hours for each kilowatt of the cycle's greatest demand.
  case energyPerPeak = "kWh/kW"
  /// Kilowatt-hours of each day for each kilowatt of the cycle's greatest demand.
  case energyOfDayPerPeak = "kWh/kW daily"
}

/// Something that a source says beyond what is billed.
public struct MetadataEntry: Hashable, Sendable {
  /// The name, as the source writes it.
  public var name: String
  /// The text; numbers and lists as JSON.
  public var text: String

  /// Creates an entry.
  public init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }
}
