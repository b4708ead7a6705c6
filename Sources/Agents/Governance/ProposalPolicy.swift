public import Parameters

/// Whether to propose a plant, and which.
///
/// A member thinks about it at a rate, and proposes for its own area when the group is short of
/// credits and not too many plants of the area are in ballot or funding:
///
/// ```text
/// deficit D = Σ load − Y · (quota of the members + capacity on its way)   when D > trigger · Σ load
/// size    P = D · share / Y    but no more than the members may pay,
///                              P · κ(P) ≤ payment · members · retreat^f
/// cost      = P · κ(P),  κ(P) = κ₀ · (P/P₀)^(−e)                       economies of scale
/// time to market = T₀ + Exp(T − T₀), and never below the contract's least
/// ```
///
/// f is the number of the area's last plants in a row whose crowdfunding failed: who sees that the
/// others cannot pay proposes something smaller, and not at once.
///
/// The parameters of the cost belong to each proposer, as each may know another installer. κ(P) is
/// the scaling law of costs, J. Haldi and D. Whitcomb, "Economies of scale in industrial
/// plants", Journal of Political Economy 75 (1967),
/// [doi:10.1086/259293](https://doi.org/10.1086/259293). What is left out: sites, permits, and costs
/// that fall with the years.
public struct ProposalPolicy: Parameterized, Hashable {
  /// The rate of thinking about a plant, per year.
  public var rate: Double
  /// The deficit above which a plant is proposed, as a share of the load.
  public var trigger: Double
  /// The share of the deficit that a plant is to cover.
  public var deficitShare: Double
  /// The least capacity, in watts.
  public var minimumCapacity: Double
  /// The greatest capacity, in watts.
  public var maximumCapacity: Double
  /// What each member of the area is thought to pay.
  public var payment: Double
  /// The cost per kilowatt of a plant of the reference capacity.
  public var referenceCost: Double
  /// The capacity that the reference cost holds for, in watts.
  public var referenceCapacity: Double
  /// The exponent of the economies of scale.
  public var scaleExponent: Double
  /// The least time to market, in seconds.
  public var minimumTimeToMarket: Double
  /// The mean time to market, in seconds.
  public var meanTimeToMarket: Double
  /// The least time between two proposals of one member, in seconds.
  public var coolDown: Double
  /// The factor on what members are thought to pay for each crowdfunding in a row that failed.
  public var retreat: Double
  /// The least time from a crowdfunding that failed to the next proposal, in seconds.
  public var rest: Double
  /// The number of plants of an area in ballot or funding from which on nobody proposes.
  public var concurrentPlants: Int64

