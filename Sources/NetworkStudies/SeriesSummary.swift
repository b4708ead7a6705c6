/// What a series of power flows comes to, kept while it goes on.
public struct SeriesSummary: Sendable {
  /// One line for each load case.
  public private(set) var lines: [Line] = []
  /// The lowest and highest voltage of each place, and the sum for the mean.
  private var lowest: [Double]
  private var highest: [Double]
  private var sums: [Double]
  private var solvedCount = 0
  private let axes: SeriesAxes

  /// What is kept of a load case.
  public struct Line: Hashable, Sendable {
    public var converged: Bool
    public var iterations: Int
    public var mismatchVoltAmperes: Double
    public var worstBus: String
    public var lossWatts: Double
    public var sourceActivePowerWatts: Double
    public var sourceReactivePowerVar: Double
    public var lowestVoltage: Double
    public var lowestVoltagePlace: String
    public var highestVoltage: Double
    public var highestVoltagePlace: String
    public var meanVoltage: Double
  }

  /// Prepares a summary.
  public init(_ axes: SeriesAxes) {
    self.axes = axes
    lowest = axes.voltageNames.map { _ in .infinity }
    highest = axes.voltageNames.map { _ in -.infinity }
    sums = axes.voltageNames.map { _ in 0 }
  }

  /// Adds a load case.
  ///
  /// - Parameters:
  ///   - row: What was found.
  ///   - worstBus: The name of the bus with the largest mismatch.
  public mutating func add(_ row: SeriesRow, worstBus: String) {
    var line = Line(
      converged: row.converged, iterations: row.iterations,
      mismatchVoltAmperes: row.mismatchVoltAmperes, worstBus: worstBus,
      lossWatts: .nan, sourceActivePowerWatts: .nan, sourceReactivePowerVar: .nan,
      lowestVoltage: .nan, lowestVoltagePlace: "", highestVoltage: .nan, highestVoltagePlace: "",
      meanVoltage: .nan)
    defer { lines.append(line) }
    guard row.converged else { return }
    line.lossWatts = row.totalLossWatts
    line.sourceActivePowerWatts = row.sourceActivePowerWatts
    line.sourceReactivePowerVar = row.sourceReactivePowerVar
    var (low, high, sum, count) = (Double.infinity, -Double.infinity, 0.0, 0)
    for (place, voltage) in row.voltages.enumerated() where voltage.isFinite {
      if voltage < low { (low, line.lowestVoltagePlace) = (voltage, axes.voltageNames[place]) }
      if voltage > high { (high, line.highestVoltagePlace) = (voltage, axes.voltageNames[place]) }
      sum += voltage
      count += 1
      lowest[place] = min(lowest[place], voltage)
      highest[place] = max(highest[place], voltage)
      sums[place] += voltage
    }
    solvedCount += 1
    guard count > 0 else { return }
    (line.lowestVoltage, line.highestVoltage) = (low, high)
    line.meanVoltage = sum / Double(count)
  }

  /// The number of load cases that did not converge.
  public var failureCount: Int { lines.count - solvedCount }

  /// The summary as a report: one row for each load case, and the extremes of each place.
  public var report: SolutionReport {
    func column(_ name: String, _ units: String, _ value: (Line) -> Double) -> ReportColumn {
      ReportColumn(name, lines.map(value), units: units)
    }
    let steps = ReportTable(
      "steps", keys: [ReportColumn("step", lines.indices.map(ReportCell.integer))],
      columns: [
        ReportColumn("converged", lines.map { .flag($0.converged) }),
        ReportColumn("iterations", lines.map { .integer($0.iterations) }),
        column("mismatch_kva", "kV A") { $0.mismatchVoltAmperes / 1000 },
        ReportColumn("worst_bus", lines.map { .text($0.worstBus) }),
        column("loss_kw", "kW") { $0.lossWatts / 1000 },
        column("source_p_kw", "kW") { $0.sourceActivePowerWatts / 1000 },
        column("source_q_kvar", "kvar") { $0.sourceReactivePowerVar / 1000 },
        column("v_min_pu", "1", \.lowestVoltage),
        ReportColumn("v_min_\(axes.voltageAxis)", lines.map { .text($0.lowestVoltagePlace) }),
        column("v_max_pu", "1", \.highestVoltage),
        ReportColumn("v_max_\(axes.voltageAxis)", lines.map { .text($0.highestVoltagePlace) }),
        column("v_mean_pu", "1", \.meanVoltage),
      ])
    let places = ReportTable(
      axes.tableName,
      keys: [ReportColumn("id", axes.voltageNames.map(ReportCell.text))],
      columns: [
        ReportColumn("v_min_pu", lowest.map { $0.isFinite ? $0 : .nan }, units: "1"),
        ReportColumn("v_max_pu", highest.map { $0.isFinite ? $0 : .nan }, units: "1"),
        ReportColumn(
          "v_mean_pu", sums.map { solvedCount > 0 ? $0 / Double(solvedCount) : .nan }, units: "1"),
      ])
    return SolutionReport(
      facts: [
        ReportFact("steps_solved", .integer(solvedCount)),
        ReportFact("steps_not_converged", .integer(failureCount)),
      ], tables: [steps, places])
  }
}
