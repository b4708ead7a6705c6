import ComplexModule
import JSONReading
import PowerFlow
import Quantities
import RealModule

extension PandapowerReader {
  /// Reads the switches: those between buses become lines, open ones at branches dead ends.
  mutating func readSwitches() {
    let branches = [
      "l": ("line", "L", ["from_bus", "to_bus"]), "t": ("trafo", "T", ["hv_bus", "lv_bus"]),
      "t3": ("trafo3w", "W", ["hv_bus", "mv_bus", "lv_bus"]),
    ]
    var rows: [String: [Int: PandapowerRow]] = [:]
    for (table, _, _) in branches.values {
      let pairs = (tables[table]?.rows ?? []).map { ($0.index, $0) }
      rows[table] = Dictionary(pairs) { first, _ in first }
    }
    for row in tables["switch"]?.rows ?? [] {
      let isClosed = row.flag("closed", default: true, &report)
      let kind = row.text("et") ?? ""
      if kind == "b" {
        readBusSwitch(row, isClosed: isClosed)
        continue
      }
      guard let (table, letter, columns) = branches[kind] else {
        report.refuse(
          at: row.offset(of: "et"),
          "'et' of \(row.title) must be 'b', 'l', 't' or 't3', not \(shortened(kind)).")
        continue
      }
      guard let label = row.integer("bus", &report), let element = row.integer("element", &report)
      else { continue }
      guard let branch = rows[table]?[element] else {
        report.refuse(
          at: row.offset(of: "element"),
          "'element' of \(row.title) is \(element), which is no \(table).")
        continue
      }
      guard columns.contains(where: { branch.cell($0)?.number == Double(label) }) else {
        report.refuse(
          at: row.offset(of: "bus"),
          "'bus' of \(row.title) is \(label), but \(branch.title) does not end there.")
        continue
      }
      if !isClosed { openEnds.insert(BranchEnd(branch: "\(letter)\(element)", bus: label)) }
    }
  }

  /// The ratio of resistance to reactance that pandapower gives a switch with an impedance.
  private static let switchRatio = 2.0

  private mutating func readBusSwitch(_ row: PandapowerRow, isClosed: Bool) {
    let from = bus("bus", of: row)
    let to = bus("element", of: row)
    let ohm = row.number("z_ohm", .notNegative, default: 0, &report)
    let rating = row.optionalNumber("in_ka", .any, &report)
    guard let from, let to, let from, let to, from != to else { return }
    let reactance = ohm / (1 + Self.switchRatio * Self.switchRatio).squareRoot()
    lines.append(
      PandapowerLine(
        name: "S\(row.index)", from: from, to: to,
        impedance: Complex(Self.switchRatio * reactance, reactance), admittance: .zero,
        ratedAmperes: amperes(rating), kind: .switch, isInService: isClosed,
        zeroImpedance: Complex(Self.switchRatio * reactance, reactance)))
  }

  /// The bus at one end of a transformer: `nil` after a fault or if it is out of service, and a dead
  /// end behind an open switch.
  mutating func transformerEnd(_ column: String, of row: PandapowerRow, branch: String) -> Int? {
    guard let place = bus(column, of: row), let label = row.integer(column, &report) else {
      return nil
    }
    let end = BranchEnd(branch: branch, bus: label)
    guard openEnds.contains(end), let kilovolts = busVoltages[label] else { return place }
    return addDeadEnd(end, kind: "transformer", number: row.index, kilovolts: kilovolts)
  }

  private mutating func addDeadEnd(
    _ end: BranchEnd, kind: String, number: Int, kilovolts: Double
  ) -> Int {
    addBus(
      "open:\(end.branch)@\(end.bus)", label: "open end of \(kind) \(number) at bus \(end.bus)",
      kilovolts: kilovolts)
  }

  /// Reads the lines and cables.
  mutating func readLines() {
    for row in tables["line"]?.rows ?? [] {
      let name = "L\(row.index)"
      let length = row.number("length_km", .notNegative, &report)
      let resistance = row.number("r_ohm_per_km", .any, &report)
      let reactance = row.number("x_ohm_per_km", .any, &report)
      let capacitance = row.number("c_nf_per_km", .any, default: 0, &report)
      let conductance = row.number("g_us_per_km", .any, default: 0, &report)
      let parallel = row.number("parallel", .positive, default: 1, &report)
      let derating = row.number("df", .positive, default: 1, &report)
      let rating = row.optionalNumber("max_i_ka", .notNegative, &report)
      let isInService = row.flag("in_service", default: true, &report)
      if row.cell("tdpf")?.bool == true {
        report.note(
          at: row.offset(of: "tdpf"),
          "\(row.title): the resistance is that of the file, as if the temperature did not change it."
        )
      }
      guard
        let (from, to) = lineEnds(of: row, name: name, isInService: isInService), let length,
        let resistance, let reactance
      else { continue }
      let susceptance = 2 * Double.pi * frequency * capacitance * 1e-9
      var line = PandapowerLine(
        name: name, from: from.bus, to: to.bus,
        impedance: Complex(resistance, reactance) * Complex(length / parallel),
        admittance: Complex(conductance * 1e-6, susceptance) * Complex(length * parallel),
        ratedAmperes: amperes(rating.map { $0 * derating * parallel }), kilometres: length,
        isInService: isInService && !(from.isOpen && to.isOpen))
      if hasPhases {
        let resistance = row.number("r0_ohm_per_km", .any, &report) ?? 0
        let reactance = row.number("x0_ohm_per_km", .any, &report) ?? 0
        let capacitance = row.number("c0_nf_per_km", .any, &report) ?? 0
        line.zeroImpedance = Complex(resistance, reactance) * Complex(length / parallel)
        line.zeroAdmittance = Complex(
          0, 2 * Double.pi * frequency * capacitance * 1e-9 * length * parallel)
      }
      lines.append(line)
    }
  }

