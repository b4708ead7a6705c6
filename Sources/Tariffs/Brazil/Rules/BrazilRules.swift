public import Quantities

/// The rules and numbers of Brazilian electricity tariffs, each with its source and the days between
/// which it holds.
///
/// No legal number stands in code: all are read from one dated data file. ``embedded`` is the file
/// that comes with this package; a newer one with the same keys can take its place.
public struct BrazilRules: Hashable, Sendable {
  /// The least billed energy (custo de disponibilidade) by kind of connection.
  public let minimumCharge: [MinimumEnergy]
  /// By how much the minimum is reduced for units with the social tariff that generate.
  public let minimumReduction: [DatedShare]
  /// The share of the distribution component Fio B that is due on compensated energy in each year.
  public let fioBSteps: [YearlyShare]
  /// The shares of components that units of the third class owe on compensated energy.
  public let class3Shares: [ComponentShare]
  /// The first year whose shares the law leaves open: in general and for late requests.
  public let openFrom: [NamedYear]
  /// The last days of requests for connection by which units belong to a class.
  public let requestDates: [NamedDay]
  /// The last day on which units of art. 26 owe nothing on compensated energy.
  public let legacyEnd: [NamedDay]
  /// The limits of power by kind of unit.
  public let sizeLimits: [NamedPower]
  /// The share of a holder from which shared generation belongs to the third class.
  public let holderShare: [DatedShare]
  /// The share of a month's generation that storage must hold for photovoltaic units to be
  /// dispatchable.
  public let storageShare: [DatedShare]
  /// The cycles for which credits live.
  public let creditLife: [DatedCount]
  /// The days within which the distributor applies a changed allocation.
  public let allocationChange: [DatedCount]
  /// The tariff flags (bandeiras tarifárias).
  public let flags: [TariffFlag]
  /// The social tariff and the social discount.
  public let social: [SocialDiscount]
  /// The rules of contracted demand.
  public let demand: [DemandRule]
  /// The rules of reactive energy.
  public let reactive: [ReactiveRule]
  /// The subgroups that must have the blue tariff.
  public let blueOnly: [NamedList]
  /// The calendars of national holidays.
  public let holidays: [NamedList]
  /// The distributors with the windows of their white tariff.
  public let distributors: [Distributor]
  /// Published prices.
  public let prices: [PublishedPrices]

  /// Where a number comes from and when it holds.
  public struct Provenance: Hashable, Sendable {
    /// The law, resolution or page.
    public let source: String
    /// The first day.
    public let from: CivilDate
    /// The day after the last; `nil` while no end is known.
    public let until: CivilDate?
    /// What a reader should know, such as that it was recalled and not verified; may be empty.
    public let note: String

    /// Whether the number holds on a day.
    public func holds(on day: CivilDate) -> Bool {
      from <= day && until.map { day < $0 } ?? true
    }
  }

  /// The rules that come with this package.
  ///
  /// - Throws: ``BrazilRulesError``; a test proves that it does not.
  public static var embedded: BrazilRules {
    get throws(BrazilRulesError) { try embeddedResult.get() }
  }

  private static let embeddedResult = Result<BrazilRules, BrazilRulesError> {
    () throws(BrazilRulesError) in
    try BrazilRules(json: BrazilRulesText.bytes, named: "brazil.json")
  }
}

/// The text of the data file with the legal numbers.
enum BrazilRulesText {
  static var bytes: [UInt8] { PackageResources.brazil_json }
}

/// Why a file of Brazilian rules cannot be used: one sentence that begins with the place,
/// `file:line:column`, where there is one.
public struct BrazilRulesError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The sentence.
  public let description: String

  /// Creates an error.
  public init(_ description: String) { self.description = description }
}
