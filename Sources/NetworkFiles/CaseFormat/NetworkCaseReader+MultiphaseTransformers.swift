import ComplexModule
import JSONReading
import PowerFlow
import RealModule
import Spelling

extension NetworkCaseReader {
  mutating func readMultiphaseTransformer(
    _ value: JSONValue
  ) -> (String, MultiphaseTransformer)? {
    let fields = [
      "phases", "conductors", "x_percent", "no_load_loss_percent", "imag_percent",
      "ppm_antifloat", "lead_lag", "windings", "yprim_re", "yprim_im", "in_service",
      "yprim_rel_err_of_own_builder",
    ]
    guard let (record, name) = openRow(value, "transformer", fields) else { return nil }
    _ = record.optionalNumber("yprim_rel_err_of_own_builder", .any, &report)
    let isInService = record.flag("in_service", default: true, &report)
    let noLoadLoss =
      record.optionalNumber("no_load_loss_percent", .notNegative, tens: -2, &report) ?? 0
    let magnetizing = record.optionalNumber("imag_percent", .any, tens: -2, &report) ?? 0
    let antifloat = record.optionalNumber("ppm_antifloat", .any, &report) ?? 0
    let isLead = readLead(record)
    guard
      let phases = integer("phases", 1...3, of: record),
      let conductors = integer("conductors", 1...99, of: record)
    else { return nil }
    let rows = record.required("windings", &report)
    guard let elements = rows?.elements, elements.count == 2 || elements.count == 3 else {
      report.add(
        rows ?? value, "'windings' of \(record.title) must be a list of two or three windings.")
      return nil
    }
    let isStated =
      record.optional("x_percent") == nil && record.optional("yprim_re") != nil
    var windings: [Winding] = []
    for (index, element) in elements.enumerated() {
      let title = "winding \(index + 1) of \(record.title)"
      guard
        let winding = readWinding(element, title, conductors: conductors, isStated: isStated)
      else { return nil }
      windings.append(winding)
    }
    guard let given = readClocks(of: elements) else { return nil }
    if given.isEmpty {
      setClocks(of: &windings, phases: phases, isLead: isLead)
    } else {
      for index in windings.indices { windings[index].clock = given[index] }
    }
    let pairs = elements.count == 2 ? 1 : 3
    guard
      let reactances = isStated ? Array(repeating: 0, count: pairs) : readReactances(record, pairs)
    else { return nil }
    var transformer = MultiphaseTransformer(
      name: name, phaseCount: phases, windings: windings, reactancesPerUnit: reactances,
      noLoadLossPerUnit: noLoadLoss, magnetizingCurrentPerUnit: magnetizing,
      antifloatPartsPerMillion: antifloat, isInService: isInService)
    let size = elements.count * conductors
    let stated = readStatedAdmittance(record, size: size)
    if isStated { transformer.statedAdmittance = stated }
    do {
      let admittance = try transformer.primitiveAdmittance()
      if !isStated, let stated { compare(stated, admittance, of: record, value) }
    } catch {
      report.add(value, error.description)
    }
    return (name, transformer)
  }

  /// Whether the low voltage leads the high one; it lags where nothing is said.
  private mutating func readLead(_ record: JSONRecord) -> Bool {
    guard let field = record.optional("lead_lag") else { return false }
    switch field.string?.lowercased() {
    case "lead": return true
    case "lag": return false
    default:
      report.add(
        field, "'lead_lag' of \(record.title) must be \"Lead\" or \"Lag\", not \(field.found).")
      return false
    }
  }

  /// Gives each winding the hours by which it lags the first.
  ///
  /// All deltas are wound one way: with *lag*, such that a wye of low voltage lags a delta of high
  /// voltage, or a delta of low voltage a wye of high voltage, by one hour.
  private func setClocks(of windings: inout [Winding], phases: Int, isLead: Bool) {
    guard phases == 3 else { return }
    let isFirstHigh = windings[0].ratedVolts >= windings[1].ratedVolts
    let high = isFirstHigh ? windings[0] : windings[1]
    // Where the first two windings are of a kind, OpenDSS does not ask for lead or lag.
    let isAlike = windings[0].connection == windings[1].connection
    let direction = isAlike || (high.connection == .delta) == isLead ? 1 : -1
    func angle(_ winding: Winding) -> Int { winding.connection == .delta ? direction : 0 }
    for index in windings.indices.dropFirst() {
      windings[index].clock = (angle(windings[index]) - angle(windings[0]) + 12) % 12
    }
  }

  private mutating func readReactances(_ record: JSONRecord, _ count: Int) -> [Double]? {
    guard let field = record.required("x_percent", &report) else { return nil }
    let numbers = field.elements?.compactMap { $0.number(tens: -2) } ?? []
    guard
      numbers.count == count, field.elements?.count == count,
      numbers.allSatisfy(AllowedNumbers.any.contains)
    else {
      report.add(
        field,
        "'x_percent' of \(record.title) must be a list of \(count) "
          + "\(count == 1 ? "number" : "numbers"), one for each pair of windings.")
      return nil
    }
    return numbers
  }

