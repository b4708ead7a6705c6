public import Parameters

/// Whether to sell or buy quota, and at what price.
///
/// | Who | How much |
/// | --- | --- |
/// | has a bank above b months of consumption | what the bank is above it, as yearly credits, or what is above α · load |
/// | has credits above α · load by a share | what is above |
/// | has credits below α · load by a share | what is missing, as far as the tokens go |
/// | is about to leave or move | everything |
///
/// ```text
/// ask = w · V/λ + margin                      w: how much of its value surplus quota has to its owner
/// bid = min(V/λ, π · (1 + impatience)) − margin
/// λ   = κ/(π + 1)
/// ```
///
/// in SEB per kW, both within a least and a greatest price. A buyer pays no more than π tokens by
/// funding a plant and keeping the quota of it, for κ − λ = λπ; impatience is what quota at once is
/// worth to it. Without these bounds prices grow without end where V > κ, as a token is then worth
/// nothing beside the quota that comes with it.
///
/// What is left out: speculation, and trade of tokens for money.
public struct QuotaTradePolicy: Parameterized, Hashable {
  /// The probability of looking at the market in a month.
  public var participation: Double
  /// The years of consumption in the bank above which quota is sold.
  public var bankedYears: Double
  /// The credits above what is wanted from which on quota is sold, as a share.
  public var surplusShare: Double
  /// The credits below what is wanted from which on quota is bought, as a share.
  public var deficitShare: Double
  /// The share of its value that surplus quota has to its owner.
  public var surplusValue: Double
  /// What a buyer pays above the last price, as a share of it.
  public var impatience: Double
  /// The gain that is asked for, in SEB per kW.
  public var margin: Double
  /// The least price, in SEB per kW.
  public var minimumPrice: Double
  /// The greatest price, in SEB per kW.
  public var maximumPrice: Double
  /// The deviation of limit prices, as a share.
  public var priceSpread: Double
  /// The least quota that is worth an order, in watts.
  public var minimumLot: Double

  public static let parameterSet = ParameterSet(
    name: "quotaTrade", "Whether to sell or buy quota, and at what price.",
    [
      shareParameter(
        "participation", default: 0.5, "Probability of looking at the market in a month."),
      quantityParameter(
        "bankedYears", .years, maximum: 100, default: 0.5,
        "Consumption in the bank of credits above which quota is sold."),
      Parameter(
        "surplusShare", .fraction, minimum: 0, maximum: 100, default: .number(0.05),
        "Credits above what is wanted from which on quota is sold, as a share."),
      shareParameter(
        "deficitShare", default: 0.1,
        "Credits below what is wanted from which on quota is bought, as a share."),
      shareParameter(
        "surplusValue", default: 0.2, "Share of its value that surplus quota has to its owner."),
      Parameter(
        "impatience", .fraction, minimum: 0, maximum: 100, default: .number(0.2),
        "What a buyer pays above the last price of quota, as a share of it."),
      quantityParameter(
        "margin", .quotaPrice, maximum: 1e6, default: 0.02, "Gain that is asked for."),
      quantityParameter(
        "minimumPrice", .quotaPrice, maximum: 1e6, excludesZero: true, default: 0.1,
        "Least limit price."),
      quantityParameter(
        "maximumPrice", .quotaPrice, maximum: 1e6, excludesZero: true, default: 10,
        "Greatest limit price."),
      shareParameter(
        "priceSpread", default: 0.1, "Standard deviation of limit prices, as a share of them."),
      quantityParameter(
        "minimumLot", .power, excludesZero: true, default: 50,
        "Least quota that is worth an order."),
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    let values = values.completed(by: Self.parameterSet)
    participation = values.number("participation")
    bankedYears = values.number("bankedYears")
    surplusShare = values.number("surplusShare")
    deficitShare = values.number("deficitShare")
    surplusValue = values.number("surplusValue")
    impatience = values.number("impatience")
    margin = values.number("margin")
    minimumPrice = values.number("minimumPrice")
    maximumPrice = values.number("maximumPrice")
    priceSpread = values.number("priceSpread")
    minimumLot = values.number("minimumLot")
    guard minimumPrice <= maximumPrice else {
      throw ParameterError(
        "minimumPrice", "must not be above maximumPrice, so that there is a price to ask")
    }
  }

  /// The kilowatts to sell (positive) or to buy (negative); 0 for neither.
  ///
  /// - Parameters:
  ///   - consumption: The yearly consumption, in kWh.
  ///   - credits: The yearly credits of the quota, in kWh.
  ///   - bank: The credits in the bank, in kWh.
  ///   - coverage: The share of the consumption that credits are to cover, α.
  ///   - yield: What a kilowatt injects in a year, in kWh.
  public func surplus(
    consumption: Double, credits: Double, bank: Double, coverage: Double, yield: Double
  ) -> Double {
    guard yield > 0 else { return 0 }
    let wanted = coverage * consumption
    let limit = bankedYears * consumption
    if bank > limit, bank > 0 {
      return min(max(bank - limit, credits - wanted), credits) / yield
    }
    if credits > wanted * (1 + surplusShare) { return (credits - wanted) / yield }
    if credits < wanted * (1 - deficitShare) { return (credits - wanted) / yield }
    return 0
  }

  /// The least price for which quota is sold, in SEB per kW.
  ///
  /// - Parameters:
  ///   - value: The value of a kilowatt, V.
  ///   - tokenValue: The value of a token, λ.
  public func ask(value: Double, tokenValue: Double) -> Double {
    within(tokenValue > 0 ? surplusValue * value / tokenValue + margin : maximumPrice)
  }

  /// The greatest price for which quota is bought, in SEB per kW.
  ///
  /// - Parameters:
  ///   - value: The value of a kilowatt, V.
  ///   - tokenValue: The value of a token, λ.
  ///   - quotaPrice: What a unit of quota last traded for, π.
  public func bid(value: Double, tokenValue: Double, quotaPrice: Double) -> Double {
    let alternative = quotaPrice * (1 + impatience)
    let worth = tokenValue > 0 ? value / tokenValue : alternative
    return within(min(worth, alternative) - margin)
  }

  /// A price within the least and the greatest one.
  func within(_ price: Double) -> Double {
    price.isNaN ? minimumPrice : min(max(price, minimumPrice), maximumPrice)
  }
}
