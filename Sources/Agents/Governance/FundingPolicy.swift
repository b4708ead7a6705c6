public import Parameters

/// What plants are worth, and how much to bid for them.
///
/// ```text
/// V    = Σ_{y=1…L} (Y · v · (1 + g)^(y−1) · u − o) / (1 + r)^y       value of a kilowatt
/// λ    = κ / (π + 1)                                                  value of a token
/// want = (α · load − credits) / Y                                     kilowatts
/// bid  = min(budget, κ · want, remaining)   when (V + λ)/κ ≥ 1 + h and bid ≥ min(least offer, remaining)
/// ```
///
/// Y is the yield of a kilowatt, v the value of a credited kWh, u the share that is used before it
/// expires, o the upkeep, r the discount rate, L the life of the plant, κ the cost of a kilowatt and
/// π what a unit of quota trades for in tokens. A funder of 1 kW receives 1 kW of quota and 1 SEB, so
/// κ = λπ + λ where nobody gains by either.
///
/// The perceived value is V · (1 + σz), z standard normal, drawn once for each member and plant.
/// A conditional funder waits until others have paid a share of the cost: threshold models of
/// collective action, M. Granovetter, American Journal of Sociology 83 (1978),
/// [doi:10.1086/226707](https://doi.org/10.1086/226707).
///
/// The money for plants is a budget that grows by the year up to a cap. Live bids bind it, and it
/// is spent when the plant is built. What is left out: credit, and taxes on gains.
public struct FundingPolicy: Parameterized, Hashable {
  /// The yearly rate at which later gains are discounted.
  public var discountRate: Double
  /// The yearly growth of the value of a credit that is expected.
  public var valueGrowth: Double
  /// The life of a plant, in years.
  public var plantLife: Int64
  /// The share of the credits that is used before it expires.
  public var usableShare: Double
  /// The upkeep of a kilowatt in a year.
  public var upkeep: Double
  /// The deviation of the perceived value, as a share.
  public var valuationSpread: Double
  /// The return over cost that is asked for, as a share.
  public var hurdle: Double
  /// The share of the consumption that credits are to cover.
  public var coverage: Double
  /// What the budget grows by in a year.
  public var yearlyBudget: Double
  /// The budget at the start.
  public var initialBudget: Double
  /// The greatest budget.
  public var budgetCap: Double
  /// When in the crowdfunding the bid is made.
  public var timing: BidTiming
  /// The probability of waiting until others have bid.
  public var conditionalProbability: Double
  /// The share of the cost that a conditional funder waits for.
  public var conditionalThreshold: Double
  /// The probability of looking again in the last days.
  public var topUpProbability: Double
  /// The length of the last days, in seconds.
  public var topUpWindow: Double
  /// The share of the cost that must be there for a top-up.
  public var topUpThreshold: Double
  /// The multiple of what is wanted up to which a bid is topped up.
  public var topUpStretch: Double
  /// The consumption that is assumed when none is known, in kWh a year.
  public var assumedConsumption: Double

  /// When in a crowdfunding a bid is made.
  public enum BidTiming: String, CaseIterable, Hashable, Sendable {
    /// Soon after the opening.
    case early
    /// At any time.
    case uniform
    /// In the last week.
    case lastWeek = "last-week"
  }

  public static let parameterSet = ParameterSet(
    name: "funding", "What plants are worth, and how much to bid for them.",
    [
      Parameter(
        "discountRate", .fraction, minimum: 0, maximum: 10, default: .number(0.12),
        "Yearly rate at which later gains are discounted."),
      Parameter(
        "valueGrowth", .fraction, minimum: -0.5, maximum: 0.5, default: .number(0),
        "Yearly growth of the value of a credit that is expected."),
      Parameter(
        "plantLife", .integer, minimum: 1, maximum: 100, default: .integer(25),
        "Years over which a plant is valued."),
      shareParameter(
        "usableShare", default: 0.9, "Share of the credits that is used before it expires."),
      quantityParameter(
        "upkeep", .moneyPerPowerAndYear, default: 80, "Upkeep of a shared plant."),
      shareParameter(
        "valuationSpread", default: 0.35,
        "Standard deviation of the value that a member perceives, as a share of it."),
      Parameter(
        "hurdle", .fraction, minimum: 0, maximum: 100, default: .number(0.3),
        "Return over cost that a bidder asks for, as a share of the cost."),
      Parameter(
        "coverage", .fraction, minimum: 0, maximum: 10, default: .number(0.9),
        "Share of the consumption that credits are to cover."),
      quantityParameter(
        "yearlyBudget", .moneyPerYear, default: 1800, "What the budget for plants grows by."),
      quantityParameter("initialBudget", .money, default: 3000, "Budget for plants at the start."),
      quantityParameter("budgetCap", .money, default: 9000, "Greatest budget for plants."),
      choiceParameter(
        "timing", default: BidTiming.uniform, "When in the crowdfunding the bid is made."),
      shareParameter(
        "conditionalProbability", default: 0.3,
        "Probability of waiting with the bid until others have paid a share of the cost."),
      shareParameter(
        "conditionalThreshold", default: 0.3,
        "Share of the cost that must be there before a bid that waits is made."),
      shareParameter(
        "topUpProbability", default: 0.8, "Probability of looking again in the last days."),
      quantityParameter(
        "topUpWindow", .duration, default: 7 * 86_400,
        "Length of the last days of a crowdfunding in which bids are topped up."),
      shareParameter(
        "topUpThreshold", default: 0.6,
        "Share of the cost that must be there for a bid to be topped up."),
      Parameter(
        "topUpStretch", .number, minimum: 1, maximum: 100, default: .number(1.5),
        "Multiple of what the member wants up to which it tops up, as funding is all or nothing."),
      quantityParameter(
        "assumedConsumption", .energyPerYear, default: 3600,
        "Consumption that is assumed when the member's own is not known."),
    ])

