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
  /// The month that the prices below are for.
  private var month: BillingMonth?
  /// The prices of each period without adders, in currency units per kilowatt-hour.
  private var buying: [Double] = []
  private var selling: [Double] = []
  /// What an adder with taxes is more than without.
  private var adderFactor = 1.0

  init(_ plan: RatePlan) { self.plan = plan }

  /// What energy is worth in an interval.
  mutating func valuation(
    inPeriod period: Int, _ moment: TariffMoment, year: Int, _ instant: Instant
  ) -> Valuation {
    let month = BillingMonth(year: year, month: moment.month)
    if self.month != month { prepare(month) }
    var price = buying[period]
    for adder in plan.adders {
      price += adder.price(in: month, at: instant) * (adder.isTaxed ? adderFactor : 1)
    }
    return Valuation(
      importPrice: EnergyPrice(nearest: price),
      exportPrice: EnergyPrice(nearest: exportPrice(at: moment) ?? selling[period]),
      localCharges: plan.localCharges(inPeriod: period))
  }

  /// The price of exported energy where it follows a schedule of its own.
  private func exportPrice(at moment: TariffMoment) -> Double? {
    guard plan.exports.kind != .netMetering, let table = plan.exports.priceTable else { return nil }
    let period = table.schedule.period(at: moment)
    return table.prices.indices.contains(period) ? table.prices[period].units : 0
  }

  /// Finds the prices of a month.
  private mutating func prepare(_ month: BillingMonth) {
    self.month = month
    let factor = plan.taxes.factor(in: month)
    adderFactor = factor
    let credits = plan.exports.credits
    let common = credits.offsetTaxes?.factor(in: month) ?? factor
    let periods = plan.periods.names.indices
    (buying, selling) = (periods.map { _ in 0 }, periods.map { _ in 0 })
    for (index, component) in plan.components.enumerated() {
      let ofComponent =
        credits.offsetTaxesByComponent.indices.contains(index)
        ? credits.offsetTaxesByComponent[index].factor(in: month) : common
      let kept = 1 - retainedShare(ofComponent: index, year: month.year)
      for period in periods {
        let price = price(ofComponent: index, inPeriod: period, month: month.month)
        buying[period] += price * (component.isTaxed ? factor : 1)
        selling[period] += price * (component.isTaxed ? ofComponent : 1) * kept
      }
    }
    guard plan.exports.kind != .netMetering else { return }
    selling = periods.map { plan.exportPrice(inPeriod: $0).units }
  }

  private func price(ofComponent component: Int, inPeriod period: Int, month: Int) -> Double {
    let price = plan.price(ofComponent: component, inPeriod: period).units
    guard component == 0, plan.monthlyAdjustments.indices.contains(month - 1) else { return price }
    return price + plan.monthlyAdjustments[month - 1].units
  }

  /// The share of a component that stays due on offset energy: that of the last year that has begun.
  private func retainedShare(ofComponent component: Int, year: Int) -> Double {
    let share = plan.exports.credits.retained.filter {
      $0.component == component && $0.fromYear <= year
    }.max { $0.fromYear < $1.fromYear }
    return Double(share?.millionths ?? 0) / 1e6
  }
}

extension TaxRule {
  /// What a price is multiplied by when the taxes of a month are due on it; 1 where the rates make
  /// no sense.
  fileprivate func factor(in month: BillingMonth) -> Double {
    let taxes = rule(in: month).taxes
    let sum = { (taxes: [Tax]) in taxes.reduce(0) { $0 + Double($1.rateMillionths) / 1e6 } }
    let factor =
      switch method {
      case .onTop: 1 + sum(taxes)
      case .insideTogether: 1 / (1 - sum(taxes))
      case .insideEach:
        Set(taxes.map(\.group)).sorted().reduce(1) { factor, group in
          factor / (1 - sum(taxes.filter { $0.group == group }))
        }
      }
    return factor.isFinite && factor > 0 ? factor : 1
  }
}

extension EnergyAdder {
  /// The price at an instant; zero while the adder is not due.
  fileprivate func price(in month: BillingMonth, at instant: Instant) -> Double {
    switch times {
    case .months(let prices):
      return prices.first { $0.year == month.year && $0.month == month.month }?.price.units ?? 0
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
