/// Taxes on the lines of a bill.
public struct TaxRule: Hashable, Sendable {
  /// How the rates act on a price.
  public enum Method: String, CaseIterable, Hashable, Sendable {
    /// Each tax is a share of the price with it, one after the other (Brazil since ICMS left the base
    /// of PIS/COFINS): `p / Π(1 − τ)`.
    case insideEach = "inside-each"
    /// All taxes together are a share of the price with them (Brazil before): `p / (1 − Στ)`.
    case insideTogether = "inside-together"
    /// Taxes are added to the price: `p·(1 + Στ)`.
    case onTop = "on-top"
  }

  /// The taxes; those of one group act as one rate with ``Method/insideEach``.
  public var taxes: [Tax] = []
  /// The rates that hold from a month on in place of those of ``taxes``, in order of time.
  public var changes: [TaxChange] = []
  /// How the rates act.
  public var method = Method.onTop
  /// The decimals to which a price with taxes is cut before it is multiplied, as printed bills do;
  /// `nil`: amounts are taxed, not prices.
  public var priceDecimals: Int?

  /// Creates a rule without taxes.
  public init() {}
}

/// One tax.
public struct Tax: Hashable, Sendable {
  /// The name, such as `ICMS`.
  public var name: String
  /// The rate, in millionths.
  public var rateMillionths: Int64
  /// Taxes with the same number act as one rate: PIS and COFINS.
  public var group: Int

  /// Creates a tax.
  public init(_ name: String, rateMillionths: Int64, group: Int) {
    self.name = name
    self.rateMillionths = rateMillionths
    self.group = group
  }
}

/// Rates that hold from a month on.
public struct TaxChange: Hashable, Sendable {
  /// The first month.
  public var month: BillingMonth
  /// The rate of each tax of the rule, in millionths.
  public var rates: [Int64]

  /// Creates a change.
  public init(from month: BillingMonth, rates: [Int64]) {
    self.month = month
    self.rates = rates
  }
}

extension TaxRule {
  /// The rule with the rates of one month, without changes.
  public func rule(in month: BillingMonth) -> TaxRule {
    var rule = self
    rule.changes = []
    if let change = changes.last(where: { $0.month <= month }) {
      for index in rule.taxes.indices where index < change.rates.count {
        rule.taxes[index].rateMillionths = change.rates[index]
      }
    }
    return rule
  }
}

/// How the lines of a bill are rounded.
public struct BillRounding: Hashable, Sendable {
  /// How what lies between two steps is rounded.
  public enum Rule: String, CaseIterable, Hashable, Sendable {
    case halfToEven = "half-to-even"
    case halfAwayFromZero = "half-away-from-zero"
    case towardZero = "toward-zero"
  }

  /// The decimals of the currency that each line keeps, from 0 to 6.
  public var decimals = 6
  /// How what lies between two steps is rounded.
  public var rule = Rule.halfToEven
  /// The decimals of kWh to which the energy of a line is rounded before it is priced; 6 keeps the
  /// meter's resolution.
  public var energyDecimals = 6

  /// Creates rounding to millionths.
  public init() {}
}
