import Agents
import Quantities
import Scenarios
import Settlement
import Tariffs

/// The period of every tariff and what it makes energy worth, interval by interval.
struct TariffClock {
  private let zone: CivilTimeZone
  private let holidays: HolidayCalendar
  private var tariffs: [MarginalPrices]
  /// The tariffs that anybody has, or whose prices count for all.
  private let used: [Int]
  private var date: CivilDate?
  private var dayKind = DayKind.working
  /// The period of each tariff in the present interval.
  private(set) var periods: [Int]
  /// What each tariff makes one more kilowatt-hour worth in the present interval.
  private(set) var valuations: [Valuation]

  init(_ scenario: borrowing Scenario) {
    zone = scenario.time.zone
    holidays = scenario.time.holidays
    tariffs = scenario.tariffs.map { MarginalPrices($0.plan) }
    let members = scenario.members
    let countsAll = scenario.market.imbalance != .tariff
    used = tariffs.indices.filter { tariff in
      countsAll || members.contains { $0.tariff == tariff }
    }
    periods = scenario.tariffs.map { _ in 0 }
    valuations = tariffs.map { $0.valuationsByPeriod[0] }
  }

  /// Turns to the interval that begins at an instant.
  mutating func turn(to instant: Instant) {
    let time = zone.civilTime(at: instant)
    if time.date != date {
      date = time.date
      dayKind = holidays.dayKind(time.date)
    }
    let moment = TariffMoment(
      month: time.date.month, dayKind: dayKind, minuteOfDay: time.minuteOfDay)
    for index in used {
      let period = tariffs[index].schedule.period(at: moment)
      periods[index] = period
      valuations[index] =
        tariffs[index].moving?.valuation(inPeriod: period, moment, year: time.date.year, instant)
        ?? tariffs[index].valuationsByPeriod[period]
    }
  }
}

/// What a tariff makes one more kilowatt-hour worth.
private struct MarginalPrices {
  let schedule: PeriodSchedule
  /// The values where they depend on the period alone.
  let valuationsByPeriod: [Valuation]
  /// What depends on more; `nil` where nothing does.
  var moving: MovingPrices?

  init(_ plan: RatePlan) {
    schedule = plan.periods
    valuationsByPeriod = plan.periods.names.indices.map {
      Valuation(
        importPrice: EnergyPrice(plan.importPrice(inPeriod: $0)),
        exportPrice: EnergyPrice(plan.exportPrice(inPeriod: $0)),
        localCharges: plan.localCharges(inPeriod: $0))
    }
    moving = plan.isSettledByInterval ? nil : MovingPrices(plan)
  }
}
