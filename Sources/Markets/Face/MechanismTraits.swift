/// What a mechanism promises, and what it has to know.
///
/// Tests check each promise on random books, so a mechanism states what it keeps and no more.
public struct MechanismTraits: Hashable, Sendable {
  /// What is left to the auctioneer.
  public enum BudgetBalance: String, Hashable, Sendable {
    /// Nothing is left and nothing is missing.
    case strong
    /// Something may be left, nothing is ever missing.
    case weak
    /// Something may be missing.
    case none
  }

  /// Whose truthful order is never beaten by another, all others' orders being what they are.
  public enum IncentiveCompatibility: String, Hashable, Sendable {
    /// Nobody's.
    case none
    /// That of a trader with one order of the same energy as all others.
    case singleUnit = "single-unit"
    /// That of any trader with one order.
    case multiUnit = "multi-unit"
  }

  /// What a mechanism uses of the ``ClearingContext`` besides the interval's ordinal.
  public struct Needs: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The random numbers.
    public static let draws = Needs(rawValue: 1)
    /// The prices of the retailer; a mechanism that needs them trades nothing without them.
    public static let retailPrices = Needs(rawValue: 2)
    /// The slopes of limit prices. Where a mechanism has no use for slopes, whoever gives some must
    /// be told.
    public static let slopes = Needs(rawValue: 4)
    /// Each trader's share; without them all share alike.
    public static let quotaShares = Needs(rawValue: 8)
    /// The distances between buses.
    public static let distances = Needs(rawValue: 16)
    /// The zones of buses.
    public static let zones = Needs(rawValue: 32)
    /// The radial feeder.
    public static let feeder = Needs(rawValue: 64)
  }

  /// What is left to the auctioneer, side payments included and network fees not.
  public var budgetBalance: BudgetBalance
  /// Whether no order is served at a worse price than its limit.
  public var isIndividuallyRational: Bool
  /// Whose truthful order is never beaten.
  public var incentiveCompatibility: IncentiveCompatibility
  /// Whether truthful orders are served to the greatest welfare.
  public var isEfficient: Bool
  /// Whether the order of submission decides no more than ties.
  public var isIndifferentToOrder: Bool
  /// Whether no more energy is traded than is offered and asked for; some published rules fail.
  public var conservesEnergy: Bool
  /// What it uses of the context.
  public var needs: Needs
  /// Whether each order is served by its own limit price. A pool, in which limits only bound one
  /// common price, is no place for orders that stand at other values than those of the tariff.
  public var servesByLimit: Bool
  /// Whether a buyer may pay another price than its seller receives.
  public var hasTwoPrices: Bool

  /// Creates a description; what is left out are the promises of a double auction.
  ///
  /// - Parameters:
  ///   - budgetBalance: What the auctioneer may keep or must add.
  ///   - isIndividuallyRational: Whether nobody trades beyond its limit.
  ///   - incentiveCompatibility: For whom telling the truth is best.
  ///   - isEfficient: Whether the welfare is the greatest possible.
  ///   - isIndifferentToOrder: Whether the order of submission changes nothing.
  ///   - conservesEnergy: Whether as much is bought as sold.
  ///   - needs: What the rule asks of its context.
  ///   - servesByLimit: Whether limit prices decide who is served.
  ///   - hasTwoPrices: Without it, whatever is not strongly budget balanced, or knows the network,
  ///     is taken to have two prices.
  public init(
    budgetBalance: BudgetBalance = .strong, isIndividuallyRational: Bool = true,
    incentiveCompatibility: IncentiveCompatibility = .none, isEfficient: Bool = false,
    isIndifferentToOrder: Bool = true, conservesEnergy: Bool = true, needs: Needs = [],
    servesByLimit: Bool = true, hasTwoPrices: Bool? = nil
  ) {
    self.budgetBalance = budgetBalance
    self.isIndividuallyRational = isIndividuallyRational
    self.incentiveCompatibility = incentiveCompatibility
    self.isEfficient = isEfficient
    self.isIndifferentToOrder = isIndifferentToOrder
    self.conservesEnergy = conservesEnergy
    self.needs = needs
    self.servesByLimit = servesByLimit
    self.hasTwoPrices =
      hasTwoPrices
      ?? (budgetBalance != .strong || !needs.isDisjoint(with: [.distances, .zones, .feeder]))
  }
}
