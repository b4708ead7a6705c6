import JSONReading
import PowerFlow
import RealModule

/// The voltages and the shift of a transformer at the present position of its taps.
struct PandapowerTaps {
  /// The voltages of the windings, in kilovolts.
  var high: Double
  var low: Double
  /// The angle by which the low-voltage side lags, in degrees.
  var shift: Double
  /// The changer, if it has whole positions and only changes the ratio.
  var changer: TapChanger?

  init(high: Double, low: Double, shift: Double) {
    self.high = high
    self.low = low
    self.shift = shift
  }

  /// What a tap changer adds to the voltage of its winding.
  struct Step {
    /// Whether the changer is at the high-voltage winding.
    var isHigh: Bool
    /// The steps away from the neutral position.
    var steps: Double
    /// The change of one step, in percent of the winding's voltage.
    var percent: Double
    /// The angle of that change, in degrees.
    var degrees: Double
    /// Whether the changer only turns the voltage.
    var isPhaseShifter: Bool
  }

  /// Applies a tap changer.
  mutating func apply(_ step: Step) {
    let direction: Double = step.isHigh ? 1 : -1
    if step.isPhaseShifter {
      let angle =
        step.degrees != 0
        ? step.steps * step.degrees
        : 2 * inDegrees(Double.asin(step.steps * step.percent / 200))
      shift += direction * angle
      return
    }
    let voltage = step.isHigh ? high : low
    let change = voltage * step.steps * step.percent / 100
    let angle = step.degrees * .pi / 180
    let along = voltage + change * Double.cos(angle)
    let across = change * Double.sin(angle)
    let changed = (along * along + across * across).squareRoot()
    if step.isHigh { high = changed } else { low = changed }
    shift += inDegrees(Double.atan(direction * across / along))
  }

  private func inDegrees(_ radians: Double) -> Double { radians * 180 / .pi }
}

extension PandapowerReader {
  /// Applies both tap changers of a transformer.
  mutating func applyTaps(of row: PandapowerRow, in table: String, to taps: inout PandapowerTaps) {
    for prefix in ["tap", "tap2"] {
      guard
        let side = row.text("\(prefix)_side"),
        let step = readStep(of: row, in: table, prefix: prefix, isHigh: side == "hv")
      else { continue }
      guard side == "hv" || side == "lv" else {
        report.refuse(
          at: row.offset(of: "\(prefix)_side"),
          "'\(prefix)_side' of \(row.title) must be 'hv' or 'lv', not \(shortened(side)).")
        continue
      }
      taps.apply(step)
      if prefix == "tap" { taps.changer = changer(of: row, step) }
    }
  }

  /// Reads what a tap changer does at its present position, or `nil` if it does nothing.
  mutating func readStep(
    of row: PandapowerRow, in table: String, prefix: String, isHigh: Bool
  ) -> PandapowerTaps.Step? {
    guard let position = row.optionalNumber("\(prefix)_pos", .any, &report) else { return nil }
    if row.cell("tap_dependency_table")?.bool == true
      || row.cell("tap_dependent_impedance")?.bool == true
    {
      report.leaveOut(
        at: row.offset, "\(row.title): values that depend on the tap by a table are not supported.")
    }
    let neutral = row.number("\(prefix)_neutral", .any, default: 0, &report)
    var step = PandapowerTaps.Step(
      isHigh: isHigh, steps: position - neutral,
      percent: row.number("\(prefix)_step_percent", .any, default: 0, &report),
      degrees: row.number("\(prefix)_step_degree", .any, default: 0, &report),
      isPhaseShifter: row.flag("\(prefix)_phase_shifter", default: false, &report))
    guard tables[table]?.hasColumn("\(prefix)_changer_type") == true else { return step }
    switch row.text("\(prefix)_changer_type") ?? "" {
    case "Ratio", "Symmetrical": step.isPhaseShifter = false
    case "Ideal": step.isPhaseShifter = true
    case "", "None", "nan":
      guard step.steps != 0, step.percent != 0 || step.degrees != 0 else { return step }
      report.note(
        at: row.offset(of: "\(prefix)_pos"),
        "\(row.title): the position \(position) of the tap is applied; pandapower from version 3 on "
          + "ignores it, as '\(prefix)_changer_type' is empty.")
    case let other:
      report.leaveOut(
        at: row.offset(of: "\(prefix)_changer_type"),
        "'\(prefix)_changer_type' of \(row.title) is \(shortened(other)); known are 'Ratio', "
          + "'Symmetrical' and 'Ideal'.")
      return nil
    }
    if step.isPhaseShifter, step.degrees != 0, step.percent != 0 {
      report.refuse(
        at: row.offset(of: "\(prefix)_step_degree"),
        "\(row.title): a phase shifter has '\(prefix)_step_degree' or '\(prefix)_step_percent', "
          + "not both.")
    }
    return step
  }

  private mutating func changer(
    of row: PandapowerRow, _ step: PandapowerTaps.Step
  ) -> TapChanger? {
    guard
      !step.isPhaseShifter, step.degrees == 0, step.percent != 0,
      let position = row.optionalNumber("tap_pos", .any, &report).flatMap({ Int(exactly: $0) }),
      let neutral = Int(exactly: row.number("tap_neutral", .any, default: 0, &report)),
      let lowest = row.optionalNumber("tap_min", .any, &report).flatMap({ Int(exactly: $0) }),
      let highest = row.optionalNumber("tap_max", .any, &report).flatMap({ Int(exactly: $0) }),
      lowest <= position, position <= highest, highest.magnitude < 1_000_000,
      lowest.magnitude < 1_000_000, neutral.magnitude < 1_000_000
    else { return nil }
    return TapChanger(
      side: step.isHigh ? .highVoltage : .lowVoltage, positions: lowest...highest,
      neutralPosition: neutral, position: position, stepPerUnit: step.percent / 100)
  }
}
