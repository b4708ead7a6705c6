import ProfileFiles
import Quantities
import Tariffs

/// Puts the rows of a meter file on one grid and adds up the meters of each member.
struct MeterAssembly {
  let table: MeterTable
  let options: MeterFile.Options

  private struct Grid: Equatable {
    var start: Int64
    var step: Int64
    var count: Int
  }

  private typealias Registers = [MeterRegister: [Int64]]

  func file() throws(ProfileFileError) -> MeterFile {
    guard let first = table.groups.first else {
      throw table.text.error(
        at: table.text.bytes.count, "there are no rows under the names of the columns.")
    }
    let grid = try grid(of: first)
    var names: [String] = []
    var meters: [String: [(name: String, registers: Registers)]] = [:]
    for group in table.groups {
      let own = try self.grid(of: group)
      guard own == grid else { throw differing(group, own, from: first, grid) }
      for (index, column) in table.columns.enumerated() {
        let member = column.member.isEmpty ? group.member : column.member
        let meter = column.meter.isEmpty ? group.meter : column.meter
        if meters[member] == nil { names.append(member) }
        var list = meters[member, default: []]
        let place = list.firstIndex { $0.name == meter } ?? list.count
        if place == list.count { list.append((meter, [:])) }
        list[place].registers[column.register] = Self.milliwattHours(
          group.values[index], factor: column.factor)
        meters[member] = list
      }
    }
    var members: [MeterFile.Member] = []
    for name in names { members.append(try member(named: name, meters[name] ?? [])) }
    return MeterFile(
      start: Instant(nanoseconds: grid.start), intervalNanoseconds: grid.step, count: grid.count,
      members: members)
  }

  /// Whole milliwatt-hours, the remainder of each carried into the next as in a real register.
  private static func milliwattHours(_ values: [Double], factor: Double) -> [Int64] {
    var carried = 0.0
    return values.map { value in
      let exact = value * factor
      let nearest = exact.rounded(.toNearestOrEven)
      // What is whole but for the last bits of a binary fraction has no remainder.
      if abs(exact - nearest) <= 1e-9 * max(exact, 1) { return Int64(nearest) }
      let sum = exact + carried
      let whole = max(sum.rounded(.toNearestOrEven), 0)
      carried = sum - whole
      return Int64(whole)
    }
  }

  // MARK: Grids

  private func grid(of group: MeterTable.Group) throws(ProfileFileError) -> Grid {
    guard table.hasStamps else { return try gridOfYear(rows: group.positions.count) }
    guard group.clocks.count > 1 else {
      throw table.text.error(
        at: group.positions.first ?? 0, "one row does not tell the length of its interval.")
    }
    let stamps = StampSequence(
      clocks: group.clocks, offsets: group.offsets, zone: options.zone, label: .start,
      declaredStep: nil)
    do {
      let steps = try stamps.steps()
      return Grid(start: steps.first, step: steps.step, count: group.clocks.count)
    } catch {
      throw table.text.error(at: group.positions[error.row], error.message)
    }
  }

  /// The grid of rows without stamps, which share out a whole year.
  private func gridOfYear(rows: Int) throws(ProfileFileError) -> Grid {
    func fault(_ message: String) -> ProfileFileError {
      table.text.error(at: CSVText.start(of: table.text.bytes), message)
    }
    guard let year = options.year else {
      throw fault(
        "the first column is a register, so the file has no stamps; say which year its rows share.")
    }
    guard let first = CivilDate(year: year, month: 1, day: 1),
      let next = CivilDate(year: year + 1, month: 1, day: 1)
    else { throw fault("the year \(year) is out of range.") }
    let start = options.zone.startOfDay(first).nanoseconds
    let end = options.zone.startOfDay(next).nanoseconds
    let (span, overflow) = end.subtractingReportingOverflow(start)
    let day: Int64 = 86_400_000_000_000
    guard !overflow, span > 0, rows > 0, span % Int64(rows) == 0,
      case let step = span / Int64(rows), day % step == 0
    else {
      let leap = first.isInLeapYear ? ", a leap year," : ""
      throw fault(
        "\(rows) rows do not share out the year \(year)\(leap) with its \(max(span, 0) / (day / 24)) "
          + "hours.")
    }
    return Grid(start: start, step: step, count: rows)
  }

