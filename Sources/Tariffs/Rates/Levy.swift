public import Quantities

/// An amount of each bill that is no part of the tariff and bears none of its taxes: a levy for street
/// lighting, fixed or by consumption, or a bonus of one month.
public struct Levy: Hashable, Sendable {
  /// The name, such as `street lighting`.
  public var name: String
  /// Who is owed it.
  public var party: TariffParty
  /// The amounts by the consumption that the meter registered; at least one, the last without limit.
  public var bands: [LevyBand]
  /// The only month whose bill has the line; `nil`: every bill.
  public var month: BillingMonth?

  /// Creates a levy.
  public init(
    _ name: String, party: TariffParty = .government, bands: [LevyBand],
    month: BillingMonth? = nil
  ) {
    self.name = name
    self.party = party
    self.bands = bands
    self.month = month
  }
}

/// The amount of a levy up to a consumption.
public struct LevyBand: Hashable, Sendable {
  /// The greatest consumption of the cycle that the amount is for, in mWh; `nil`: any.
  public var limit: BilledQuantity?
  /// The amount; negative where the member is credited.
  public var amount: Money

  /// Creates a band.
  public init(limit: BilledQuantity? = nil, amount: Money) {
    self.limit = limit
    self.amount = amount
  }
}

/// A calendar month.
public struct BillingMonth: Comparable, Hashable, Sendable {
  /// The year.
  public var year: Int
  /// The month, from 1 to 12.
  public var month: Int

  /// Creates a month.
  public init(year: Int, month: Int) {
    self.year = year
    self.month = month
  }

  public static func < (left: BillingMonth, right: BillingMonth) -> Bool {
    (left.year, left.month) < (right.year, right.month)
  }
}
