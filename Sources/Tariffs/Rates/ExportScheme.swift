/// How exported energy is treated: what is netted against imports, and what becomes of the rest.
public struct ExportScheme: Hashable, Sendable {
  /// What exported energy is worth.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Imports are bought and exports sold, each in its interval, with no netting beyond the
    /// meter's (net purchase and sale, surplus feed-in).
    case netPurchaseAndSale = "net-purchase-and-sale"
    /// Within each window imports and exports are netted; a net export earns money at the export
    /// price, a net import costs the import price.
    case netBilling = "net-billing"
    /// Within each cycle (and period, by choice) imports and exports are netted; a net export
    /// becomes credits in kWh.
    case netMetering = "net-metering"
    /// The whole load is bought and the whole generation sold.
    case buyAllSellAll = "buy-all-sell-all"
  }

  /// What becomes of money that is credited beyond what the bill comes to.
  public enum MoneyRule: String, CaseIterable, Hashable, Sendable {
    /// It is paid out with the bill.
    case paid
    /// It is carried to the next bill and paid at the end of the year (true-up). What is left after
    /// the last bill stays in ``BillingState/moneyMicros``.
    case carried
    /// It is carried from bill to bill, and what is left at the end of the year lapses.
    case carriedThenLapses = "carried-then-lapses"
    /// It lapses with the bill.
    case lapses
    /// This bill's credits are taken off the next bill (SAM: net billing with carry-over), and what
    /// is left at the end of the year is paid.
    case creditedNextMonth = "credited-next-month"
  }

  /// What exported energy is worth.
  public var kind = Kind.netPurchaseAndSale
  /// What is netted.
  public var window = NettingWindow.interval
  /// What becomes of credits in money.
  public var money = MoneyRule.paid
  /// What credits in money may be taken off, unless they are paid out.
  public var moneyOffsets = MoneyOffset.bill
  /// How credits in kWh are kept; used by net metering.
  public var credits = CreditRules()
  /// Prices of exported energy that depend on other hours than the import price does: a schedule of
  /// its own (such as the 576 values of California's export price table) in place of the tiers'.
  public var priceTable: ExportPriceTable?
  /// What each self-consumed kilowatt-hour earns besides (feed-in premium), in 10⁻⁹ of the currency.
  public var selfConsumptionPremium = UnitPrice(nanos: 0)
  /// The month, from 1 to 12, whose bill closes the year (true-up).
  public var trueUpMonth = 12

  /// Creates net purchase and sale.
  public init() {}
}

/// What credits in money may be taken off.
public enum MoneyOffset: String, CaseIterable, Hashable, Sendable {
  /// The charges on energy alone, as in the System Advisor Model.
  case energy
  /// Everything on the bill.
  case bill
}

/// Prices of exported energy by period of a schedule of their own.
public struct ExportPriceTable: Hashable, Sendable {
  /// When which price holds.
  public var schedule: PeriodSchedule
  /// The price in each period of ``schedule``; or, where it depends on the month as well, twelve times
  /// as many prices: those of all periods in January, then in February and so on. The month is that
  /// of the billing cycle.
  public var prices: [UnitPrice]

  /// The price of a period in a month from 1 to 12.
  func price(month: Int, period: Int) -> UnitPrice {
    let periods = schedule.names.count
    return prices[prices.count == periods ? period : (month - 1) * periods + period]
  }

  /// Creates a table.
  public init(schedule: PeriodSchedule, prices: [UnitPrice]) {
    self.schedule = schedule
    self.prices = prices
  }
}

/// The span within which imports and exports offset each other.
public enum NettingWindow: Hashable, Sendable {
  /// The intervals of the meter, which register imports and exports apart: nothing is netted.
  case interval
  /// Spans of so many minutes since the midnight of the civil day.
  case minutes(Int)
  /// The billing cycle.
  case cycle
  /// Each period of the tariff by itself within the billing cycle.
  case cycleByPeriod
}

/// How credits in kilowatt-hours are kept and used.
public struct CreditRules: Hashable, Sendable {
  /// The number of cycles after its own in which a credit can be used; `nil` when it never expires.
  /// A credit of cycle *t* with a life of 60 can be used in *t* + 1 … *t* + 59 and is gone in
  /// *t* + 60, before anything is offset.
  public var lifeCycles: Int?
  /// Whether credits of one period may offset another: never, one for one, or at the ratio of the
  /// periods' prices of energy.
  public var crossing = CreditCrossing.oneForOne
  /// The component whose prices make the ratio of ``CreditCrossing/byPrice`` (Brazil: the price of
  /// energy, TE); `nil`: the sum of all components.
  public var crossingComponent: Int?
  /// The period to which credits of each period move when a cycle of a month begins, January first;
  /// `nil` where they are lost. Empty: credits stay in their period. For tariffs whose periods change
  /// with the season.
  public var periodTransfers: [[Int?]] = []
  /// The share of each component that stays due on energy that credits offset, by the first year in
  /// which it holds: Lei 14.300's steps of Fio B. Empty: nothing stays due.
  public var retained: [RetainedShare] = []
  /// The prices of each component at which an offset kilowatt-hour is credited, where they are
  /// taxed differently: the effective taxes on offset energy in place of the plan's; `nil`: the same.
  public var offsetTaxes: TaxRule?
  /// The effective taxes on offset energy of each component, where they differ between components
  /// (an exemption of the energy price alone); empty: ``offsetTaxes`` for all.
  public var offsetTaxesByComponent: [TaxRule] = []
  /// The consumption in kWh (millionths) that stays due in full before credits offset anything.
  public var minimumBilled: BilledQuantity = 0
  /// The price that pays out credits which are left at the true-up; `nil`: they stay.
  public var cashOutPrice: UnitPrice?

  /// Creates rules under which credits never expire and offset everything.
  public init() {}
}

/// Whether credits of one period may offset consumption of another.
public enum CreditCrossing: String, CaseIterable, Hashable, Sendable {
  case never
  case oneForOne = "one-for-one"
  case byPrice = "by-price"
}

/// The share of a component that stays due on energy which credits offset.
public struct RetainedShare: Hashable, Sendable {
  /// The index of the component.
  public var component: Int
  /// The first year in which the share holds.
  public var fromYear: Int
  /// The share, in millionths.
  public var millionths: Int64
  /// Whether taxes are due on the retained amount.
  public var isTaxed = false

  /// Creates a share.
  public init(component: Int, fromYear: Int, millionths: Int64) {
    self.component = component
    self.fromYear = fromYear
    self.millionths = millionths
  }
}