  public static let parameterSet = ParameterSet(
    name: "proposal", "Whether to propose a plant, and which.",
    [
      quantityParameter(
        "rate", .yearlyRate, maximum: 1000, default: 0.5, "Rate of thinking about a new plant."),
      shareParameter(
        "trigger", default: 0.2,
        "Deficit of the members of the area above which a plant is proposed, as a share of their "
          + "load."),
      Parameter(
        "deficitShare", .fraction, minimum: 0, maximum: 1, excludesMinimum: true,
        default: .number(0.6), "Share of the deficit that the plant is to cover."),
      quantityParameter(
        "minimumCapacity", .power, excludesZero: true, default: 2000, "Least capacity."),
      quantityParameter(
        "maximumCapacity", .power, excludesZero: true, default: 100_000, "Greatest capacity."),
      quantityParameter(
        "payment", .money, excludesZero: true, default: 2500,
        "What each member of the area is thought to pay, which bounds the size."),
      Parameter(
        "retreat", .fraction, minimum: 0, maximum: 1, excludesMinimum: true, default: .number(0.6),
        "Factor on that payment for each of the area's last crowdfundings in a row that failed."),
      quantityParameter(
        "rest", .duration, default: 180 * 86_400,
        "Least time from the end of a crowdfunding of the area that failed to the next proposal."),
      quantityParameter(
        "referenceCost", .moneyPerPower, excludesZero: true, default: 5000,
        "Cost of a plant of the reference capacity, as the proposer's installer asks."),
      quantityParameter(
        "referenceCapacity", .power, excludesZero: true, default: 20_000,
        "Capacity that the reference cost holds for."),
      Parameter(
        "scaleExponent", .number, minimum: 0, maximum: 0.9, default: .number(0.06),
        "Exponent by which the cost per kilowatt falls with the capacity."),
      quantityParameter(
        "minimumTimeToMarket", .duration, default: 60 * 86_400,
        "Least time from the end of the crowdfunding to operation."),
      quantityParameter(
        "meanTimeToMarket", .duration, default: 150 * 86_400,
        "Mean time from the end of the crowdfunding to operation."),
      quantityParameter(
        "coolDown", .duration, default: 365 * 86_400,
        "Least time between two proposals of one member."),
      Parameter(
        "concurrentPlants", .integer, minimum: 1, maximum: 1000, default: .integer(1),
        "Number of plants of the area in ballot or funding from which on none is proposed."),
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    let values = values.completed(by: Self.parameterSet)
    rate = values.number("rate")
    trigger = values.number("trigger")
    deficitShare = values.number("deficitShare")
    minimumCapacity = values.number("minimumCapacity")
    maximumCapacity = values.number("maximumCapacity")
    payment = values.number("payment")
    retreat = values.number("retreat")
    rest = values.number("rest")
    referenceCost = values.number("referenceCost")
    referenceCapacity = values.number("referenceCapacity")
    scaleExponent = values.number("scaleExponent")
    minimumTimeToMarket = values.number("minimumTimeToMarket")
    meanTimeToMarket = values.number("meanTimeToMarket")
    coolDown = values.number("coolDown")
    concurrentPlants = values.integer("concurrentPlants")
    guard minimumCapacity <= maximumCapacity else {
      throw ParameterError(
        "minimumCapacity", "must not be above maximumCapacity, so that there is a size to propose")
    }
    guard minimumTimeToMarket <= meanTimeToMarket else {
      throw ParameterError(
        "minimumTimeToMarket", "must not be above meanTimeToMarket, as no mean is below the least")
    }
  }

  /// The cost of a kilowatt of a plant.
  ///
  /// - Parameter capacity: The capacity of the plant, in watts.
  public func costPerKilowatt(capacity: Double) -> Double {
    referenceCost * power(capacity / referenceCapacity, -scaleExponent)
  }

  /// The capacity to propose, in whole hundreds of watts; `nil` when there is no need.
  ///
  /// - Parameters:
  ///   - load: The yearly consumption of the members of the area, in kWh.
  ///   - deficit: What of it no credits cover, in kWh.
  ///   - yield: What a kilowatt injects in a year, in kWh.
  ///   - memberCount: The number of the members of the area.
  ///   - failures: The number of the area's last crowdfundings in a row that failed.
  ///   - limit: The greatest capacity that the contract allows, in watts.
  public func capacity(
    load: Double, deficit: Double, yield: Double, memberCount: Int, failures: Int, limit: Int64
  ) -> Int64? {
    guard yield > 0, load > 0, deficit > trigger * load else { return nil }
    var capacity = deficit * deficitShare / yield * 1000
    let cost = capacity / 1000 * costPerKilowatt(capacity: capacity)
    let means = payment * Double(memberCount) * power(retreat, Double(failures))
    if cost > means { capacity *= means / cost }
    capacity = min(max(capacity, minimumCapacity), maximumCapacity, Double(limit), 1e15)
    let hundreds = whole(capacity / 100) * 100
    return hundreds > 0 ? hundreds : max(1, whole(capacity))
  }

  /// The cost of a plant, in whole units of the currency.
  ///
  /// - Parameter capacity: The capacity, in watts.
  public func cost(capacity: Int64) -> Int64 {
    let kilowatts = Double(capacity) / 1000
    return max(1, whole((kilowatts * costPerKilowatt(capacity: Double(capacity))).rounded()))
  }
}
