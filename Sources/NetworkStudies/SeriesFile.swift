public import ResultFiles

/// Writes a series of power flows as an HDF5 file: voltages, loadings and losses over time.
///
/// The file has the layout of the results of a run. It appears under its name when it is whole.
public struct SeriesFile: ~Copyable {
  private var writer: ResultFileWriter
  private let voltage: SignalHandle
  private let loading: SignalHandle
  private let loss: SignalHandle
  private let totalLoss: SignalHandle
  private let sourceActive: SignalHandle
  private let sourceReactive: SignalHandle
  private let mismatch: SignalHandle
  private let iterations: SignalHandle
  private let isSolved: SignalHandle

  /// Creates a file.
  ///
  /// - Parameters:
  ///   - path: Where the file is to be.
  ///   - title: What the file is about.
  ///   - source: The program and its version.
  ///   - axes: What the series are of.
  ///   - timeAxis: The load cases.
  ///   - options: How the file is written.
  public init(
    creating path: String, title: String, source: String, axes: SeriesAxes, timeAxis: TimeAxis,
    options: WriterOptions = WriterOptions()
  ) throws(ResultFileError) {
    writer = try ResultFileWriter(
      creating: path, schema: Self.schema(axes, title: title, source: source), timeAxis: timeAxis,
      options: options)
    voltage = writer.signal(named: "\(axes.voltageAxis)_voltage")
    loading = writer.signal(named: "branch_loading")
    loss = writer.signal(named: "branch_loss")
    totalLoss = writer.signal(named: "network_loss")
    sourceActive = writer.signal(named: "grid_active_power")
    sourceReactive = writer.signal(named: "grid_reactive_power")
    mismatch = writer.signal(named: "mismatch")
    iterations = writer.signal(named: "iterations")
    isSolved = writer.signal(named: "is_solved")
  }

  /// Writes the next load case.
  public mutating func append(_ row: SeriesRow) throws(ResultFileError) {
    writer.set(row.voltages.span, for: voltage)
    writer.set(row.loadings.span, for: loading)
    for branch in row.losses.indices {
      writer.set(row.losses[branch] / 1000, at: branch, for: loss)
    }
    writer.set(row.totalLossWatts / 1000, for: totalLoss)
    writer.set(row.sourceActivePowerWatts / 1000, for: sourceActive)
    writer.set(row.sourceReactivePowerVar / 1000, for: sourceReactive)
    writer.set(row.mismatchVoltAmperes / 1000, for: mismatch)
    writer.set(Double(row.iterations), for: iterations)
    writer.set(row.converged ? 1 : 0, for: isSolved)
    try writer.endInterval()
  }

  /// Gives the file its name.
  public consuming func finish() throws(ResultFileError) {
    try writer.finish(status: .complete, trailing: [])
  }

  private static func schema(
    _ axes: SeriesAxes, title: String, source: String
  ) -> ResultSchema {
    let place = axes.voltageAxis == "bus" ? "Bus" : "Conductor of a bus, as bus.conductor"
    func power(_ name: String, _ units: String, _ longName: String) -> Signal {
      Signal(
        name: name, type: .float64, units: units, longName: longName, cellMethods: "time: mean")
    }
    return ResultSchema(
      attributes: [
        NamedAttribute("title", .text(title)), NamedAttribute("source", .text(source)),
        NamedAttribute("mgsim_sign_convention", "power is positive when injected into the bus"),
      ],
      axes: [
        Axis(name: axes.voltageAxis, labels: axes.voltageNames, longName: place),
        Axis(name: "branch", labels: axes.branchNames, longName: "Line or transformer"),
      ],
      signals: [
        Signal(
          name: "\(axes.voltageAxis)_voltage", axis: axes.voltageAxis, type: .float64, units: "1",
          longName: "Voltage magnitude, per unit of the nominal voltage",
          cellMethods: "time: mean"),
        Signal(
          name: "branch_loading", axis: "branch", units: "1",
          longName: "Loading as a share of the rating; NaN without one",
          cellMethods: "time: mean"),
        Signal(
          name: "branch_loss", axis: "branch", type: .float64, units: "kW",
          longName: "Active power lost in the branch", cellMethods: "time: mean"),
        power("network_loss", "kW", "Active power lost in the network"),
        power("grid_active_power", "kW", "Active power from the sources into the network"),
        power("grid_reactive_power", "kvar", "Reactive power from the sources into the network"),
        power("mismatch", "kV A", "Largest difference of power at any bus"),
        Signal(
          name: "iterations", type: .int32, longName: "Iterations of the power flow",
          cellMethods: "time: point"),
        Signal(
          name: "is_solved", type: .int8, longName: "Whether the power flow converged",
          cellMethods: "time: point", flags: Flags(["no", "yes"])),
      ],
      tables: [], groups: [])
  }
}
