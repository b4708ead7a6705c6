import Quantities
import ResultFiles

/// A result file that holds a bit of everything, by formulas that `check_sample.py` knows too.
enum Sample {
  static let buses = 7
  static let members = 5

  static func timeAxis(_ count: Int) -> TimeAxis {
    // 2031-12-31T23:00:00Z.
    TimeAxis(
      start: Instant(seconds: 1_956_524_400), intervalNanoseconds: 900_000_000_000, count: count)
  }

  static let schema = ResultSchema(
    attributes: [
      NamedAttribute("title", "A sample"), NamedAttribute("mgsim_seed", .integer(1 << 62 + 1)),
      NamedAttribute("empty", ""), NamedAttribute("numbers", .numbers([0.5, 2])),
    ],
    axes: [
      Axis(
        name: "bus", labels: (0..<buses).map { "bus \($0)" }, longName: "Bus",
        columns: [
          Column(
            "bus_v_nominal", .float64([Double](repeating: 0.4, count: buses)), units: "kV",
            longName: "Nominal voltage")
        ]),
      Axis(
        name: "member", labels: (0..<members).map { "member \($0)" }, longName: "Member",
        columns: [
          Column(
            "member_bus", .int32([-1, 0, 1, 2, 3]), longName: "Bus of the member", indexOf: "bus"),
          Column(
            "member_kind", .int8([0, 1, 0, 1, 0]), longName: "Kind of the member",
            flags: Flags(["consumer", "prosumer"])),
        ]),
    ],
    signals: [
      Signal(
        name: "bus_v", axis: "bus", units: "1", longName: "Voltage", cellMethods: "time: mean"),
      Signal(
        name: "member_energy", axis: "member", type: .float64, units: "kWh",
        longName: "Energy, positive when injected", cellMethods: "time: sum"),
      Signal(name: "price", type: .float64, units: "EUR/kWh", longName: "Price"),
      Signal(
        name: "converged", type: .int8, longName: "Whether the power flow converged",
        flags: Flags(["no", "yes"])),
      Signal(name: "active", axis: "bus", type: .int32, longName: "A count"),
    ],
    tables: [
      Table(
        path: "market/local/trades", rowDimension: "trade",
        columns: [
          .time(name: "traded", longName: "Time of the trade"),
          TableColumn(name: "buyer", type: .int32, longName: "Buyer", indexOf: "member"),
          TableColumn(name: "energy", type: .float64, units: "kWh", longName: "Energy"),
          TableColumn(name: "volume", type: .int64, longName: "A large number"),
          TableColumn(name: "memo", type: .text, longName: "Memo"),
          TableColumn(
            name: "side", type: .int8, longName: "Side", flags: Flags(["bid", "offer"])),
        ]),
      Table(
        path: "empty", rowDimension: "nothing",
        columns: [
          TableColumn(name: "number", type: .float32, units: "1", longName: "A number"),
          TableColumn(name: "words", type: .text, longName: "Words"),
        ], attributes: [NamedAttribute("remark", "never filled")]),
    ],
    groups: [
      GroupAttributes(
        path: "market/local", attributes: [NamedAttribute("mechanism", "uniform-price")])
    ])

  static let trailing = [
    ResultGroup(
      path: "indicators",
      scalars: [
        Scalar("self_sufficiency", .number(0.625), units: "1", longName: "Self-sufficiency"),
        Scalar("violations", .integer(1 << 40), longName: "Number of voltage violations"),
      ]),
    ResultGroup(
      path: "indicators/by_member", rows: .axis("member"),
      columns: [
        Column(
          "bill", .float64((0..<members).map { Double($0) / 10 }), units: "EUR", longName: "Bill")
      ]),
    ResultGroup(
      path: "scenario", attributes: [NamedAttribute("media_type", "application/yaml")],
      scalars: [Scalar("source", .text("name: Größe\n"), longName: "The scenario as it was read")],
      rows: .numbered(dimension: "parameter", longName: "Number of the override"),
      columns: [Column("parameter_value", .text(["5 kW", ""]), longName: "Value")]),
  ]

  /// Writes the sample.
  ///
  /// - Parameters:
  ///   - intervals: The number of intervals that are declared.
  ///   - ended: The number of intervals that are simulated; all when it is nil.
  ///   - rowsPerInterval: The number of rows that are appended to the table in each interval.
  static func write(
    to path: String, intervals: Int, ended: Int? = nil, rowsPerInterval: Int = 2,
    options: WriterOptions = WriterOptions(memoryBudget: 1 << 20)
  ) throws {
    let timeAxis = timeAxis(intervals)
    var writer = try ResultFileWriter(
      creating: path, schema: schema, timeAxis: timeAxis, options: options)
    let signals = schema.signals.map { writer.signal(named: $0.name) }
    let trades = writer.table(at: "market/local/trades")
    let columns = schema.tables[0].columns.map { writer.column(named: $0.name, of: trades) }
    var voltages = [Double](repeating: 0, count: buses)
    for step in 0..<(ended ?? intervals) {
      // Every third row of voltages is never set.
      if step % 3 != 2 {
        for bus in 0..<buses { voltages[bus] = 1 + Double(step) / 1024 + Double(bus) / 64 }
        writer.set(voltages.span, for: signals[0])
      }
      for member in 0..<members {
        writer.set(Double(step) * 1e-6 - Double(member), at: member, for: signals[1])
      }
      writer.set(Double(step) / 7, for: signals[2])
      if step % 2 == 1 { writer.set(1, for: signals[3]) }
      for bus in 0..<buses { writer.set(Double(step * 3 - bus), at: bus, for: signals[4]) }
      for _ in 0..<rowsPerInterval {
        let row = writer.rowCount(of: trades)
        writer.append(timeAxis.start + .seconds(row), to: columns[0])
        if row % 6 != 0 { writer.append(row % 6 - 1, to: columns[1]) }
        if row % 4 != 3 { writer.append(Double(row) / 3, to: columns[2]) }
        writer.append(Int64(row) * 1_000_000_007, to: columns[3])
        if row % 2 == 1 { writer.append("Größe \(row)", to: columns[4]) }
        writer.append(row % 2, to: columns[5])
        try writer.endRow(of: trades)
      }
      try writer.endInterval()
    }
    try writer.finish(status: ended == nil ? .complete : .stopped, trailing: trailing)
  }
}
