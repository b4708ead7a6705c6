import PowerFlow
import Quantities
import TestSupport
import Testing

struct ProdistTests {
  /// The band between line and neutral at 220/127 V.
  static func band() throws -> ProdistVoltageBand {
    try #require(
      ProdistVoltageBand.lowVoltage(
        lineToLine: 220, lineToNeutral: 127, reading: .lineToNeutral))
  }

  struct Reading {
    let volts: Double
    let quality: ProdistVoltageBand.Quality
  }

  static let readings = [
    Reading(volts: 127, quality: .adequate), Reading(volts: 117, quality: .adequate),
    Reading(volts: 133, quality: .adequate), Reading(volts: 116.99, quality: .precarious),
    Reading(volts: 110, quality: .precarious), Reading(volts: 133.01, quality: .precarious),
    Reading(volts: 135, quality: .precarious), Reading(volts: 109.99, quality: .critical),
    Reading(volts: 135.01, quality: .critical), Reading(volts: 0, quality: .critical),
  ]

  @Test("Readings at 220/127 V are judged by table 4", arguments: readings)
  func lowVoltage(reading: Reading) throws {
    #expect(try Self.band().quality(ofVolts: reading.volts) == reading.quality)
  }

  @Test("A reading that is no number has no quality")
  func noReading() throws {
    #expect(try Self.band().quality(ofVolts: .nan) == nil)
  }

  @Test("Each table of low voltage lies within a volt of the factors from which it is rounded")
  func tables() throws {
    let pairs = [
      (220, 127), (380, 220), (254, 127), (440, 220), (208, 120), (230, 115), (240, 120),
      (220, 110),
    ]
    for (number, (line, neutral)) in pairs.enumerated() {
      for reading in ProdistVoltageBand.Reading.allCases {
        let band = try #require(
          ProdistVoltageBand.lowVoltage(
            lineToLine: line, lineToNeutral: neutral, reading: reading))
        #expect(band.table == number + 4 && band.level == .low)
        let nominal = Voltage(volts: Double(reading == .lineToLine ? line : neutral))
        let rule = ProdistVoltageBand.proportional(toNominal: nominal)
        #expect(abs(band.adequate.lowerBound - rule.adequate.lowerBound) <= 1)
        #expect(abs(band.adequate.upperBound - rule.adequate.upperBound) <= 1)
        #expect(abs(band.tolerated.lowerBound - rule.tolerated.lowerBound) <= 1)
        #expect(abs(band.tolerated.upperBound - rule.tolerated.upperBound) <= 1)
      }
    }
    #expect(
      ProdistVoltageBand.lowVoltage(lineToLine: 400, lineToNeutral: 230, reading: .lineToLine)
        == nil)
  }

  struct Class {
    let kilovolts: Double
    let table: Int?
    let level: ProdistVoltageBand.Level?
  }

  @Test(
    "The nominal voltage chooses the table",
    arguments: [
      Class(kilovolts: 0.38, table: nil, level: nil), Class(kilovolts: 2.3, table: nil, level: nil),
      Class(kilovolts: 2.4, table: 3, level: .medium),
      Class(kilovolts: 13.8, table: 3, level: .medium),
      Class(kilovolts: 68.9, table: 3, level: .medium),
      Class(kilovolts: 69, table: 2, level: .high),
      Class(kilovolts: 138, table: 2, level: .high), Class(kilovolts: 230, table: 1, level: .high),
      Class(kilovolts: .nan, table: nil, level: nil),
      Class(kilovolts: .infinity, table: nil, level: nil),
    ])
  func voltageClasses(expected: Class) {
    let band = ProdistVoltageBand.aboveLowVoltage(nominal: Voltage(kilovolts: expected.kilovolts))
    #expect(band?.table == expected.table)
    #expect(band?.level == expected.level)
  }

  @Test("Medium voltage has no precarious band above, and refers to what was agreed upon")
  func mediumVoltage() throws {
    let band = try #require(
      ProdistVoltageBand.aboveLowVoltage(
        nominal: Voltage(kilovolts: 13.8), reference: Voltage(kilovolts: 13.2)))
    #expect(band.quality(ofVolts: 13_200 * 1.0501) == .critical)
    #expect(band.quality(ofVolts: 13_200 * 1.0499) == .adequate)
    #expect(band.quality(ofVolts: 13_200 * 0.9299) == .precarious)
    #expect(band.quality(ofVolts: 13_200 * 0.8999) == .critical)
  }

  @Test("DRP and DRC are shares of 1,008 readings, and the compensation follows from both")
  func indicators() {
    // 84 / 1008 = 8.333 %, 18 / 1008 = 1.786 %.
    let found = ProdistIndicators(precariousReadings: 84, criticalReadings: 18)
    #expect(abs(found.precariousPercent - 100.0 / 12) < 1e-12)
    #expect(abs(found.criticalPercent - 100.0 / 56) < 1e-12)
    #expect(!found.complies)
    // 3 · 0.053333… + 7 · 0.012857… = 0.16 + 0.09
    #expect(abs(found.compensationFactor(.low) - 0.25) < 1e-12)
    #expect(abs(found.compensationFactor(.medium) - (0.16 + 0.45 / 7)) < 1e-12)
    #expect(abs(found.compensationFactor(.high) - (0.16 + 0.27 / 7)) < 1e-12)
  }

  @Test("30 precarious and 5 critical readings comply, one more of either does not")
  func limits() {
    #expect(ProdistIndicators(precariousReadings: 30, criticalReadings: 5).complies)
    #expect(!ProdistIndicators(precariousReadings: 31, criticalReadings: 5).complies)
    #expect(!ProdistIndicators(precariousReadings: 30, criticalReadings: 6).complies)
    let good = ProdistIndicators(precariousReadings: 30, criticalReadings: 5)
    #expect(good.compensationFactor(.low) == 0)
  }

  @Test("The phase with most readings of a kind decides, each kind for itself")
  func phases() throws {
    var measurement = try ProdistMeasurement(
      [(try Self.band(), 1), (try Self.band(), 2)], step: .minutes(10))
    #expect(measurement.channelCount == 3)
    for reading in 0..<1008 {
      measurement.add(
        volts: [127, reading < 40 ? 115 : 127, reading < 3 ? 100 : reading < 10 ? 134 : 127].span)
    }
    #expect(
      measurement.points[0].last == ProdistIndicators(precariousReadings: 0, criticalReadings: 0))
    #expect(
      measurement.points[1].last == ProdistIndicators(precariousReadings: 40, criticalReadings: 3))
    #expect(measurement.points[0].violationCount == 0)
    #expect(measurement.points[1].violationCount == 1)
  }

  @Test("Readings without supply are left out, and the measurement takes longer")
  func invalidReadings() throws {
    var measurement = try ProdistMeasurement([(try Self.band(), 1)], step: .minutes(5))
    func add(_ volts: Double, times: Int) {
      for _ in 0..<times { measurement.add(volts: [volts].span) }
    }
    add(127, times: 2 * 500)
    add(.nan, times: 2 * 12)
    add(127, times: 2 * 507)
    #expect(measurement.points[0].last == nil)
    add(112, times: 2)
    #expect(
      measurement.points[0].last == ProdistIndicators(precariousReadings: 1, criticalReadings: 0))
    #expect(measurement.points[0].invalidReadingCount == 12)
    add(90, times: 2 * 1008)
    #expect(measurement.points[0].measurementCount == 2)
    #expect(
      measurement.points[0].worst
        == ProdistIndicators(precariousReadings: 1, criticalReadings: 1008))
    #expect(measurement.points[0].last?.criticalPercent == 100)
  }
}
