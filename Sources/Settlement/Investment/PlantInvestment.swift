/// What somebody invests in a plant and what it brings, for an appraisal by cash flows.
///
/// ```text
/// F₀ = −capital + grant
/// Fₜ = saving(t) − upkeep(t)                          t = 1 … n
/// Fₙ also gets the residual value                      (``ResidualValue``)
/// ```
///
/// All amounts are in currency units. Savings are differences of bills: without less with the plant.
public struct PlantInvestment: Hashable, Sendable {
  /// What is paid at the beginning (CAPEX).
  public var capital: Double
  /// What of it a grant pays.
  public var grant: Double
  /// What each year saves or earns, from the first on.
  public var yearlySavings: [Double]
  /// What each year's operation costs.
  public var yearlyUpkeep: Double
  /// What is left at the end.
  public var residual: ResidualValue

  /// Creates an investment.
  public init(
    capital: Double, grant: Double = 0, yearlySavings: [Double], yearlyUpkeep: Double = 0,
    residual: ResidualValue = ResidualValue()
  ) {
    self.capital = capital
    self.grant = grant
    self.yearlySavings = yearlySavings
    self.yearlyUpkeep = yearlyUpkeep
    self.residual = residual
  }

  /// The part of a member who owns a share of the plant.
  public func share(_ share: Double) -> PlantInvestment {
    var part = self
    part.capital *= share
    part.grant *= share
    part.yearlySavings = yearlySavings.map { $0 * share }
    part.yearlyUpkeep *= share
    part.residual = residual.share(share)
    return part
  }

  /// The flows of all years.
  public var cashFlows: CashFlows {
    var flows = [grant - capital] + yearlySavings.map { $0 - yearlyUpkeep }
    flows[flows.count - 1] += residual.value
    return CashFlows(flows)
  }
}

/// What is left of an investment at the end of the horizon.
///
/// ```text
/// value = stored energy·its price + credits·their price + capital·max(0, 1 − years/life) + other
/// ```
public struct ResidualValue: Hashable, Sendable {
  /// The energy in the storage above that at the beginning, in kWh.
  public var storedEnergy = 0.0
  /// What a stored kilowatt-hour is worth.
  public var storedEnergyPrice = 0.0
  /// The credits that are left above those at the beginning, in kWh.
  public var credits = 0.0
  /// What a credited kilowatt-hour is worth.
  public var creditPrice = 0.0
  /// What is left of plants and other things, in currency units.
  public var other = 0.0

  /// Creates a value of nothing.
  public init() {}

  /// What is left of a plant whose value falls evenly over its life.
  public static func plant(capital: Double, years: Double, life: Double) -> Double {
    life > 0 ? capital * max(0, 1 - years / life) : 0
  }

  /// The value, in currency units.
  public var value: Double { storedEnergy * storedEnergyPrice + credits * creditPrice + other }

  func share(_ share: Double) -> ResidualValue {
    var part = self
    part.storedEnergy *= share
    part.credits *= share
    part.other *= share
    return part
  }
}
