import PowerFlow
import Quantities
import ResultFiles
import Scenarios

extension ResultLayout {
  static let controlStepsPath = "network/control_steps"

  /// The axes of a network: buses and branches, the conductors of buses where phases differ, and the
  /// controls where some act.
  static func networkAxes(_ settings: NetworkSettings) -> [Axis] {
    let axes =
      switch settings.network {
      case .balanced(let network): balancedAxes(network)
      case .multiphase(let network): multiphaseAxes(network)
      }
    let controls = settings.controlNames
    guard !controls.isEmpty else { return axes }
    return axes + [
      Axis(
        name: "control", labels: controls,
        longName: "Tap changer, regulator or capacitor bank that moves")
    ]
  }

  private static func balancedAxes(_ network: Network) -> [Axis] {
    let ends =
      network.lines.map { ($0.from, $0.to) }
      + network.transformers.map { ($0.highVoltageBus, $0.lowVoltageBus) }
    return [
      busAxis(
        network.buses.map(\.name), network.buses.map(\.label),
        kilovolts: network.buses.map { $0.nominalVoltage.volts / 1000 }),
      branchAxis(
        network.branchNames, lineCount: network.lines.count,
        ratedAmperes: network.lines.map(\.ratedCurrentAmperes),
        ratedVoltAmperes: network.transformers.map(\.ratedPowerVoltAmperes), ends: ends),
    ]
  }

  private static func multiphaseAxes(_ network: MultiphaseNetwork) -> [Axis] {
    let ends =
      network.lines.map { ($0.from.bus, $0.to.bus) }
      + network.transformers.map { ($0.windings[0].terminal.bus, $0.windings[1].terminal.bus) }
    let nodes = network.buses.enumerated().flatMap { index, bus in
      bus.conductors.map { (bus: index, name: bus.name, conductor: $0) }
    }
    return [
      busAxis(
        network.buses.map(\.name), network.buses.map(\.label),
        kilovolts: network.buses.map { $0.nominalPhaseVoltage.volts * 3.0.squareRoot() / 1000 }),
      Axis(
        name: "node", labels: nodes.map { "\($0.name).\($0.conductor)" },
        longName: "Conductor of a bus, as bus.conductor",
        columns: [
          Column(
            "node_bus", .int32(nodes.map { Int32($0.bus) }), longName: "Bus of the conductor",
            indexOf: "bus"),
          Column(
            "node_conductor", .int32(nodes.map { Int32(clamping: $0.conductor) }),
            longName: "Number of the conductor: 1, 2, 3 are the phases A, B, C"),
        ]),
      branchAxis(
        network.branchNames, lineCount: network.lines.count,
        ratedAmperes: network.lines.map(\.ratedCurrentAmperes),
        ratedVoltAmperes: network.transformers.map { $0.windings[0].ratedVoltAmperes },
        ends: ends),
    ]
  }

  private static func busAxis(
    _ names: [String], _ labels: [String], kilovolts: [Double]
  ) -> Axis {
    Axis(
      name: "bus", labels: names, longName: "Bus",
      columns: [
        Column("bus_label", .text(labels), longName: "Label of the bus"),
        Column(
          "bus_nominal_voltage", .float64(kilovolts), units: "kV",
          longName: "Nominal line-to-line voltage"),
      ])
  }

  private static func branchAxis(
    _ names: [String], lineCount: Int, ratedAmperes: [Double?], ratedVoltAmperes: [Double],
    ends: [(Int, Int)]
  ) -> Axis {
    let transformerCount = names.count - lineCount
    return Axis(
      name: "branch", labels: names, longName: "Line or transformer",
      columns: [
        Column(
          "branch_kind",
          .int8(
            Array(repeating: 0, count: lineCount) + Array(repeating: 1, count: transformerCount)),
          longName: "Kind of the branch", flags: Flags(["line", "transformer"])),
        Column(
          "branch_rated_current",
          .float64(
            ratedAmperes.map { $0 ?? .nan } + Array(repeating: .nan, count: transformerCount)),
          units: "A", longName: "Rated current of a line; NaN where there is none"),
        Column(
          "branch_rated_power",
          .float64(
            Array(repeating: .nan, count: lineCount) + ratedVoltAmperes.map { $0 / 1000 }),
          units: "kV A", longName: "Rated apparent power of a transformer; NaN for lines"),
        Column(
          "branch_from", .int32(ends.map { Int32($0.0) }), longName: "Bus at the beginning",
          indexOf: "bus"),
        Column(
          "branch_to", .int32(ends.map { Int32($0.1) }), longName: "Bus at the end",
          indexOf: "bus"),
      ])
  }

  /// The signals of a network.
  static func networkSignals(
    _ settings: NetworkSettings, _ recording: RecordingSettings
  ) -> [Signal] {
    let isBalanced = if case .balanced = settings.network { true } else { false }
    let axis = isBalanced ? "bus" : "node"
    let voltage = Signal(
      name: "\(axis)_voltage", axis: axis,
      type: recording.voltagePrecision == .float64 ? .float64 : .float32, units: "1",
      longName: isBalanced
        ? "Voltage magnitude, per unit of the nominal voltage"
        : "Voltage magnitude to ground, per unit of the nominal line-to-neutral voltage",
      cellMethods: "time: mean")
    let unbalance = Signal(
      name: "bus_unbalance", axis: "bus", units: "1",
      longName: "Negative over positive sequence of the voltages; NaN where a phase is missing",
      cellMethods: "time: mean")
    return [voltage] + (isBalanced ? [] : [unbalance]) + [
      Signal(
        name: "branch_power", axis: "branch", units: "kW",
        longName: "Active power into the branch at its beginning", cellMethods: "time: mean"),
      Signal(
        name: "branch_loading", axis: "branch", units: "1",
        longName: "Loading as a share of the rating; NaN without one", cellMethods: "time: mean"),
      Signal(
        name: "branch_loss", axis: "branch", units: "kW",
        longName: "Active power lost in the branch", cellMethods: "time: mean"),
      Signal(
        name: "grid_reactive_power", units: "kvar",
        longName: "Reactive power from the grid into the feeder", cellMethods: "time: mean"),
      Signal(
        name: "is_solved", type: .int8, longName: "Whether every power flow converged",
        cellMethods: "time: point", flags: Flags(["no", "yes"])),
    ]
  }

  /// The table of the controls' steps.
  static let controlSteps = Table(
    path: controlStepsPath, rowDimension: "control_step", longName: "Number of the step",
    columns: [
      .time(name: "occurred", longName: "When the control moved"),
      TableColumn(
        name: "control", type: .int32, longName: "Control that moved", indexOf: "control"),
      TableColumn(
        name: "tap_position", type: .int32,
        longName: "Position then: the number of the tap, or of closed capacitor steps"),
    ])
}

extension NetworkSettings {
  /// The names of the controls that act in a run.
  var controlNames: [String] {
    guard hasControls else { return [] }
    return switch network {
    case .balanced(let network):
      network.transformers.indices.filter { BalancedTapController(network, transformer: $0) != nil }
        .map { network.transformers[$0].name }
    case .multiphase(let network): network.controls.map { network.name(of: $0) }
    }
  }
}
