import Agents
import Quantities
import Tariffs

/// What a tariff that looks at more than the period makes one more kilowatt-hour worth.
///
/// ```text
/// import = Σ_c t_c·(p_c + adjustment of the month) + Σ_a t_a·adder of the interval
/// export = the scheme's export price; under net metering the value of the credit
/// credit = Σ_c t′_c·p_c·(1 − retained_c)     t, t′ = the taxes on bought and on offset energy
/// ```
///
/// Prices are those of the first tier, whatever the cycle has consumed so far. A rebate adds its price
/// to that of imported energy while its event lasts, as one more kilowatt-hour forfeits it. A credit
/// is worth what it saves in its own period, in full: that it is used later, or expires, takes
/// nothing off. Demand and minimum charges, and netting over more than one interval, move no value
/// either.
struct MovingPrices {
  private let plan: RatePlan
  private let taxFactor: Double
  private let offsetTaxFactor: Double

  init(_ plan: RatePlan) {
    self.plan = plan
    taxFactor = plan.taxes.factor
    offsetTaxFactor = plan.exports.credits.offsetTaxes?.factor ?? taxFactor
  }

  /// What energy is worth in an interval.
  func valuation(
    inPeriod period: Int, _ moment: TariffMoment, year: Int, _ instant: Instant
  ) -> Valuation {
    var buying = 0.0
    for component in plan.components.indices {
      buying +=
        price(ofComponent: component, inPeriod: period, month: moment.month)
        * (plan.components[component].isTaxed ? taxFactor : 1)
    }
    for adder in plan.adders {
      buying +=
        adder.price(month: moment.month, year: year, at: instant)
        * (adder.isTaxed ? taxFactor : 1)
    }
    return Valuation(
      importPrice: EnergyPrice(nearest: buying),
      exportPrice: EnergyPrice(nearest: selling(inPeriod: period, moment, year: year)),
      localCharges: plan.localCharges(inPeriod: period))
  }

  private func price(ofComponent component: Int, inPeriod period: Int, month: Int) -> Double {
    let price = plan.price(ofComponent: component, inPeriod: period).units
    guard component == 0, plan.monthlyAdjustments.indices.contains(month - 1) else { return price }
    return price + plan.monthlyAdjustments[month - 1].units
  }

  private func selling(inPeriod period: Int, _ moment: TariffMoment, year: Int) -> Double {
    if plan.exports.kind == .netMetering {
      return plan.components.indices.reduce(0) { sum, component in
        sum
          + price(ofComponent: component, inPeriod: period, month: moment.month)
          * (plan.components[component].isTaxed ? offsetTaxFactor : 1)
          * (1 - retainedShare(ofComponent: component, year: year))
      }
    }
    if let table = plan.exports.priceTable {
      let period = table.schedule.period(at: moment)
      return table.prices.indices.contains(period) ? table.prices[period].units : 0
    }
    return plan.exportPrice(inPeriod: period).units
  }

  /// The share of a component that stays due on offset energy: that of the last year that has begun.
  private func retainedShare(ofComponent component: Int, year: Int) -> Double {
    let valid = plan.exports.credits.retained.filter {
      $0.component == component && $0.fromYear <= year
    }
    let share = valid.max { $0.fromYear < $1.fromYear }
    return Double(share?.millionths ?? 0) / 1e6
  }
}

extension TaxRule {
  /// What a price is multiplied by when the taxes are due on it; 1 where the rates make no sense.
  fileprivate var factor: Double {
    let factor: Double
    switch method {
    case .onTop: factor = 1 + taxes.reduce(0) { $0 + Double($1.rateMillionths) / 1e6 }
    case .insideTogether:
      factor = 1 / (1 - taxes.reduce(0) { $0 + Double($1.rateMillionths) / 1e6 })
    case .insideEach:
      let groups = Dictionary(grouping: taxes, by: \.group).values
      factor = groups.map { group in
        1 - group.reduce(0) { $0 + Double($1.rateMillionths) / 1e6 }
      }.reduce(1) { $0 / $1 }
    }
    return factor.isFinite && factor > 0 ? factor : 1
  }
}

extension EnergyAdder {
  /// The price at an instant; zero while the adder is not due.
  fileprivate func price(month: Int, year: Int, at instant: Instant) -> Double {
    switch times {
    case .months(let prices):
      return prices.first { $0.year == year && $0.month == month }?.price.units ?? 0
    case .events(let events, let price):
      return events.contains { $0.contains(instant) } ? price.units : 0
    case .series(let series):
      let passed = Int128(instant.nanoseconds) - Int128(series.start.nanoseconds)
      guard passed >= 0, series.intervalNanoseconds > 0,
        let index = Int(exactly: passed / Int128(series.intervalNanoseconds)),
        series.prices.indices.contains(index)
      else { return 0 }
      return series.prices[index].units
    }
  }
}

extension EnergyPrice {
  /// Creates the nearest price in millionths; what leaves the range becomes its end.
  fileprivate init(nearest units: Double) {
    let micros = (units * 1e6).rounded(.toNearestOrEven)
    self.init(
      microsPerKilowattHour: micros.isNaN
        ? 0 : Int64(clamping: Int128(max(min(micros, 1e18), -1e18))))
  }
}
