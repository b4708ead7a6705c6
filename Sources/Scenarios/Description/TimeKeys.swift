import Parameters
import Quantities

/// The keys of `time`.
enum TimeKeys {
  private static let day: Double = 86_400

  static let zone = Parameter(
    "zone", .text, "Time zone of tariffs, holidays and billing periods, such as 'Europe/Berlin'.")
  static let start = Parameter("start", .dateTime, "First moment, in civil time of the zone.")
  static let end = Parameter(
    "end", .dateTime, isOptional: true, "Moment of the end, not included, in civil time.")
  static let duration = Parameter(
    "duration", .quantity(.duration), minimum: 0, excludesMinimum: true, isOptional: true,
    "Length of the horizon.")
  static let years = Parameter(
    "years", .integer, minimum: 1, maximum: 200, isOptional: true,
    "Length of the horizon in calendar years.")
  static let interval = Parameter(
    "interval", .quantity(.duration), minimum: 60, maximum: day, default: .number(900),
    "Length of a settlement interval, which divides a day.")
  static let holidays = Parameter(
    "holidays", .choice(HolidayCalendar.named.map(\.name)),
    default: .text(HolidayCalendar.named.first?.name ?? ""),
    "Calendar of the days that tariffs treat as holidays.")
  static let extraHolidays = Parameter(
    "extraHolidays", .dates, default: .texts([]), "Further holidays.")

  static let set = ParameterSet(
    name: "time", exactlyOneOf: [end, duration, years].map(\.name), "Horizon and its division.",
    [zone, start, end, duration, years, interval, holidays, extraHolidays])
}
