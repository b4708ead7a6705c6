extension HolidayCalendar {
  /// The calendar without holidays.
  public static let none = HolidayCalendar(rules: [])

  /// The national holidays of Brazil that electricity tariffs know, with the three movable days.
  ///
  /// 20 November is one since Law 14.759/2023. Carnival Tuesday and Corpus Christi are no holidays
  /// by federal law, but count as such in the white tariff (tarifa branca).
  public static let brazil = HolidayCalendar(rules: [
    HolidayRule("New Year's Day", .yearly(month: 1, day: 1)),
    HolidayRule("Carnival Tuesday", .easter(offset: -47)),
    HolidayRule("Good Friday", .easter(offset: -2)),
    HolidayRule("Tiradentes Day", .yearly(month: 4, day: 21)),
    HolidayRule("Labour Day", .yearly(month: 5, day: 1)),
    HolidayRule("Corpus Christi", .easter(offset: 60)),
    HolidayRule("Independence Day", .yearly(month: 9, day: 7)),
    HolidayRule("Our Lady of Aparecida", .yearly(month: 10, day: 12)),
    HolidayRule("All Souls' Day", .yearly(month: 11, day: 2)),
    HolidayRule("Republic Day", .yearly(month: 11, day: 15)),
    HolidayRule("Black Awareness Day", .yearly(month: 11, day: 20), since: 2024),
    HolidayRule("Christmas Day", .yearly(month: 12, day: 25)),
  ])

  /// The holidays that all states of Germany have in common.
  ///
  /// The single Reformation Day of 2017 and the holidays of one state are left out; add them with
  /// ``adding(dates:name:)``.
  public static let germany = HolidayCalendar(rules: [
    HolidayRule("New Year's Day", .yearly(month: 1, day: 1)),
    HolidayRule("Good Friday", .easter(offset: -2)),
    HolidayRule("Easter Monday", .easter(offset: 1)),
    HolidayRule("Labour Day", .yearly(month: 5, day: 1)),
    HolidayRule("Ascension Day", .easter(offset: 39)),
    HolidayRule("Whit Monday", .easter(offset: 50)),
    HolidayRule("German Unity Day", .yearly(month: 10, day: 3), since: 1990),
    HolidayRule("Christmas Day", .yearly(month: 12, day: 25)),
    HolidayRule("Second Day of Christmas", .yearly(month: 12, day: 26)),
  ])

  /// The calendars that scenarios can name, in a fixed order.
  public static let named: [(name: String, calendar: HolidayCalendar)] = [
    ("none", none), ("brazil", brazil), ("germany", germany),
  ]
}
