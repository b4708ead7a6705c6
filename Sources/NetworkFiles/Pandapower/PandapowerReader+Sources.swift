import ComplexModule
import JSONReading
import PowerFlow
import RealModule

extension PandapowerReader {
  /// Reads the external grids, and the generators that hold voltage and angle like one.
  mutating func readSources() {
    for row in tables["ext_grid"]?.rows ?? [] {
      let voltage = row.number("vm_pu", .positive, &report)
      let angle = row.number("va_degree", .any, default: 0, &report)
      guard let bus = activeBus(of: row), let voltage else { continue }
      var source = PandapowerSource(
        name: "ext\(row.index)", bus: bus, perUnit: voltage, degrees: angle)
      if hasPhases { readShortCircuit(of: row, to: &source) }
      add(source, row)
    }
    for row in tables["gen"]?.rows ?? [] where row.flag("slack", default: false, &report) {
      let voltage = row.number("vm_pu", .positive, &report)
      guard let bus = activeBus(of: row), let voltage else { continue }
      add(
        PandapowerSource(name: "gen\(row.index)", bus: bus, perUnit: voltage, degrees: 0), row)
    }
  }

  /// Adds a source, unless it is the twin of one that is there already.
  private mutating func add(_ source: PandapowerSource, _ row: PandapowerRow) {
    guard let twin = sources.first(where: { $0.bus == source.bus }) else {
      sources.append(source)
      return
    }
    if twin.perUnit == source.perUnit && twin.degrees == source.degrees {
      report.note(
        at: row.offset, "\(row.title) is at the bus of \(quoted(twin.name)) and is counted as one.")
    } else {
      report.refuse(
        at: row.offset,
        "\(row.title) holds another voltage than \(quoted(twin.name)) at the same bus.")
    }
  }

  /// Reads the impedances that a grid has for what is not balanced.
  private mutating func readShortCircuit(of row: PandapowerRow, to source: inout PandapowerSource) {
    let power = row.number("s_sc_max_mva", .positive, &report)
    let ratio = row.number("rx_max", .notNegative, &report)
    let reactanceRatio = row.number("x0x_max", .notNegative, &report)
    let zeroRatio = row.number("r0x0_max", .notNegative, &report)
    guard let power, let ratio, let reactanceRatio, let zeroRatio else { return }
    let kilovolts = buses[source.bus].kilovolts
    let reactance = 1.1 * kilovolts * kilovolts / power / (1 + ratio * ratio).squareRoot()
    source.negativeImpedance = Complex(ratio * reactance, reactance)
    let zero = reactanceRatio * reactance
    source.zeroImpedance = Complex(zeroRatio * zero, zero)
  }

  /// Reads the generators that hold a voltage.
  mutating func readGenerators() {
    var held: [Int: Double] = [:]
    var limited = 0
    for row in tables["gen"]?.rows ?? [] where row.cell("slack")?.bool != true {
      let power = row.number("p_mw", .any, &report)
      let voltage = row.number("vm_pu", .positive, &report)
      let scaling = row.number("scaling", .any, default: 1, &report)
      let lowest = row.optionalNumber("min_q_mvar", .any, &report)
      let highest = row.optionalNumber("max_q_mvar", .any, &report)
      let rating = row.optionalNumber("sn_mva", .any, &report)
      guard let bus = activeBus(of: row), let power, let voltage else { continue }
      guard !hasPhases else {
        report.leaveOut(
          at: row.offset,
          "\(row.title): generators that hold a voltage are not supported where phases differ.")
        continue
      }
      let name = "gen\(row.index)"
      var generator = NetworkGenerator(
        name: name, label: row.text("name"), bus: bus, activePowerWatts: power * scaling * 1e6,
        reactivePowerVar: 0,
        ratedPowerVoltAmperes: rating.flatMap { $0 > 0 ? $0 * 1e6 : nil })
      // A source at the same bus already holds the voltage, whatever the generator wants.
      if !sources.contains(where: { $0.bus == bus }) {
        guard held.updateValue(voltage, forKey: bus) ?? voltage == voltage else {
          report.refuse(
            at: row.offset(of: "vm_pu"),
            "\(row.title) holds another voltage than another generator at the same bus.")
          continue
        }
        var limits = -Double.infinity...Double.infinity
        let range = (lowest ?? -.infinity, highest ?? .infinity)
        if options.keepsReactiveLimits, range.0 <= range.1 {
          limits = range.0 * 1e6...range.1 * 1e6
          if lowest != nil || highest != nil { limited += 1 }
        } else if range.0 > range.1 {
          report.refuse(
            at: row.offset(of: "min_q_mvar"),
            "'min_q_mvar' of \(row.title) is \(range.0), which is more than its 'max_q_mvar', "
              + "\(range.1).")
        }
        generator.control = .voltage(perUnit: voltage, reactiveLimitsVar: limits)
      }
      voltageGenerators.append(generator)
    }
    if limited > 0 {
      report.note(
        at: tables["gen"]?.offset ?? 0,
        "the limits of the reactive power of \(limited) generators are kept; pandapower ignores "
          + "them unless it is asked for 'enforce_q_lims'.")
    }
  }
}
