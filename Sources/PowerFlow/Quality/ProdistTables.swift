/// The numbers of PRODIST, Módulo 8 (Anexo VIII of ANEEL's Resolução Normativa 956 of 7 December
/// 2021): the tables 1 to 11 of its Anexo 8.A, and the limits and factors of section 8.1.
///
/// The numbers were checked against several independent transcriptions of the module in force from
/// 2015 on, not against the official gazette. The ends of the tables 1 and 2 are the least certain.
enum ProdistTables {
  /// A table in per unit of the reference voltage.
  struct PerUnit {
    let table: Int
    let level: ProdistVoltageBand.Level
    /// The nominal voltage above which the table holds, in volts.
    let aboveVolts: Double
    /// Whether it also holds at that voltage.
    let includesEnd: Bool
    let adequate: ClosedRange<Double>
    let tolerated: ClosedRange<Double>
  }

  /// The limits of one reading, in volts.
  struct Limits {
    let adequate: ClosedRange<Double>
    let tolerated: ClosedRange<Double>

    init(_ lowest: Double, _ low: Double, _ high: Double, _ highest: Double) {
      adequate = low...high
      tolerated = lowest...highest
    }
  }

  /// A table in volts.
  struct Volts {
    let table: Int
    let lineToLine: Int
    let lineToNeutral: Int
    let betweenLines: Limits
    let toNeutral: Limits
  }

  /// The tables for more than 2.3 kV, by falling voltage.
  static let perUnit = [
    PerUnit(
      table: 1, level: .high, aboveVolts: 230_000, includesEnd: true, adequate: 0.95...1.05,
      tolerated: 0.93...1.07),
    PerUnit(
      table: 2, level: .high, aboveVolts: 69_000, includesEnd: true, adequate: 0.95...1.05,
      tolerated: 0.9...1.07),
    PerUnit(
      table: 3, level: .medium, aboveVolts: 2300, includesEnd: false, adequate: 0.93...1.05,
      tolerated: 0.9...1.05),
  ]

  /// The tables for up to 2.3 kV.
  static let volts = [
    Volts(
      table: 4, lineToLine: 220, lineToNeutral: 127,
      betweenLines: Limits(191, 202, 231, 233), toNeutral: Limits(110, 117, 133, 135)),
    Volts(
      table: 5, lineToLine: 380, lineToNeutral: 220,
      betweenLines: Limits(331, 350, 399, 403), toNeutral: Limits(191, 202, 231, 233)),
    Volts(
      table: 6, lineToLine: 254, lineToNeutral: 127,
      betweenLines: Limits(221, 234, 267, 269), toNeutral: Limits(110, 117, 133, 135)),
    Volts(
      table: 7, lineToLine: 440, lineToNeutral: 220,
      betweenLines: Limits(383, 405, 462, 466), toNeutral: Limits(191, 202, 231, 233)),
    Volts(
      table: 8, lineToLine: 208, lineToNeutral: 120,
      betweenLines: Limits(181, 191, 218, 220), toNeutral: Limits(104, 110, 126, 127)),
    Volts(
      table: 9, lineToLine: 230, lineToNeutral: 115,
      betweenLines: Limits(200, 212, 242, 244), toNeutral: Limits(100, 106, 121, 122)),
    Volts(
      table: 10, lineToLine: 240, lineToNeutral: 120,
      betweenLines: Limits(209, 221, 252, 254), toNeutral: Limits(104, 110, 126, 127)),
    Volts(
      table: 11, lineToLine: 220, lineToNeutral: 110,
      betweenLines: Limits(191, 202, 231, 233), toNeutral: Limits(96, 101, 116, 117)),
  ]

  /// The largest share of precarious readings (DRP), in percent.
  static let precariousLimitPercent = 3.0
  /// The largest share of critical readings (DRC), in percent.
  static let criticalLimitPercent = 0.5
  /// The factor of a share of precarious readings above its limit.
  static let precariousFactor = 3.0

  /// The factor of a share of critical readings above its limit.
  static func criticalFactor(_ level: ProdistVoltageBand.Level) -> Double {
    switch level {
    case .low: 7
    case .medium: 5
    case .high: 3
    }
  }
}
