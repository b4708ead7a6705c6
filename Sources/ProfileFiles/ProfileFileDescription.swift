public import Quantities

/// What has to be known of a profile file to read it without guessing.
public struct ProfileFileDescription: Hashable, Sendable {
  /// The name of the column or dataset that holds the stamps; `nil` for a file without stamps, for
  /// which ``start`` and ``step`` have to be given.
  public var timeColumn: String?

  /// The instant of the first row's stamp, for a file without stamps.
  public var start: Instant?

  /// The time from one row to the next; `nil` to take it from the first two stamps.
  public var step: Duration?

  /// The zone whose clocks the stamps show, unless they name their own offset from UTC.
  public var zone: CivilTimeZone

  /// How stamps are written.
  public var stampFormat: StampFormat

  /// Which moment of an interval its stamp names.
  public var label: StampLabel

  /// The number that every value is multiplied by.
  public var scale: Double

  /// What separates the fields of a line.
  public var delimiter: Delimiter

  /// Whether numbers are written as `0,5` instead of `0.5`.
  public var decimalComma: Bool

  /// Creates a description.
  public init(
    timeColumn: String? = "time", start: Instant? = nil, step: Duration? = nil,
    zone: CivilTimeZone = .utc, stampFormat: StampFormat = .iso8601, label: StampLabel = .start,
    scale: Double = 1, delimiter: Delimiter = .automatic, decimalComma: Bool = false
  ) {
    self.timeColumn = timeColumn
    self.start = start
    self.step = step
    self.zone = zone
    self.stampFormat = stampFormat
    self.label = label
    self.scale = scale
    self.delimiter = delimiter
    self.decimalComma = decimalComma
  }

  /// What separates the fields of a line.
  public enum Delimiter: String, CaseIterable, Hashable, Sendable {
    /// The one of semicolon, tab and comma that the header has most of; with a decimal comma,
    /// semicolon or tab.
    case automatic
    case comma
    case semicolon
    case tab
  }
}

/// Which moment of an interval its stamp names.
public enum StampLabel: String, CaseIterable, Hashable, Sendable {
  /// The beginning of the interval.
  case start

  /// The middle of the interval.
  case centre

  /// The end of the interval. Where clocks change at that instant, the stamp may show them before or
  /// after the change.
  case end

  /// No interval: the value is a sample at that instant. The profile's values are the means between
  /// neighbouring samples, one fewer than there are samples.
  case instant
}
