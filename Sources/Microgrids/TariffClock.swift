import Quantities
import Scenarios
import Tariffs

/// The period of every tariff, interval by interval.
struct TariffClock {
  private let zone: CivilTimeZone
  private let holidays: HolidayCalendar
  private let schedules: [PeriodSchedule]
  private var date: CivilDate?
  private var dayKind = DayKind.working
  /// The period of each tariff in the present interval.
  private(set) var periods: [Int]

  init(_ scenario: borrowing Scenario) {
    zone = scenario.time.zone
    holidays = scenario.time.holidays
    schedules = scenario.tariffs.map(\.plan.periods)
    periods = scenario.tariffs.map { _ in 0 }
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
    for index in schedules.indices { periods[index] = schedules[index].period(at: moment) }
  }
}
