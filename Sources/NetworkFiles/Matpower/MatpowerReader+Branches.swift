import ComplexModule
import PowerFlow
import RealModule

extension MatpowerReader {
  /// Reads a row of `branch`.
  mutating func readBranch(_ matrix: MatpowerMatrix, _ row: Int, _ network: inout Network) {
    let name = "branch\(row + 1)"
    guard let values = numbers([0, 1, 2, 3, 4, 5, 8, 9, 10], of: matrix, row, name),
      let from = bus(values[0], in: matrix, row, name),
      let to = bus(values[1], in: matrix, row, name)
    else { return }
    guard let from, let to else { return }
    guard from != to else {
      report.refuse(
        at: matrix.offset(ofRow: row), "\(name) starts and ends at bus \(buses[from].number).")
      return
    }
    let (resistance, reactance, charging) = (values[2], values[3], values[4])
    let (rating, tap, shift) = (values[5], values[6], values[7])
    let isInService = values[8] != 0
    guard tap >= 0, rating >= 0 else {
      report.refuse(
        at: matrix.offset(ofRow: row),
        "\(name) must not have a negative \(tap < 0 ? "tap ratio" : "rating"), "
          + "\(tap < 0 ? tap : rating).")
      return
    }
    let (high, low) = (buses[from].kilovolts, buses[to].kilovolts)
    let ohm = low * low / baseMegavolts
    guard tap != 0 || shift != 0 || high != low else {
      network.lines.append(
        Line(
          name: name, from: from, to: to, resistanceOhm: resistance * ohm,
          reactanceOhm: reactance * ohm, chargingMicrosiemens: charging / ohm * 1e6,
          ratedCurrentAmperes: rating > 0 ? rating * 1000 / (Double.sqrt(3) * high) : nil,
          isInService: isInService))
      return
    }
    network.transformers.append(
      Transformer(
        name: name, highVoltageBus: from, lowVoltageBus: to,
        ratedPowerVoltAmperes: (rating > 0 ? rating : baseMegavolts) * 1e6,
        ratedHighVoltageVolts: high * 1000, ratedLowVoltageVolts: low * 1000,
        resistanceOhm: resistance * ohm, reactanceOhm: reactance * ohm,
        susceptanceMicrosiemens: charging / ohm * 1e6,
        ratio: (tap == 0 ? 1 : tap) * high / low, shiftDegrees: shift, isInService: isInService))
  }

  /// Reads `gen`: sources at reference buses, generators that hold a voltage at those of kind PV, and
  /// constant power elsewhere.
  mutating func readGenerators(_ matrix: MatpowerMatrix, _ network: inout Network) {
    var voltages: [Int: Double] = [:]
    var rows: [(row: Int, bus: Int, values: [Double])] = []
    for row in 0..<matrix.rowCount {
      let name = "gen\(row + 1)"
      guard let values = numbers([0, 1, 2, 5, 7], of: matrix, row, name),
        let bus = bus(values[0], in: matrix, row, name)
      else { continue }
      guard let bus, values[4] > 0 else { continue }
      guard buses[bus].kind == 1 || values[3] > 0 else {
        report.refuse(
          at: matrix.offset(ofRow: row),
          "\(name) must hold a voltage greater than zero, not \(values[3]).")
        continue
      }
      voltages[bus] = values[3]
      rows.append((row, bus, values))
    }
    for (place, bus) in buses.enumerated() where bus.kind == 3 {
      guard let voltage = voltages[place] else {
        report.refuse(
          at: 0, "the reference bus \(bus.number) has no generator in service.")
        continue
      }
      network.sources.append(
        Source(
          name: "ref\(bus.number)", bus: place, voltagePerUnit: voltage, angleDegrees: bus.angle))
    }
    if network.sources.isEmpty && report.faults.isEmpty {
      report.refuse(at: 0, "no bus is a reference (kind 3).")
    }
    var limited = 0
    for (row, place, values) in rows where buses[place].kind != 3 {
      var generator = NetworkGenerator(
        name: "gen\(row + 1)", bus: place, activePowerWatts: values[1] * 1e6,
        reactivePowerVar: buses[place].kind == 1 ? values[2] * 1e6 : 0)
      if buses[place].kind == 2 {
        var limits = -Double.infinity...Double.infinity
        let (highest, lowest) = (matrix[row, 3], matrix[row, 4])
        if options.keepsReactiveLimits {
          guard lowest <= highest else {
            report.refuse(
              at: matrix.offset(ofRow: row),
              "'Qmin' of gen\(row + 1), \(lowest), is more than its 'Qmax', \(highest).")
            continue
          }
          limits = lowest * 1e6...highest * 1e6
          limited += 1
        }
        generator.control = .voltage(
          perUnit: voltages[place] ?? 1, reactiveLimitsVar: limits)
      }
      network.generators.append(generator)
    }
    if limited > 0 {
      report.note(
        at: matrix.offset(ofRow: 0),
        "the limits of the reactive power of \(limited) generators are kept; MATPOWER ignores them "
          + "unless it is asked for 'pf.enforce_q_lims'.")
    }
  }
}
