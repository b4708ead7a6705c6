import ResultFiles

/// Reads meters in blocks of intervals, every number checked and made exact.
struct RegisterReading {
  private let path: String
  private let members: Int
  private let intervals: Int

  init(_ reader: borrowing ResultFileReader, members: Int, intervals: Int) {
    path = reader.path
    self.members = members
    self.intervals = intervals
  }

  /// What is billed of each member's intervals; exports only where they are kept apart.
  func positions(
    _ reading: MeterReading, _ reader: borrowing ResultFileReader
  ) throws(ShadowBillError) -> (CompactRegisters, CompactRegisters?) {
    let isApart = reading == .registers
    var positions = CompactRegisters(members: members, intervals: intervals)
    var exports = isApart ? CompactRegisters(members: members, intervals: intervals) : nil
    let hasCredits = reading == .residual ? try has("member_quota_credit", reader) : false
    if reading == .residual {
      for name in ["member_bought", "member_sold"] {
        guard try has(name, reader) else {
          throw .file(path, "it has no '\(name)', so that nobody knows what was traded locally")
        }
      }
    }
    for rows in blocks {
      let imported = try energies("member_import", rows, reader)
      let exported = try energies("member_export", rows, reader)
      let residual = reading == .residual
      let bought = residual ? try energies("member_bought", rows, reader) : []
      let sold = residual ? try energies("member_sold", rows, reader) : []
      let credits = hasCredits ? try energies("member_quota_credit", rows, reader) : []
      for member in 0..<members {
        for (row, interval) in rows.enumerated() {
          let index = row * members + member
          if isApart {
            positions.set(imported[index], member: member, interval: interval)
            exports?.set(exported[index], member: member, interval: interval)
            continue
          }
          var position = imported[index] - exported[index]
          if residual { position += sold[index] - bought[index] }
          if hasCredits { position -= credits[index] }
          positions.set(position, member: member, interval: interval)
        }
      }
    }
    return (positions, exports)
  }

  /// The energy that each member generated, from its mean power.
  func generation(
    _ time: RunTime, _ reader: borrowing ResultFileReader
  ) throws(ShadowBillError) -> CompactRegisters {
    guard try has("member_generation", reader) else {
      throw .file(path, "it has no 'member_generation', which the tariff needs")
    }
    var generation = CompactRegisters(members: members, intervals: intervals)
    let hours = Double(time.intervalNanoseconds) / 3.6e12
    for rows in blocks {
      let energies = try energies("member_generation", rows, reader, scale: hours)
      for member in 0..<members {
        for (row, interval) in rows.enumerated() {
          generation.set(energies[row * members + member], member: member, interval: interval)
        }
      }
    }
    return generation
  }

  /// Blocks of some megabytes, so that memory does not grow with the horizon.
  private var blocks: [Range<Int>] {
    let rows = max(64, 1_048_576 / max(1, members))
    return stride(from: 0, to: intervals, by: rows).map { $0..<min($0 + rows, intervals) }
  }

  private func has(
    _ name: String, _ reader: borrowing ResultFileReader
  ) throws(ShadowBillError) -> Bool {
    let (members, intervals) = (members, intervals)
    return try readingRun { () throws(ResultFileError) in
      let shapes = try ExpectedShapes(reader)
      guard shapes.contains(name) else { return false }
      try shapes.require([name], [intervals, members])
      return true
    }
  }

  /// The numbers of a block in milliwatt-hours; energies are never negative.
  private func energies(
    _ name: String, _ rows: Range<Int>, _ reader: borrowing ResultFileReader, scale: Double = 1
  ) throws(ShadowBillError) -> [Int64] {
    let numbers = try readingRun { () throws(ResultFileError) in
      try reader.numbers(of: name, rows: rows)
    }
    guard numbers.count == rows.count * members else {
      throw .file(path, "'\(name)' ends early")
    }
    var energies = [Int64](repeating: 0, count: numbers.count)
    for (index, number) in numbers.enumerated() {
      let rounded = (number * scale * 1e6).rounded(.toNearestOrEven)
      guard rounded >= 0, rounded < 1e15 else {
        let interval = rows.lowerBound + index / max(1, members)
        throw .file(
          path,
          "'\(name)' of member \(index % max(1, members)) is \(number) in interval \(interval)")
      }
      energies[index] = Int64(rounded)
    }
    return energies
  }
}
