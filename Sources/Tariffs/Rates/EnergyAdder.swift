public import Quantities

/// Something added to the energy price at times, or taken off it.
public struct EnergyAdder: Hashable, Sendable {
  /// On which energy it is due.
  public enum Basis: String, CaseIterable, Hashable, Sendable {
    /// Imported energy.
    case imported = "import"
    /// What is billed after credits have offset consumption.
    case billed
    /// What was imported less than a baseline, as a rebate (peak-time rebate).
    case belowBaseline = "below-baseline"
  }

  /// When it is due and at which price.
  public enum Times: Hashable, Sendable {
    /// In whole calendar months; a month that is not named has none.
    case months([MonthlyPrice])
    /// In spans of time, all at one price.
    case events([Range<Instant>], price: UnitPrice)
    /// At a price of its own in each interval of a series (real-time prices).
    case series(PriceSeries)
  }

  /// The name, such as `Vermelha P1`.
  public var name: String
  /// Who is owed it.
  public var party: TariffParty
  /// Whether the taxes of the plan are due on it.
  public var isTaxed = true
  /// On which energy it is due.
  public var basis = Basis.imported
  /// When it is due and at which price; a rebate's price is positive and taken off.
  public var times: Times
  /// How a baseline is found; used by ``Basis/belowBaseline``.
  public var baseline = BaselineRule.given

  /// Creates an adder.
  public init(_ name: String, party: TariffParty = .retailer, times: Times) {
    self.name = name
    self.party = party
    self.times = times
  }
}

/// How the consumption that a rebate is measured against is found.
public enum BaselineRule: Hashable, Sendable {
  /// The meter brings it.
  case given
  /// The mean of the same time of day on so many days of the same kind before without an event.
  case priorDays(Int)
}

/// A price in one calendar month.
public struct MonthlyPrice: Hashable, Sendable {
  /// The year.
  public var year: Int
  /// The month, from 1 to 12.
  public var month: Int
  /// The name that a bill shows, such as the tariff flag.
  public var name: String
  /// The price of each kWh.
  public var price: UnitPrice

  /// Creates a price.
  public init(year: Int, month: Int, name: String, price: UnitPrice) {
    self.year = year
    self.month = month
    self.name = name
    self.price = price
  }
}

/// Prices over time: value `k` holds from `start + k·interval` to the next.
public struct PriceSeries: Hashable, Sendable {
  /// When the first price begins to hold.
  public var start: Instant
  /// The nanoseconds for which one price holds.
  public var intervalNanoseconds: Int64
  /// The prices.
  public var prices: [UnitPrice]

  /// Creates a series.
  public init(start: Instant, intervalNanoseconds: Int64, prices: [UnitPrice]) {
    self.start = start
    self.intervalNanoseconds = intervalNanoseconds
    self.prices = prices
  }
}
