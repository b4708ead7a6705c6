/// What a member carries from one bill to the next: credits in kWh and money, earlier peaks.
public struct BillingState: Hashable, Sendable {
  /// The credits in kWh.
  public var credits = CreditLots()
  /// The credit in micro-units of the currency.
  public var moneyMicros: Int64 = 0
  /// The bills of the year so far that a yearly minimum is compared with, in micro-units.
  public var yearMicros: Int64 = 0
  /// The months of the year so far, in millionths.
  public var yearMonths: Int64 = 0
  /// The measured peaks of earlier cycles, by demand charge and period: the newest last.
  public var peaks: [[[PastPeak]]] = []

  /// Creates the state of a member without history.
  public init() {}
}

/// A peak of an earlier cycle.
public struct PastPeak: Hashable, Sendable {
  /// The year.
  public var year: Int
  /// The month, from 1 to 12.
  public var month: Int
  /// The power, in mW.
  public var power: BilledQuantity

  /// Creates a peak.
  public init(year: Int, month: Int, power: BilledQuantity) {
    self.year = year
    self.month = month
    self.power = power
  }
}

/// Credits in kWh by the cycle and period of their origin, oldest first.
public struct CreditLots: Hashable, Sendable {
  /// Credits of one origin.
  public struct Lot: Hashable, Sendable {
    /// The cycle of origin, as months since year 0: `12·year + month − 1`.
    public var month: Int
    /// The period of the tariff.
    public var period: Int
    /// What is left, in mWh.
    public var energy: BilledQuantity

    /// Creates a lot.
    public init(month: Int, period: Int, energy: BilledQuantity) {
      self.month = month
      self.period = period
      self.energy = energy
    }
  }

  /// What is left, oldest first.
  public var lots: [Lot] = []
  /// What expired so far, in mWh.
  public var expired: BilledQuantity = 0

  /// Creates a ledger without credits.
  public init() {}
}
