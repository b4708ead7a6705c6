public import Quantities

/// The voltages that count as adequate, precarious and critical at a point of connection, by
/// Anexo 8.A of Módulo 8 of ANEEL's PRODIST.
///
/// Adequate are the voltages of ``adequate``, precarious those of ``tolerated`` outside of it, and
/// critical all others. Ends belong to the better side.
public struct ProdistVoltageBand: Hashable, Sendable {
  /// How a reading is judged.
  public enum Quality: Int, Hashable, Sendable, CaseIterable {
    case adequate
    case precarious
    case critical
  }

  /// The voltage levels that PRODIST compensates differently.
  public enum Level: String, Hashable, Sendable, CaseIterable {
    /// Up to 2.3 kV.
    case low
    /// Above 2.3 kV and below 69 kV.
    case medium
    /// From 69 kV.
    case high
  }

  /// What is read.
  public enum Reading: String, Hashable, Sendable, CaseIterable {
    case lineToLine
    case lineToNeutral
  }

  /// The level.
  public var level: Level
  /// The adequate voltages, in volts.
  public var adequate: ClosedRange<Double>
  /// The adequate and the precarious voltages, in volts.
  public var tolerated: ClosedRange<Double>
  /// The number of the table in Anexo 8.A, or `nil` if the voltage has none.
  public var table: Int?

  /// Creates a band.
  public init(
    level: Level, adequate: ClosedRange<Double>, tolerated: ClosedRange<Double>,
    table: Int? = nil
  ) {
    self.level = level
    self.adequate = adequate
    self.tolerated = tolerated
    self.table = table
  }

  /// Judges a reading; `nil` for what is not a finite number.
  public func quality(ofVolts volts: Double) -> Quality? {
    guard volts.isFinite else { return nil }
    return adequate.contains(volts)
      ? .adequate : tolerated.contains(volts) ? .precarious : .critical
  }
}

extension ProdistVoltageBand {
  /// The band of a connection above 2.3 kV, around its reference voltage.
  ///
  /// - Parameters:
  ///   - nominal: The nominal voltage, line to line, which chooses the table.
  ///   - reference: The voltage, line to line, that was agreed upon; the nominal one by default.
  ///   - reading: What is read.
  /// - Returns: `nil` for a nominal voltage up to 2.3 kV, or one that is not finite.
  public static func aboveLowVoltage(
    nominal: Voltage, reference: Voltage? = nil, reading: Reading = .lineToLine
  ) -> ProdistVoltageBand? {
    guard
      let row = ProdistTables.perUnit.first(where: {
        nominal.volts > $0.aboveVolts || (nominal.volts == $0.aboveVolts && $0.includesEnd)
      })
    else { return nil }
    let lineVolts = (reference ?? nominal).volts
    let volts = reading == .lineToLine ? lineVolts : lineVolts / 3.0.squareRoot()
    guard volts.isFinite, volts > 0 else { return nil }
    return ProdistVoltageBand(
      level: row.level,
      adequate: row.adequate.lowerBound * volts...row.adequate.upperBound * volts,
      tolerated: row.tolerated.lowerBound * volts...row.tolerated.upperBound * volts,
      table: row.table)
  }

  /// The band of a connection up to 2.3 kV whose voltages have a table, such as 220/127 V.
  ///
  /// - Parameters:
  ///   - lineToLine: The nominal voltage between lines, in volts.
  ///   - lineToNeutral: The nominal voltage between line and neutral, in volts.
  ///   - reading: What is read.
  /// - Returns: `nil` if there is no table: see ``proportional(toNominal:)``.
  public static func lowVoltage(
    lineToLine: Int, lineToNeutral: Int, reading: Reading
  ) -> ProdistVoltageBand? {
    guard
      let row = ProdistTables.volts.first(where: {
        $0.lineToLine == lineToLine && $0.lineToNeutral == lineToNeutral
      })
    else { return nil }
    let limits = reading == .lineToLine ? row.betweenLines : row.toNeutral
    return ProdistVoltageBand(
      level: .low, adequate: limits.adequate, tolerated: limits.tolerated, table: row.table)
  }

  /// A band for a low voltage without a table, by the factors from which the tables are rounded:
  /// adequate from 0.92 to 1.05, precarious from 0.87 to 1.06 of the nominal voltage.
  ///
  /// The regulation has no such rule. Results that rest on it should say so; ``table`` is `nil`.
  ///
  /// - Precondition: The voltage is positive and finite.
  public static func proportional(toNominal nominal: Voltage) -> ProdistVoltageBand {
    let volts = nominal.volts
    precondition(volts > 0 && volts.isFinite, "the voltage must be positive and finite")
    return ProdistVoltageBand(
      level: .low, adequate: 0.92 * volts...1.05 * volts, tolerated: 0.87 * volts...1.06 * volts)
  }
}
