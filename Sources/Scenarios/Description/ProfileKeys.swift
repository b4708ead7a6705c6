import Parameters
import ProfileFiles
import Profiles

/// The keys of an element of `profiles`.
enum ProfileKeys {
  /// How profiles go on outside the time that they cover.
  enum Repeat: String, CaseIterable {
    case none
    case byRow = "by-row"
    case byCivilDate = "by-civil-date"
  }

  static let name = Parameter(
    "name", .text, "Name that members put before a column: 'name/column'.")
  static let file = Parameter(
    "file", .text, "Path of a CSV file, also compressed by gzip, from the scenario's folder.")
  static let timeColumn = Parameter(
    "timeColumn", .text, default: .text("time"), "Column of the time stamps.")
  static let start = Parameter(
    "start", .dateTime, isOptional: true,
    "Moment of the first row, for a file without time stamps.")
  static let step = Parameter(
    "step", .quantity(.duration), minimum: 0.001, maximum: 366 * 86_400, isOptional: true,
    "Time from one row to the next; without it, that between the first two stamps.")
  static let zone = Parameter(
    "zone", .text, isOptional: true,
    "Time zone whose clocks the stamps show; without it, the zone of the scenario.")
  static let stampFormat = Parameter(
    "stampFormat", .text, default: .text(StampFormat.iso8601.description),
    "How stamps are written: 'iso8601', 'epoch-seconds', 'epoch-milliseconds' or a pattern such "
      + "as 'dd.MM.yyyy HH:mm'.")
  static let label = Parameter(
    "label", .choice(StampLabel.allCases.map(\.rawValue)),
    default: .text(StampLabel.start.rawValue), "Moment of an interval that its stamp names.")
  static let scale = Parameter(
    "scale", .number, minimum: -1e15, maximum: 1e15, default: .number(1),
    "Number that every value is multiplied by.")
  static let delimiter = Parameter(
    "delimiter", .choice(ProfileFileDescription.Delimiter.allCases.map(\.rawValue)),
    default: .text(ProfileFileDescription.Delimiter.automatic.rawValue),
    "What separates the fields of a line.")
  static let decimalComma = Parameter(
    "decimalComma", .boolean, default: .boolean(false),
    "Whether numbers are written with a decimal comma.")
  static let repetition = Parameter(
    "repeat", .choice(Repeat.allCases.map(\.rawValue)), default: .text(Repeat.none.rawValue),
    "How the profiles go on outside the time that they cover.")
  static let leapDay = Parameter(
    "leapDay", .choice(LeapDayRule.allCases.map(\.word)),
    default: .text(LeapDayRule.repeatPrevious.word),
    "What a 29 February plays that repeats a year without one.")

  static let set = ParameterSet(
    name: "profile", "A file of profiles.",
    [
      name, file, timeColumn, start, step, zone, stampFormat, label, scale, delimiter,
      decimalComma, repetition, leapDay,
    ])
}

extension LeapDayRule {
  /// The rule as scenario files write it.
  var word: String { rawValue.split(separator: " ").joined(separator: "-") }
}
