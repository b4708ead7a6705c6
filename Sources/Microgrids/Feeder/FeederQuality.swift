import PowerFlow
import Quantities
import ResultFiles
import Scenarios

/// The statistics of ten minutes that a standard of voltage quality asks for, at every place of a
/// feeder.
///
/// The value of a step is the mean of the magnitude over the interval; within an interval voltages move
/// so little that it stands for the root mean square. Conductors are judged apart.
struct FeederQuality {
  private var european: EN50160Statistics?
  private var brazilian: ProdistMeasurement?
  /// What one per unit means at each place, in volts.
  private let nominalVolts: [Double]
  private var volts: [Double]

  /// Prepares the statistics; `nil` where the scenario asks for none.
  init?(_ settings: NetworkSettings, intervalNanoseconds: Int64) throws(VoltageQualityError) {
    let step = Duration.nanoseconds(intervalNanoseconds)
    nominalVolts = settings.nominalVolts
    volts = nominalVolts
    switch settings.voltageQuality {
    case .none: return nil
    case .en50160:
      european = try EN50160Statistics(channelCount: nominalVolts.count, step: step)
    case .prodist:
      let reading = settings.reading
      brazilian = try ProdistMeasurement(
        nominalVolts.map { (Self.band(ofVolts: $0, reading), 1) }, step: step)
    }
  }

  /// The band of PRODIST for a nominal voltage; where there is no table, one of its factors.
  private static func band(
    ofVolts nominal: Double, _ reading: ProdistVoltageBand.Reading
  ) -> ProdistVoltageBand {
    let root3 = 3.0.squareRoot()
    let lineToLine = reading == .lineToLine ? nominal : nominal * root3
    let whole = Int(exactly: lineToLine.rounded()) ?? 0
    let neutral = Int(exactly: (lineToLine / root3).rounded()) ?? 0
    return ProdistVoltageBand.aboveLowVoltage(
      nominal: Voltage(volts: lineToLine), reading: reading)
      ?? ProdistVoltageBand.lowVoltage(
        lineToLine: whole, lineToNeutral: neutral, reading: reading)
      ?? .proportional(toNominal: Voltage(volts: nominal))
  }

  /// Adds an interval: the means of the voltages, per unit; not numbers where it was not solved.
  mutating func add(voltageHours: [Double], hours: Double, isSolved: Bool) {
    for place in volts.indices {
      volts[place] = isSolved ? voltageHours[place] / hours : .nan
      if brazilian != nil { volts[place] *= nominalVolts[place] }
    }
    addSteps(volts, &european, &brazilian)
  }

  /// The columns of results, one value for each place.
  var columns: [Column] {
    if let european {
      return [
        Column(
          "en50160_weeks_failed", .int32(european.channels.map { Int32(clamping: $0.failedWeeks) }),
          longName: "Weeks whose ten-minute values failed EN 50160, of "
            + "\(european.weekCount) whole weeks"),
        Column(
          "en50160_worst_share_outside", .float64(european.channels.map(\.worstShareOutside)),
          units: "1",
          longName: "Largest share of a week's ten-minute values outside of 0.9 to 1.1 per unit"),
      ]
    }
    guard let brazilian else { return [] }
    let points = brazilian.points
    return [
      Column(
        "prodist_drp",
        .float64(points.map { $0.measurementCount > 0 ? $0.worst.precariousPercent : .nan }),
        units: "percent",
        longName: "Worst relative duration of precarious voltage (DRP) of 1,008 readings"),
      Column(
        "prodist_drc",
        .float64(points.map { $0.measurementCount > 0 ? $0.worst.criticalPercent : .nan }),
        units: "percent",
        longName: "Worst relative duration of critical voltage (DRC) of 1,008 readings"),
      Column(
        "prodist_violations", .int32(points.map { Int32(clamping: $0.violationCount) }),
        longName: "Measurements of 1,008 readings beyond the limits of DRP or DRC"),
    ]
  }
}

/// Adds a step; a function of its own, as a span of one property would lock all of `self`.
private func addSteps(
  _ volts: [Double], _ european: inout EN50160Statistics?, _ brazilian: inout ProdistMeasurement?
) {
  european?.add(volts.span)
  brazilian?.add(volts: volts.span)
}

extension NetworkSettings {
  /// What one per unit means at each place, in volts.
  fileprivate var nominalVolts: [Double] {
    switch network {
    case .balanced(let network): network.buses.map(\.nominalVoltage.volts)
    case .multiphase(let network):
      network.buses.flatMap { bus in bus.conductors.map { _ in bus.nominalPhaseVoltage.volts } }
    }
  }

  /// Between which conductors that is.
  fileprivate var reading: ProdistVoltageBand.Reading {
    if case .balanced = network { .lineToLine } else { .lineToNeutral }
  }
}