  /// Σ (1 + g)^(y−1) / (1 + r)^y over the life of a plant.
  private let creditFactor: Double
  /// Σ 1 / (1 + r)^y over the life of a plant.
  private let upkeepFactor: Double

  public init(_ values: ParameterValues) throws(ParameterError) {
    let values = values.completed(by: Self.parameterSet)
    discountRate = values.number("discountRate")
    valueGrowth = values.number("valueGrowth")
    plantLife = values.integer("plantLife")
    usableShare = values.number("usableShare")
    upkeep = values.number("upkeep")
    valuationSpread = values.number("valuationSpread")
    hurdle = values.number("hurdle")
    coverage = values.number("coverage")
    yearlyBudget = values.number("yearlyBudget")
    initialBudget = values.number("initialBudget")
    budgetCap = values.number("budgetCap")
    timing = values.choice("timing", default: .uniform)
    conditionalProbability = values.number("conditionalProbability")
    conditionalThreshold = values.number("conditionalThreshold")
    topUpProbability = values.number("topUpProbability")
    topUpWindow = values.number("topUpWindow")
    topUpThreshold = values.number("topUpThreshold")
    topUpStretch = values.number("topUpStretch")
    assumedConsumption = values.number("assumedConsumption")
    creditFactor = Self.annuity(growth: valueGrowth, discount: discountRate, years: plantLife)
    upkeepFactor = Self.annuity(growth: 0, discount: discountRate, years: plantLife)
  }

  /// Σ (1 + g)^(y−1) / (1 + r)^y for y from 1 to the number of years.
  static func annuity(growth: Double, discount: Double, years: Int64) -> Double {
    var (gain, sum) = (1 / (1 + discount), 0.0)
    for _ in 0..<max(years, 0) {
      sum += gain
      gain *= (1 + growth) / (1 + discount)
    }
    return sum
  }

  /// The value of a kilowatt, V.
  ///
  /// - Parameters:
  ///   - yield: What it injects in a year, in kWh.
  ///   - creditValue: What one credited kWh saves now.
  public func value(yield: Double, creditValue: Double) -> Double {
    yield * creditValue * usableShare * creditFactor - upkeep * upkeepFactor
  }

  /// The value of a token, λ.
  ///
  /// - Parameters:
  ///   - cost: The cost of a kilowatt, κ.
  ///   - quotaPrice: What a unit of quota trades for, π, in tokens per watt.
  public static func tokenValue(cost: Double, quotaPrice: Double) -> Double {
    cost / (max(quotaPrice, 0) + 1)
  }

  /// The kilowatts of quota that are wanted; negative when there are too many.
  public func want(consumption: Double, credits: Double, yield: Double) -> Double {
    yield > 0 ? (coverage * consumption - credits) / yield : 0
  }

  /// Whether a plant is worth a bid.
  public func isWorthwhile(value: Double, tokenValue: Double, cost: Double) -> Bool {
    value + tokenValue >= (1 + hurdle) * cost
  }

  /// What to bid, in whole units of the currency; 0 when it would be refused or nothing is wanted.
  ///
  /// - Parameters:
  ///   - want: The kilowatts wanted.
  ///   - cost: The cost of a kilowatt.
  ///   - budget: The money there is.
  ///   - remaining: What is left to fund.
  ///   - minimumOffer: The least bid, unless less is left.
  public func bid(
    want: Double, cost: Double, budget: Double, remaining: Int64, minimumOffer: Int64
  ) -> Int64 {
    guard remaining > 0 else { return 0 }
    let amount = whole(min(budget, cost * want, Double(remaining)))
    return amount > 0 && amount >= min(minimumOffer, remaining) ? min(amount, remaining) : 0
  }

  /// The second at which the bid is made.
  func bidTime(_ draw: Double, from start: Int64, through end: Int64) -> Int64 {
    switch timing {
    case .early: ActTiming.early.time(draw, from: start, through: end)
    case .uniform: ActTiming.uniform.time(draw, from: start, through: end)
    case .lastWeek:
      ActTiming.uniform.time(draw, from: max(start, sum(end, -7 * 86_400)), through: end)
    }
  }
}