  private mutating func readWinding(
    _ value: JSONValue, _ title: String, conductors: Int, isStated: Bool
  ) -> Winding? {
    let fields = [
      "bus", "nodes", "conn", "kv", "kva", "r_percent", "tap", "min_tap", "max_tap", "num_taps",
      "r_neutral_ohm", "x_neutral_ohm", "clock",
    ]
    guard let record = JSONRecord(value, title, known: fields, &report) else { return nil }
    let terminal = terminal("bus", "nodes", of: record)
    let connection = connection(of: record)
    let volts = record.number("kv", .positive, tens: 3, &report)
    let power = record.number("kva", .positive, tens: 3, &report)
    let resistance =
      isStated
      ? record.optionalNumber("r_percent", .any, tens: -2, &report) ?? 0
      : record.number("r_percent", .any, tens: -2, &report)
    let tap = record.optionalNumber("tap", .positive, &report) ?? 1
    let lowest = record.optionalNumber("min_tap", .positive, &report) ?? 0.9
    let highest = record.optionalNumber("max_tap", .positive, &report) ?? 1.1
    let steps =
      record.optional("num_taps") == nil ? 32 : integer("num_taps", 1...1_000_000, of: record)
    let neutralResistance = record.optionalNumber("r_neutral_ohm", .any, &report) ?? -1
    let neutralReactance = record.optionalNumber("x_neutral_ohm", .any, &report) ?? 0
    guard let terminal, let connection, let volts, let power, let resistance, let steps else {
      return nil
    }
    let named = terminal.conductors.count
    guard isStated ? named == conductors : named <= conductors else {
      report.add(
        value,
        "\(title) must name \(conductors) nodes, as 'conductors' says, not "
          + "\(terminal.conductors.count).")
      return nil
    }
    guard lowest <= highest else {
      report.add(value, "'min_tap' of \(title) must not be greater than 'max_tap'.")
      return nil
    }
    // A resistance below zero says that there is nothing between the star point and its node.
    let neutral =
      neutralResistance < 0 ? Complex<Double>.zero : Complex(neutralResistance, neutralReactance)
    return Winding(
      terminal: terminal, connection: connection, ratedVolts: volts,
      ratedVoltAmperes: power, resistancePerUnit: resistance, tap: tap,
      tapRange: lowest...highest, tapStepCount: steps, neutralImpedance: neutral)
  }

  private mutating func readStatedAdmittance(_ record: JSONRecord, size: Int) -> ComplexMatrix? {
    guard
      let real = record.optional("yprim_re"), let imaginary = record.optional("yprim_im"),
      let conductance = matrix(real, "yprim_re", of: record, size: size),
      let susceptance = matrix(imaginary, "yprim_im", of: record, size: size)
    else { return nil }
    return conductance + Complex(0, 1) * susceptance
  }

  private mutating func compare(
    _ stated: ComplexMatrix, _ admittance: ComplexMatrix, of record: JSONRecord, _ value: JSONValue
  ) {
    let difference = (stated - admittance).elements.map(\.magnitude).max() ?? 0
    let largest = admittance.elements.map(\.magnitude).max() ?? 0
    guard difference <= 1e-6 * largest else {
      report.add(
        value,
        "the admittances 'yprim_re' and 'yprim_im' of \(record.title) do not follow from "
          + "its ratings: they differ by \(difference) S. Leave out the one or the other.")
      return
    }
  }

  mutating func readRegulator(
    _ value: JSONValue, transformers: [MultiphaseTransformer]
  ) -> (String, VoltageRegulator)? {
    let fields = [
      "transformer", "winding", "vreg_v", "band_v", "pt_ratio", "ct_primary_a", "ldc_r_v",
      "ldc_x_v", "max_tap_change", "delay_s", "tap_delay_s", "measured_phase", "tap_number",
    ]
    guard let (record, name) = openRow(value, "regulator", fields) else { return nil }
    _ = record.optionalNumber("tap_number", .any, &report)
    let winding = integer("winding", 1...3, of: record)
    let setting = record.number("vreg_v", .positive, &report)
    let band = record.number("band_v", .positive, &report)
    let ratio = record.number("pt_ratio", .positive, &report)
    let current = record.optionalNumber("ct_primary_a", .notNegative, &report) ?? 0
    let resistance = record.optionalNumber("ldc_r_v", .any, &report) ?? 0
    let reactance = record.optionalNumber("ldc_x_v", .any, &report) ?? 0
    let change = integer("max_tap_change", 1...1000, of: record)
    let delay = record.number("delay_s", .notNegative, &report)
    let tapDelay = record.optionalNumber("tap_delay_s", .notNegative, &report) ?? 2
    let phase =
      record.optional("measured_phase") == nil ? 1 : integer("measured_phase", 1...3, of: record)
    guard let field = record.required("transformer", &report) else { return nil }
    guard let index = transformers.firstIndex(where: { $0.name == field.string }) else {
      report.add(
        field,
        "'transformer' of \(record.title) is \(field.found), which is no transformer. "
          + advice(for: field.string ?? "", among: transformers.map(\.name)))
      return nil
    }
    guard
      let winding, let setting, let band, let ratio, let change, let delay, let phase
    else { return nil }
    let transformer = transformers[index]
    guard winding <= transformer.windings.count, phase <= transformer.phaseCount else {
      report.add(
        value,
        "\(record.title) names a winding or phase that the transformer "
          + "\(quoted(transformer.name)) does not have.")
      return nil
    }
    guard transformer.statedAdmittance == nil else {
      report.add(
        value,
        "\(record.title) moves the tap of the transformer \(quoted(transformer.name)), whose "
          + "ratings are not given.")
      return nil
    }
    let regulator = VoltageRegulator(
      name: name, transformer: index, winding: winding - 1, measuredPhase: phase - 1,
      voltageSettingVolts: setting, bandwidthVolts: band, potentialRatio: ratio,
      currentRatingAmperes: current, compensationResistanceVolts: resistance,
      compensationReactanceVolts: reactance, maximumTapChange: change, delaySeconds: delay,
      tapDelaySeconds: tapDelay)
    return (name, regulator)
  }
}
