/// A charge on power: the greatest mean power of a window within the billing cycle, in each period of
/// a schedule.
public struct DemandCharge: Hashable, Sendable {
  /// Which power is measured.
  public enum Basis: String, CaseIterable, Hashable, Sendable {
    /// Imports less exports, not below zero.
    case netImport = "net-import"
    /// Imported energy as the meter registers it.
    case imported = "import"
    /// Exports.
    case export
  }

  /// What is billed of measured and contracted power.
  public enum Billing: String, CaseIterable, Hashable, Sendable {
    /// The measured power.
    case measured
    /// The contracted power; what is measured above it is overrun only.
    case contracted
    /// The greater of both (Brazil, group A).
    case greater
  }

  /// The name, such as `demand`.
  public var name: String
  /// Who is owed it.
  public var party: TariffParty
  /// Whether the taxes of the plan are due on it.
  public var isTaxed = true
  /// The periods, each with its own peak.
  public var schedule: PeriodSchedule
  /// The tiers of each period: cumulative limits in mW (millionths of a kW) and prices for each kW.
  public var tiers: [[DemandTier]]
  /// The unit that is shown.
  public var unit = BilledUnit.kilowatt
  /// The minutes of the window whose mean is taken, counted from midnight; `nil`: the meter's interval.
  public var windowMinutes: Int?
  /// Which power is measured.
  public var basis = Basis.netImport
  /// Whether the peak of each day is charged rather than that of the cycle.
  public var isDaily = false
  /// The periods of the schedule in which nothing is measured (coincident peaks: all but the hours of
  /// the system's peak).
  public var unmeasured: Set<Int> = []
  /// The least billed power that follows from earlier cycles.
  public var ratchet: DemandRatchet?
  /// What is billed of measured and contracted power.
  public var billing = Billing.measured
  /// The contracted power of each period in mW; empty when nothing is contracted.
  public var contracted: [BilledQuantity] = []
  /// The share of the contracted power, in millionths, by which it may be exceeded without overrun.
  public var overrunTolerance: Int64 = 0
  /// The multiple of the price, in millionths, that is due on what is measured above the contracted
  /// power when the tolerance is passed; 0 when there is no such charge.
  public var overrunMultiple: Int64 = 0

  /// Creates a charge.
  public init(
    _ name: String, party: TariffParty = .distributionCompany, schedule: PeriodSchedule = .always(),
    tiers: [[DemandTier]]
  ) {
    self.name = name
    self.party = party
    self.schedule = schedule
    self.tiers = tiers
  }
}

/// One tier of a demand charge.
public struct DemandTier: Hashable, Sendable {
  /// The upper end, cumulative from the first, in mW; `nil` in the last tier.
  public var limit: BilledQuantity?
  /// The price of each kilowatt (or other unit) within the tier.
  public var price: UnitPrice

  /// Creates a tier.
  public init(limit: BilledQuantity? = nil, price: UnitPrice) {
    self.limit = limit
    self.price = price
  }
}

/// The least billed power that follows from earlier cycles.
///
/// ```text
/// D_billed(m) = max(D(m), ρ_m·max over the look-back of D, D_min)
/// ```
public struct DemandRatchet: Hashable, Sendable {
  /// The share ρ in each month, January first, in millionths; twelve.
  public var shares: [Int64]
  /// How many earlier cycles are looked at; 0 when only ``months`` decide.
  public var lookbackCycles: Int
  /// The months whose peaks are looked at within the past twelve cycles, January first; empty or
  /// twelve (URDB `lookbackmonths`).
  public var months: [Bool] = []
  /// Whether a share is that of the month of the earlier peak rather than of the billed month, as in
  /// the System Advisor Model.
  public var sharesOfOrigin = false
  /// Whether the greatest earlier peak of all periods counts, in each period that holds in the billed
  /// month: for periods that are seasons. Otherwise each period looks at its own peaks.
  public var spansPeriods = false
  /// The least billed power, in mW.
  public var floor: BilledQuantity = 0

  /// Creates a ratchet with the same share in all months.
  public init(share: Int64, lookbackCycles: Int) {
    shares = Array(repeating: share, count: 12)
    self.lookbackCycles = lookbackCycles
  }
}
