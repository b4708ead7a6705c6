/// What an owner expects of the intervals ahead when it plans; the first is the one to plan for.
///
/// Every array has one element for each interval of the horizon.
public struct PlanningOutlook: Hashable, Sendable {
  /// The length of an interval, in hours.
  public var intervalHours: Double
  /// What generation and inflexible load together inject, in watts; negative where load is greater.
  public var surplus: [Double]
  /// What one more imported kilowatt-hour will cost, the local market considered, in currency units
  /// per kWh.
  public var importPrices: [Double]
  /// What one more exported kilowatt-hour will earn, in currency units per kWh.
  public var exportPrices: [Double]
  /// The minute of the civil day at which each interval begins.
  public var minutesOfDay: [Int]
  /// The number of intervals, from the first on, for which the plan will be held at most; what it
  /// says of later ones is nobody's concern.
  public var heldCount = Int.max

  /// Creates an outlook.
  public init(
    intervalHours: Double, surplus: [Double], importPrices: [Double], exportPrices: [Double],
    minutesOfDay: [Int]
  ) {
    self.intervalHours = intervalHours
    self.surplus = surplus
    self.importPrices = importPrices
    self.exportPrices = exportPrices
    self.minutesOfDay = minutesOfDay
  }

  /// The number of intervals.
  public var count: Int { surplus.count }
}

/// What a flexible device is to do in the intervals of an outlook, and what its energy is worth.
public struct DevicePlan: Hashable, Sendable {
  /// The power that the device injects in each interval, in watts; negative while it consumes.
  public var powers: [Double] = []
  /// How the device would answer to the price of the first interval.
  public var responses: [FlexibleResponse] = []

  /// Creates an empty plan.
  public init() {}
}

/// What a flexible device would do beyond, or instead of, its plan in the interval to come if the
/// price were right: a step of its demand or supply.
public struct FlexibleResponse: Hashable, Sendable {
  /// By how much the injection would change, in watts: negative to consume more, or inject less.
  public var change: Double
  /// The marginal value of that energy, in currency units per kWh: at a lower price the device
  /// consumes more, at a higher one it injects more.
  public var price: Double

  /// Creates a response.
  public init(change: Double, price: Double) {
    self.change = change
    self.price = price
  }
}
