import Parameters
import Quantities

extension ScenarioReader {
  /// What the result file holds; reports rows that the horizon cannot be divided into.
  func recordingSettings(_ section: Section, time: TimeSettings?) -> RecordingSettings? {
    guard let time, let rows = intervalsPerRow(section, time: time) else { return nil }
    return RecordingSettings(
      detail: section.word(RecordingKeys.detail, as: RecordingSettings.Detail.self) ?? .full,
      intervalsPerRow: rows,
      voltagePrecision: section.word(
        RecordingKeys.voltagePrecision, as: RecordingSettings.Precision.self) ?? .float32,
      ledger: section.word(RecordingKeys.ledger, as: RecordingSettings.Ledger.self)
        ?? .billingPeriods,
      orders: section.boolean(RecordingKeys.orders) ?? false)
  }

  private func intervalsPerRow(_ section: Section, time: TimeSettings) -> Int? {
    let key = RecordingKeys.interval
    guard let seconds = section.number(key) else { return 1 }
    let (length, interval) = (nanoseconds(seconds), time.intervalNanoseconds)
    let day = CivilTime.nanosecondsPerDay
    let place = section.place(key)
    guard length % interval == 0, day % length == 0 || length % day == 0 else {
      diagnostics.report(
        place,
        "'\(key.name)' in 'recording' must be a multiple of the settlement interval of "
          + "\(text(of: interval)) that divides a day, or whole days, such as '1 h' or '1 d'.")
      return nil
    }
    let rows = Int(length / interval)
    guard time.intervalCount % rows == 0 else {
      let fitting = (1...rows).last {
        time.intervalCount % $0 == 0 && Self.divides(Int64($0) * interval)
      }
      diagnostics.report(
        place,
        "the horizon is not a whole number of rows of \(text(of: length)): it has "
          + "\(time.intervalCount / rows) and a part of one. Take "
          + "'\(text(of: Int64(fitting ?? 1) * interval))', or another horizon.")
      return nil
    }
    return rows
  }

  /// Whether a length divides a day or is whole days.
  private static func divides(_ length: Int64) -> Bool {
    CivilTime.nanosecondsPerDay % length == 0 || length % CivilTime.nanosecondsPerDay == 0
  }

  private func text(of nanoseconds: Int64) -> String {
    QuantityText(currency: "").text(of: Double(nanoseconds) / 1e9, as: .duration)
  }
}
