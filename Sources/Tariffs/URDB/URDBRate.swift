import JSONReading
public import Quantities

/// A tariff of the Utility Rate Database (URDB) of OpenEI, as its file has it.
///
/// The fields that a bill depends on have types; all others stay in ``entries`` as the JSON text that
/// they were, in their order, so that ``json`` gives the file's object again. Versions 3, 7 and 8 of
/// the database's interface are read; the keys of its bulk download, which differ, are refused.
///
/// Source: https://openei.org/services/doc/rest/util_rates/?version=8
public struct URDBRate: Hashable, Sendable {
  /// All members of the object in their order.
  public let entries: [URDBEntry]

  /// The identifier of the rate.
  public internal(set) var label = ""
  /// The utility.
  public internal(set) var utility = ""
  /// The name of the rate.
  public internal(set) var name = ""
  /// What the rate sells: `Bundled`, `Energy`, `Delivery` or `Delivery with Standard Offer`.
  public internal(set) var serviceType = ""
  /// The sector: `Residential`, `Commercial`, `Industrial` or `Lighting`.
  public internal(set) var sector = ""
  /// Where the rate was published.
  public internal(set) var source = ""
  /// The page of the rate (`uri`).
  public internal(set) var page = ""
  /// What the utility says about the rate.
  public internal(set) var description = ""
  /// The page that names the source (`sourceparent`).
  public internal(set) var sourceParent = ""
  /// The rate that this one replaces (`supercedes`).
  public internal(set) var supersedes = ""
  /// The number of the utility at the Energy Information Administration (`eiaid`).
  public internal(set) var utilityNumber: Int?
  /// Whether the database's keepers approved the rate.
  public internal(set) var isApproved: Bool?
  /// Whether the rate is the utility's default (`is_default`).
  public internal(set) var isDefault: Bool?
  /// To whom the rate applies.
  public internal(set) var applicability = URDBApplicability()
  /// Free attributes of energy, demand and fixed charges, in their order (`energyattrs`,
  /// `demandattrs`, `fixedattrs`).
  public internal(set) var attributes: [MetadataEntry] = []
  /// The first day on which the rate is in force, in UTC (`startdate`).
  public internal(set) var startDate: CivilDate?
  /// The day on which it ends, in UTC (`enddate`).
  public internal(set) var endDate: CivilDate?

  /// The tiers of each period of the energy rate.
  public internal(set) var energy: [[URDBEnergyTier]] = []
  /// The period of each hour of each month's weekdays: twelve rows of 24.
  public internal(set) var energyWeekdays: [[Int]] = []
  /// The period of each hour of each month's weekend days: twelve rows of 24.
  public internal(set) var energyWeekends: [[Int]] = []
  /// What is added to the price of energy in each month; empty or twelve.
  public internal(set) var fuelAdjustments: [UnitPrice] = []

  /// The demand rate by month.
  public internal(set) var flatDemand: URDBFlatDemand?
  /// The demand rate by hour.
  public internal(set) var timedDemand: URDBTimedDemand?
  /// The rate on the demand at the time of the system's peak.
  public internal(set) var coincidentDemand: URDBTimedDemand?
  /// The minutes of the window whose mean is the demand (`demandwindow`).
  public internal(set) var demandWindow: Int?
  /// What the least demand follows from.
  public internal(set) var ratchet = URDBRatchet()
  /// The price of a kilovar of reactive demand (`demandreactivepowercharge`).
  public internal(set) var reactivePrice = UnitPrice(nanos: 0)

  /// The fixed charge of the first meter (`fixedchargefirstmeter`, `fixedmonthlycharge`).
  public internal(set) var fixedCharge = UnitPrice(nanos: 0)
  /// The fixed charge of each further meter (`fixedchargeeaaddl`).
  public internal(set) var furtherMeterCharge = UnitPrice(nanos: 0)
  /// The span of the fixed charges.
  public internal(set) var fixedChargeUnit = URDBChargeUnit.month
  /// The least that the bill of a span comes to (`mincharge`, `minmonthlycharge`).
  public internal(set) var minimumCharge = UnitPrice(nanos: 0)
  /// The span of the minimum charge.
  public internal(set) var minimumChargeUnit = URDBChargeUnit.month
  /// The least that the bills of a year come to, in version 3 (`annualmincharge`).
  public internal(set) var annualMinimumCharge = UnitPrice(nanos: 0)

  /// How the rate treats generation; `nil` when it does not say (`dgrules`).
  public internal(set) var generationRule: URDBGenerationRule?
  /// Whether the rate allows net metering, in version 3 (`usenetmetering`).
  public internal(set) var usesNetMetering: Bool?

  init(entries: [URDBEntry]) { self.entries = entries }

  /// The object as JSON: every member as the file had it, in its order.
  public var json: String {
    let members = entries.map { "  \(JSONString.quoted($0.name)): \($0.json)" }
    return members.isEmpty ? "{}" : "{\n\(members.joined(separator: ",\n"))\n}"
  }
}
