/// A demand rate whose periods follow the months alone (`flatdemandstructure`).
public struct URDBFlatDemand: Hashable, Sendable {
  /// The tiers of each period.
  public var structure: [[URDBDemandTier]]
  /// The period of each month, January first; twelve.
  public var months: [Int]
  /// The unit of which the prices are for one.
  public var unit = URDBDemandUnit.kilowatt
}

/// A demand rate whose periods follow the hours (`demandratestructure`, `coincidentratestructure`).
public struct URDBTimedDemand: Hashable, Sendable {
  /// The tiers of each period.
  public var structure: [[URDBDemandTier]]
  /// The period of each hour of each month's weekdays: twelve rows of 24.
  public var weekdays: [[Int]]
  /// The period of each hour of each month's weekend days: twelve rows of 24.
  public var weekends: [[Int]]
  /// The unit of which the prices are for one.
  public var unit = URDBDemandUnit.kilowatt
}

/// What a bill looks back at to find the least demand that is charged.
public struct URDBRatchet: Hashable, Sendable {
  /// By the billed month, January first, the share of the greatest earlier demand that is charged at
  /// least, in millionths (`demandratchetpercentage`); empty or twelve.
  public var monthlyShares: [Int64] = []
  /// The same share in all months, in millionths (`lookbackpercent`).
  public var share: Int64 = 0
  /// By the month, January first, whether its demand is looked back at (`lookbackmonths`); empty or
  /// twelve.
  public var months: [Bool] = []
  /// The number of earlier months that are looked back at (`lookbackrange`).
  public var range: Int?

  /// Creates a rule that looks back at nothing.
  public init() {}

  /// Whether there is anything to charge.
  public var isEffective: Bool { share > 0 || monthlyShares.contains { $0 > 0 } }
}
