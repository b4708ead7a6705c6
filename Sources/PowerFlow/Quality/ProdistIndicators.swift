/// The relative durations of precarious and critical voltage at one point of connection, by PRODIST
/// Módulo 8: DRP and DRC.
///
/// ```text
/// DRP = nlp / 1008 · 100 %       DRC = nlc / 1008 · 100 %
/// ```
///
/// *nlp* and *nlc* are the precarious and critical readings among 1,008 valid ones, each of the
/// phase that has most of them.
public struct ProdistIndicators: Hashable, Sendable {
  /// The number of valid readings of ten minutes: 168 hours.
  public static let readingCount = 1008

  /// The number of precarious readings of the phase that has most.
  public var precariousReadings: Int
  /// The number of critical readings of the phase that has most.
  public var criticalReadings: Int

  /// Creates indicators from counts.
  public init(precariousReadings: Int, criticalReadings: Int) {
    self.precariousReadings = precariousReadings
    self.criticalReadings = criticalReadings
  }

  /// The relative duration of precarious voltage (DRP), in percent.
  public var precariousPercent: Double {
    100 * Double(precariousReadings) / Double(Self.readingCount)
  }

  /// The relative duration of critical voltage (DRC), in percent.
  public var criticalPercent: Double {
    100 * Double(criticalReadings) / Double(Self.readingCount)
  }

  /// The largest relative duration of precarious voltage allowed (DRPₘ), in percent.
  public static var precariousLimitPercent: Double { ProdistTables.precariousLimitPercent }

  /// The largest relative duration of critical voltage allowed (DRCₘ), in percent.
  public static var criticalLimitPercent: Double { ProdistTables.criticalLimitPercent }

  /// Whether both durations are within their limits.
  public var complies: Bool {
    precariousPercent <= Self.precariousLimitPercent && criticalPercent <= Self.criticalLimitPercent
  }

  /// The compensation due to the customer, as a multiple of the month's charge for the use of the
  /// distribution system (EUSD).
  ///
  /// ```text
  /// k₁ · (DRP − DRPₘ)/100 + k₂ · (DRC − DRCₘ)/100
  /// ```
  ///
  /// *k₁* is 3, and *k₂* 7 in low, 5 in medium and 3 in high voltage; a duration within its limit
  /// counts nothing.
  public func compensationFactor(_ level: ProdistVoltageBand.Level) -> Double {
    let precarious = max(0, precariousPercent - Self.precariousLimitPercent)
    let critical = max(0, criticalPercent - Self.criticalLimitPercent)
    return
      (ProdistTables.precariousFactor * precarious
      + ProdistTables.criticalFactor(level) * critical) / 100
  }
}
