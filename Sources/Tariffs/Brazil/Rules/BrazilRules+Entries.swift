public import Quantities

extension BrazilRules {
  /// A share, in millionths.
  public struct DatedShare: Hashable, Sendable {
    /// The share, in millionths.
    public let millionths: Int64
    /// Where it comes from.
    public let provenance: Provenance
  }

  /// A number of cycles or days.
  public struct DatedCount: Hashable, Sendable {
    /// The number.
    public let count: Int
    /// Where it comes from.
    public let provenance: Provenance
  }

  /// A share that holds from a year on, in millionths.
  public struct YearlyShare: Hashable, Sendable {
    /// The year.
    public let year: Int
    /// The share, in millionths.
    public let millionths: Int64
    /// Where it comes from.
    public let provenance: Provenance
  }

  /// A share of some components, in millionths.
  public struct ComponentShare: Hashable, Sendable {
    /// The components, by ANEEL's codes.
    public let components: [String]
    /// The share, in millionths.
    public let millionths: Int64
    /// Where it comes from.
    public let provenance: Provenance
  }

  /// A year with a name.
  public struct NamedYear: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The year.
    public let year: Int
    /// Where it comes from.
    public let provenance: Provenance
  }

  /// A last day with a name.
  public struct NamedDay: Hashable, Sendable {
    /// The name; may be empty.
    public let name: String
    /// The day.
    public let lastDay: CivilDate
    /// Where it comes from.
    public let provenance: Provenance
  }

  /// A limit of power with a name.
  public struct NamedPower: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The power, in kilowatts.
    public let kilowatts: Double
    /// Where it comes from.
    public let provenance: Provenance
  }

  /// A list of names.
  public struct NamedList: Hashable, Sendable {
    /// The names.
    public let names: [String]
    /// Where it comes from.
    public let provenance: Provenance
  }

  /// The least billed energy of a kind of connection.
  public struct MinimumEnergy: Hashable, Sendable {
    /// The connection: `single-phase`, `two-phase` or `three-phase`.
    public let connection: String
    /// The energy of each cycle, in mWh.
    public let energy: BilledQuantity
    /// Where it comes from.
    public let provenance: Provenance
  }

  /// A tariff flag (bandeira tarifária): what each billed kilowatt-hour costs besides.
  public struct TariffFlag: Hashable, Sendable {
    /// The name, such as `Vermelha P1`.
    public let name: String
    /// The price before taxes.
    public let price: UnitPrice
    /// Where it comes from.
    public let provenance: Provenance
  }

  /// A discount on the first kilowatt-hours of a cycle.
  public struct SocialDiscount: Hashable, Sendable {
    /// The name: `social-tariff` (tarifa social) or `social-discount` (desconto social).
    public let name: String
    /// The energy of each cycle that is discounted, in mWh.
    public let energy: BilledQuantity
    /// The share that is taken off, in millionths.
    public let millionths: Int64
    /// The components it is taken off; empty: all.
    public let components: [String]
    /// Where it comes from.
    public let provenance: Provenance
  }

  /// How measured and contracted demand are billed.
  public struct DemandRule: Hashable, Sendable {
    /// The share, in millionths, by which the contracted demand may be exceeded.
    public let overrunTolerance: Int64
    /// The multiple of the price, in millionths, that is due on the excess.
    public let overrunMultiple: Int64
    /// The minutes of the window whose mean is measured.
    public let windowMinutes: Int
    /// Where it comes from.
    public let provenance: Provenance
  }

  /// Which reactive energy is billed.
  public struct ReactiveRule: Hashable, Sendable {
    /// The reference power factor, in millionths.
    public let powerFactor: Int64
    /// The minutes of the window in which active and reactive energy are compared.
    public let windowMinutes: Int
    /// Where it comes from.
    public let provenance: Provenance
  }

  /// A distributor with the windows of its white tariff.
  public struct Distributor: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The windows of working days; the rest is off-peak.
    public let windows: [TariffWindow]
    /// Where they come from.
    public let provenance: Provenance
  }

  /// Published prices of a distributor.
  public struct PublishedPrices: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The distributor.
    public let distributor: String
    /// The subgroup, such as `B1`.
    public let subgroup: String
    /// The modality: `conventional` or `white`.
    public let modality: String
    /// The prices.
    public let rows: [Row]
    /// Where they come from.
    public let provenance: Provenance

    /// The price of one component in one period.
    public struct Row: Hashable, Sendable {
      /// The period.
      public let period: String
      /// The component.
      public let component: String
      /// The price of each kilowatt-hour.
      public let price: UnitPrice
    }
  }
}

/// A span of minutes since midnight, half-open, in which a period (posto) holds on working days.
public struct TariffWindow: Hashable, Sendable {
  /// The name of the period.
  public let period: String
  /// The minutes since midnight.
  public let minutes: Range<Int>

  /// Creates a window.
  public init(period: String, minutes: Range<Int>) {
    self.period = period
    self.minutes = minutes
  }
}
