/// One tier of an energy rate.
public struct URDBEnergyTier: Hashable, Sendable {
  /// The upper end, cumulative over the month and all periods, in millionths of ``unit``; `nil` in
  /// the last tier (`max`).
  public var limit: BilledQuantity?
  /// What ``limit`` counts (`unit`).
  public var unit = URDBEnergyUnit.kilowattHour
  /// The price of a kilowatt-hour without adjustment (`rate`).
  public var rate = UnitPrice(nanos: 0)
  /// What is added to the price (`adj`).
  public var adjustment = UnitPrice(nanos: 0)
  /// The price paid for an exported kilowatt-hour (`sell`).
  public var sell: UnitPrice?

  /// Creates an open tier at no price.
  public init() {}
}

/// One tier of a demand rate.
public struct URDBDemandTier: Hashable, Sendable {
  /// The upper end, in millionths of the unit; `nil` in the last tier (`max`).
  public var limit: BilledQuantity?
  /// The price of one unit without adjustment (`rate`).
  public var rate = UnitPrice(nanos: 0)
  /// What is added to the price (`adj`).
  public var adjustment = UnitPrice(nanos: 0)

  /// Creates an open tier at no price.
  public init() {}
}