  /// The ends of a line, or `nil` if it is left out.
  ///
  /// A line in service keeps its charging when a switch cuts off one end, or the bus there is out of
  /// service.
  private mutating func lineEnds(
    of row: PandapowerRow, name: String, isInService: Bool
  ) -> (from: (bus: Int, isOpen: Bool), to: (bus: Int, isOpen: Bool))? {
    let from = bus("from_bus", of: row)
    let to = bus("to_bus", of: row)
    guard let from, let to, let fromLabel = row.integer("from_bus", &report),
      let toLabel = row.integer("to_bus", &report)
    else { return nil }
    guard fromLabel != toLabel else {
      report.refuse(at: row.offset, "\(row.title) starts and ends at bus \(fromLabel).")
      return nil
    }
    let ends = [BranchEnd(branch: name, bus: fromLabel), BranchEnd(branch: name, bus: toLabel)]
    let places = [from, to]
    let isOpen = (0..<2).map { openEnds.contains(ends[$0]) || places[$0] == nil }
    if !isInService || (isOpen[0] && isOpen[1]) {
      guard let from, let to else { return nil }
      return ((from, isOpen[0]), (to, isOpen[1]))
    }
    var result: [(bus: Int, isOpen: Bool)] = []
    for index in 0..<2 {
      if !isOpen[index], let place = places[index] {
        result.append((place, false))
      } else if let kilovolts = busVoltages[ends[index].bus] {
        let bus = addDeadEnd(ends[index], kind: "line", number: row.index, kilovolts: kilovolts)
        result.append((bus, true))
      }
    }
    return result.count == 2 ? (result[0], result[1]) : nil
  }

  /// Reads the impedances, which are per unit of a power of their own.
  mutating func readImpedances() {
    for row in tables["impedance"]?.rows ?? [] {
      let resistance = row.number("rft_pu", .any, &report)
      let reactance = row.number("xft_pu", .any, &report)
      let power = row.number("sn_mva", .positive, &report)
      let back = Complex(
        row.number("rtf_pu", .any, default: resistance ?? 0, &report),
        row.number("xtf_pu", .any, default: reactance ?? 0, &report))
      let from = bus("from_bus", of: row)
      let to = bus("to_bus", of: row)
      let isInService = row.flag("in_service", default: true, &report)
      let shunts = ["gf_pu", "bf_pu", "gt_pu", "bt_pu"].map {
        row.number($0, .any, default: 0, &report)
      }
      guard let resistance, let reactance, let power, let from, let to, let from, let to else {
        continue
      }
      let impedance = Complex(resistance, reactance)
      guard back == impedance else {
        report.leaveOut(
          at: row.offset(of: "rtf_pu"),
          "\(row.title) has another impedance in each direction, which is not supported.")
        continue
      }
      guard from != to else {
        report.refuse(at: row.offset, "\(row.title) starts and ends at one bus.")
        continue
      }
      guard !hasPhases else {
        report.leaveOut(
          at: row.offset, "\(row.title): impedances are not supported where phases differ.")
        continue
      }
      addImpedance(
        "Z\(row.index)", from, to, impedance, megavolts: power, isInService: isInService)
      guard isInService else { continue }
      addShunt("Z\(row.index):from", from, megawatts: shunts[0] * power, -shunts[1] * power)
      addShunt("Z\(row.index):to", to, megawatts: shunts[2] * power, -shunts[3] * power)
    }
  }

  private mutating func addImpedance(
    _ name: String, _ from: Int, _ to: Int, _ perUnit: Complex<Double>, megavolts power: Double,
    isInService: Bool
  ) {
    let (high, low) = (buses[from].kilovolts, buses[to].kilovolts)
    let impedance = perUnit * Complex(low * low / power)
    if high == low {
      lines.append(
        PandapowerLine(
          name: name, from: from, to: to, impedance: impedance, admittance: .zero,
          isInService: isInService))
    } else {
      transformers.append(
        PandapowerTransformer(
          name: name, highBus: from, lowBus: to, isInService: isInService,
          ratedVoltAmperes: power * 1e6, highKilovolts: high, lowKilovolts: low,
          tappedHighKilovolts: high, tappedLowKilovolts: low, shiftDegrees: 0,
          impedance: impedance, admittance: .zero))
    }
  }

  /// Adds a constant admittance, unless it is zero.
  mutating func addShunt(_ name: String, _ bus: Int, megawatts: Double, _ megavars: Double) {
    guard megawatts != 0 || megavars != 0 else { return }
    shunts.append(
      Shunt(
        name: name, bus: bus, activePowerWatts: megawatts * 1e6, reactivePowerVar: megavars * 1e6))
  }

  /// A rating in amperes; zero and the numbers that stand for no limit are none.
  private func amperes(_ kiloamperes: Double?) -> Double? {
    guard let kiloamperes, kiloamperes > 0, kiloamperes < 9999 else { return nil }
    return kiloamperes * 1000
  }
}
