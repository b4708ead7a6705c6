import Parameters
import Quantities
import Tariffs

/// The keys at the top of a tariff file: those of an element of `tariffs`, and what a scenario says
/// outside of them.
enum TariffFileKeys {
  static let name = Parameter("name", .text, "Name of the tariff.")
  static let currency = Parameter(
    "currency", .text, isOptional: true,
    "Code of the currency that prices are written in, three capital letters; without it, EUR or "
      + "that of the scenario.")
  static let timeZone = Parameter(
    "timeZone", .text, isOptional: true,
    "Time zone of the tariff's times, such as 'America/Sao_Paulo'.")
  static let holidays = Parameter(
    "holidays", .choice(HolidayCalendar.named.map(\.name)), isOptional: true,
    "Calendar of the days that the tariff treats as holidays.")
  static let extraHolidays = Parameter(
    "extraHolidays", .dates, isOptional: true, "Further holidays.")

  static let variants = Variants(
    name: "tariff", selector: .key(Variants.kindKey, default: nil),
    common: [name, currency, timeZone, holidays, extraHolidays],
    kinds: TariffKinds.all.map { $0.parameterSet }, "A tariff in a file of its own.")
}
