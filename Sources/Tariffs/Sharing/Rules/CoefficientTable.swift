public import Quantities

/// Shares of each consumer over time, as files hold them: given before (Spain) or after (Enedis
/// *dynamique complète*).
///
/// A file is a table of comma-separated values: a first line with the names of the members, then one
/// line of shares for each span of time; each line sums to no more than 1.
public struct CoefficientTable: Hashable, Sendable {
  /// When the lines hold.
  public enum Times: Hashable, Sendable {
    /// Each line is an hour of the civil year, 8760 of them; 29 February repeats the day before.
    case hoursOfYear
    /// Lines follow each other from an instant on, each for so many nanoseconds.
    case from(Instant, step: Int64)
  }

  /// The names of the columns.
  public let names: [String]
  /// The lines.
  public let rows: [WholeShares]
  /// When the lines hold.
  public let times: Times

  /// Reads a file.
  ///
  /// - Throws: ``BillingError`` which names the line.
  public init(csv bytes: [UInt8], times: Times) throws(BillingError) {
    var lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)[...]
    if lines.first?.first == "\u{FEFF}" { lines[0] = lines[0].dropFirst() }
    guard let header = lines.popFirst() else { throw BillingError("the coefficients are empty") }
    names = Self.cells(header)
    guard Set(names).count == names.count, !names.contains("") else {
      throw BillingError("line 1 of the coefficients must name each member once")
    }
    var rows: [WholeShares] = []
    rows.reserveCapacity(lines.count)
    for (number, line) in lines.enumerated() {
      let cells = Self.cells(line)
      guard cells.count == names.count else {
        throw BillingError(
          "line \(number + 2) of the coefficients has \(cells.count) values for \(names.count) members"
        )
      }
      var shares: [Double] = []
      for cell in cells {
        guard let share = Double(cell) else {
          throw BillingError("line \(number + 2) of the coefficients holds '\(cell)', no number")
        }
        shares.append(share)
      }
      do { rows.append(try WholeShares(shares)) } catch {
        throw BillingError("line \(number + 2) of the coefficients: \(error)")
      }
    }
    guard times != .hoursOfYear || rows.count == 8760 else {
      throw BillingError("the coefficients have \(rows.count) lines, but a year has 8760 hours")
    }
    self.rows = rows
    self.times = times
  }

  /// The line that holds at an instant; `nil` outside the table.
  public func row(at instant: Instant, in zone: CivilTimeZone) -> WholeShares? {
    switch times {
    case .hoursOfYear:
      let time = zone.civilTime(at: instant)
      var day = time.date.dayOfYear
      if time.date.isInLeapYear
        && (time.date.month > 2 || (time.date.month, time.date.day) == (2, 29))
      {
        day -= 1
      }
      let row = (day - 1) * 24 + time.hour
      return rows.indices.contains(row) ? rows[row] : nil
    case .from(let start, let step):
      let (span, overflow) = instant.nanoseconds.subtractingReportingOverflow(start.nanoseconds)
      guard !overflow, span >= 0, step > 0 else { return nil }
      let row = span / step
      return row < rows.count ? rows[Int(row)] : nil
    }
  }

  private static func cells(_ line: Substring) -> [String] {
    line.split(separator: ",", omittingEmptySubsequences: false).map {
      String($0.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
  }
}
