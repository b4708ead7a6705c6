/// How a profile goes on outside the time that it covers.
public enum ProfileRepetition: Hashable, Sendable {
  /// Not at all: the profile has to cover the whole horizon.
  case none

  /// Row after row, and after the last row the first again.
  ///
  /// The first row of the horizon is the one that holds the horizon's beginning where the grid
  /// covers it, and row 0 otherwise. Boundaries stay where the grid's own boundaries would be if it
  /// went on for ever. The clock on the wall is not looked at: a year of 366 days makes the next
  /// one start a day early.
  case byRow

  /// By the date and the time of day on the clock, in the zone of the schedule.
  ///
  /// - What the profile covers is taken as it is.
  /// - Outside, the whole civil years that the profile covers, counted from its beginning, go round
  ///   and round: 5 March 14:15 takes the row of 5 March 14:15 of the year whose turn it is. A
  ///   profile that is shorter than a year serves horizons that need only the dates it has.
  /// - A time that the profile's year skips when clocks go forward takes the row of the same
  ///   reading with the offset before the change: 02:30 takes the row of 03:30.
  /// - In an hour that is repeated when clocks go back, both passes take the rows of the profile's
  ///   only pass; where the profile's year repeats the same hour too, first takes first and second
  ///   takes second; a single pass takes the first.
  /// - Rows of times that the horizon's year skips are left out.
  case byCivilDate(leapDay: LeapDayRule)
}

/// What a 29 February of the horizon plays when the profile's year has none.
///
/// In the other direction there is no choice: a 29 February of the profile is left out in the years
/// that have none.
public enum LeapDayRule: String, CaseIterable, Hashable, Sendable {
  /// 28 February once more.
  case repeatPrevious = "repeat previous"

  /// 1 March, which then follows once more.
  case useNext = "use next"
}