  private func differing(
    _ group: MeterTable.Group, _ own: Grid, from first: MeterTable.Group, _ grid: Grid
  ) -> ProfileFileError {
    let what =
      own.step != grid.step
      ? "intervals of another length"
      : own.start != grid.start ? "another beginning" : "\(own.count) rows instead of \(grid.count)"
    func name(_ group: MeterTable.Group) -> String {
      MeterColumn.shown(group.meter.isEmpty ? group.member : "\(group.member)/\(group.meter)")
    }
    return table.text.error(
      at: group.positions.first ?? 0,
      "\(name(group)) has \(what) than \(name(first)). All meters must share their intervals.")
  }

  // MARK: Members

  private func member(
    named name: String, _ meters: [(name: String, registers: Registers)]
  ) throws(ProfileFileError) -> MeterFile.Member {
    var sum: MeterSeries?
    for meter in meters {
      let series = try series(meter.registers, of: name)
      sum = try sum.map { (sum) throws(ProfileFileError) in try added(sum, series, name) } ?? series
    }
    var series = sum ?? MeterSeries(imported: [], exported: [])
    series.meterCount = max(meters.count, 1)
    return MeterFile.Member(name: name, meterNames: meters.map(\.name), series: series)
  }

  private func series(
    _ registers: Registers, of member: String
  ) throws(ProfileFileError) -> MeterSeries {
    let load = registers[.load] ?? []
    let generation = registers[.generation] ?? []
    var imported = registers[.imported] ?? []
    var exported = registers[.exported] ?? []
    let count = registers.values.first?.count ?? 0
    if imported.isEmpty, exported.isEmpty, !load.isEmpty || !generation.isEmpty {
      // Within an interval, generation is consumed first.
      let zeros = [Int64](repeating: 0, count: count)
      let net = zip(load.isEmpty ? zeros : load, generation.isEmpty ? zeros : generation).map {
        $0 - $1
      }
      imported = net.map { max($0, 0) }
      exported = net.map { max(-$0, 0) }
    }
    if imported.isEmpty { imported = [Int64](repeating: 0, count: count) }
    if exported.isEmpty { exported = [Int64](repeating: 0, count: count) }
    var series = MeterSeries(imported: imported, exported: exported)
    series.load = load
    series.generation = generation
    series.reactive = registers[.reactive] ?? []
    series.baseline = registers[.baseline] ?? []
    return series
  }

  private func added(
    _ left: MeterSeries, _ right: MeterSeries, _ member: String
  ) throws(ProfileFileError) -> MeterSeries {
    func sum(_ left: [Int64], _ right: [Int64]) throws(ProfileFileError) -> [Int64] {
      if left.isEmpty { return right }
      if right.isEmpty { return left }
      var values: [Int64] = []
      for (first, second) in zip(left, right) {
        let (value, overflow) = first.addingReportingOverflow(second)
        guard !overflow else {
          throw ProfileFileError(
            file: table.text.fileName, message: "the meters of '\(member)' add up to too much.")
        }
        values.append(value)
      }
      return values
    }
    var (left, right) = (left, right)
    if !left.load.isEmpty || !right.load.isEmpty {
      // Where one meter alone knows the consumption, the import of the other is all that is known.
      if left.load.isEmpty { left.load = left.imported }
      if right.load.isEmpty { right.load = right.imported }
    }
    if !left.generation.isEmpty || !right.generation.isEmpty {
      if left.generation.isEmpty { left.generation = left.exported }
      if right.generation.isEmpty { right.generation = right.exported }
    }
    var series = MeterSeries(
      imported: try sum(left.imported, right.imported),
      exported: try sum(left.exported, right.exported))
    series.load = try sum(left.load, right.load)
    series.generation = try sum(left.generation, right.generation)
    series.reactive = try sum(left.reactive, right.reactive)
    series.baseline = try sum(left.baseline, right.baseline)
    return series
  }
}
