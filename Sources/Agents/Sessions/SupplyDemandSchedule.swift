/// Who would buy and sell what in a laboratory market: buyers with the values of their units, sellers
/// with the costs of theirs.
///
/// Values, costs and prices are whole tokens. A token is one unit of an `EnergyPrice` (10⁻⁶ of the
/// currency unit per kilowatt-hour) and a unit is one kilowatt-hour, so a token is also the tick.
/// A trader trades its units one after another in the order given.
public struct SupplyDemandSchedule: Hashable, Sendable {
  /// By buyer, what each of its units is worth to it.
  public let values: [[Int64]]
  /// By seller, what each of its units costs it.
  public let costs: [[Int64]]
  /// The lowest price that anybody would name.
  public let lowestPrice: Int64
  /// The highest price that anybody would name.
  public let highestPrice: Int64

  /// The largest number of tokens, positive or negative, that a schedule may hold.
  public static let greatestToken: Int64 = 1_000_000_000_000
  /// The largest number of units of all traders together.
  public static let greatestUnitCount = 100_000

  /// Creates a schedule.
  ///
  /// - Parameters:
  ///   - values: By buyer, what each of its units is worth to it.
  ///   - costs: By seller, what each of its units costs it.
  ///   - lowestPrice: The lowest price that anybody would name; if it is left out, 1, or the least
  ///     number of the schedule if that is less.
  ///   - highestPrice: The highest price that anybody would name; if it is left out, twice the greatest
  ///     number of the schedule.
  /// - Throws: ``SessionError`` when the schedule has no buyers or no sellers, a trader without units,
  ///   too large numbers, or prices that exclude some of its values or costs.
  public init(
    values: [[Int64]], costs: [[Int64]], lowestPrice: Int64? = nil, highestPrice: Int64? = nil
  ) throws(SessionError) {
    for (side, units) in [("buyers", values), ("sellers", costs)] {
      guard !units.isEmpty else { throw SessionError("the schedule has no \(side)") }
      guard units.allSatisfy({ !$0.isEmpty }) else {
        throw SessionError("one of the \(side) has no units; leave such traders out")
      }
    }
    let all = (values + costs).flatMap { $0 }
    guard all.count <= Self.greatestUnitCount else {
      throw SessionError("a schedule has at most \(Self.greatestUnitCount) units")
    }
    let numbers = all + [lowestPrice, highestPrice].compactMap { $0 }
    let bounds = -Self.greatestToken...Self.greatestToken
    if let number = numbers.first(where: { !bounds.contains($0) }) {
      throw SessionError("\(number) tokens are more than the \(Self.greatestToken) allowed")
    }
    let least = all.min() ?? 0
    let greatest = all.max() ?? 0
    self.lowestPrice = lowestPrice ?? min(least, 1)
    self.highestPrice = highestPrice ?? (greatest > 0 ? 2 * greatest : greatest + 1)
    guard self.lowestPrice <= least, greatest <= self.highestPrice else {
      throw SessionError(
        "prices from \(self.lowestPrice) to \(self.highestPrice) leave out some of the values and "
          + "costs, which reach from \(least) to \(greatest)")
    }
    self.values = values
    self.costs = costs
  }

  /// Creates a schedule known to be valid.
  private init(unit values: [Int64], _ costs: [Int64], prices: ClosedRange<Int64>) {
    self.values = values.map { [$0] }
    self.costs = costs.map { [$0] }
    lowestPrice = prices.lowerBound
    highestPrice = prices.upperBound
  }

  /// The number of buyers.
  public var buyerCount: Int { values.count }

  /// The number of sellers.
  public var sellerCount: Int { costs.count }

  /// The number of units of all buyers and sellers.
  public var unitCount: Int {
    values.reduce(0) { $0 + $1.count } + costs.reduce(0) { $0 + $1.count }
  }
}

extension SupplyDemandSchedule {
  /// The eleven buyers and eleven sellers of the first chart of V. L. Smith, “An experimental study of
  /// competitive market behavior”, Journal of Political Economy 70 (1962), doi:10.1086/258609, in
  /// hundredths: one unit each, from 75 to 325 in steps of 25.
  public static let smithChart1 = SupplyDemandSchedule(
    unit: Array(stride(from: 325, through: 75, by: -25)),
    Array(stride(from: 75, through: 325, by: 25)), prices: 1...400)

  /// Five buyers of 100 to 60 and five sellers of 40 to 80 tokens, one unit each.
  public static let tokens5 = SupplyDemandSchedule(
    unit: [100, 90, 80, 70, 60], [40, 50, 60, 70, 80], prices: 1...200)

  /// The built-in schedules with their names.
  public static let named: [(name: String, schedule: SupplyDemandSchedule)] = [
    ("smith-chart-1", .smithChart1), ("tokens5", .tokens5),
  ]
}

/// Why a session can't be held.
public struct SessionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong and what is allowed.
  public let description: String

  /// Creates the error.
  public init(_ description: String) { self.description = description }
}
