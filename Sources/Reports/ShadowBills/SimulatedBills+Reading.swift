import Accounting
import Quantities
import ResultFiles
import Tariffs

extension SimulatedBills {
  /// Reads what a run billed, and what its parties received.
  init(
    _ reader: borrowing ResultFileReader, memberCount: Int, time: RunTime, cycles: [BillingCycle]
  ) throws(ShadowBillError) {
    let index = CycleIndex(cycles, time)
    lines = try Self.lines(reader, memberCount: memberCount, index)
    receipts = try Self.receipts(reader, memberCount: memberCount, index)
  }

  private static func lines(
    _ reader: borrowing ResultFileReader, memberCount: Int, _ cycles: CycleIndex
  ) throws(ShadowBillError) -> [Line] {
    let path = reader.path
    let members: [Int64]
    let starts: [Double]
    let kinds: [Int64]
    let components: [String]
    let energies: [Double]
    let amounts: [Double]
    (members, starts, kinds, components, energies, amounts) = try readingRun {
      () throws(ResultFileError) in
      try ExpectedShapes(reader).requireTable(
        "bills", ["member", "period_start", "kind", "component", "energy", "amount"])
      return (
        try reader.integers(of: "bills/member"), try reader.numbers(of: "bills/period_start"),
        try reader.integers(of: "bills/kind"), try reader.texts(of: "bills/component"),
        try reader.numbers(of: "bills/energy"), try reader.numbers(of: "bills/amount")
      )
    }
    var lines: [Line] = []
    lines.reserveCapacity(members.count)
    for row in members.indices {
      guard let member = Int(exactly: members[row]), (0..<memberCount).contains(member) else {
        throw .file(path, "line \(row) of 'bills' is of member \(members[row])")
      }
      guard let kind = UInt8(exactly: kinds[row]).flatMap(PostingKind.init(rawValue:)) else {
        throw .file(path, "line \(row) of 'bills' is of the unknown kind \(kinds[row])")
      }
      guard let cycle = cycles.cycle(beginningAt: starts[row]) else {
        throw .file(path, "line \(row) of 'bills' is of a period outside the run")
      }
      lines.append(
        Line(
          member: member, cycle: cycle, kind: kind, component: components[row],
          energy: MeteredEnergy(milliwattHours: Check.micros(energies[row])),
          amount: try exact(amounts[row], "line \(row) of 'bills'", path)))
    }
    return lines
  }

  /// The postings between the parties and the members, by party, cycle and kind.
  private static func receipts(
    _ reader: borrowing ResultFileReader, memberCount: Int, _ cycles: CycleIndex
  ) throws(ShadowBillError) -> [Receipt] {
    let path = reader.path
    let accounts: [String]
    let booked: [Double]
    let kinds: [Int64]
    let debtors: [Int64]
    let creditors: [Int64]
    let amounts: [Double]
    (accounts, booked, kinds, debtors, creditors, amounts) = try readingRun {
      () throws(ResultFileError) in
      try ExpectedShapes(reader).requireTable(
        "ledger", ["booked", "kind", "debtor", "creditor", "amount"])
      return (
        try reader.texts(of: "account"), try reader.numbers(of: "ledger/booked"),
        try reader.integers(of: "ledger/kind"), try reader.integers(of: "ledger/debtor"),
        try reader.integers(of: "ledger/creditor"), try reader.numbers(of: "ledger/amount")
      )
    }
    // The parties come first, then the members.
    let parties = accounts.count - memberCount
    guard parties >= 0 else { throw .file(path, "it has fewer accounts than members") }
    guard parties <= 1000 else { throw .file(path, "it has \(parties) accounts of no member") }
    let kindCount = PostingKind.allCases.count
    var sums = [Int64](repeating: 0, count: parties * cycles.count * kindCount)
    for row in booked.indices {
      guard accounts.indices.contains(Int(clamping: debtors[row])),
        accounts.indices.contains(Int(clamping: creditors[row]))
      else { throw .file(path, "posting \(row) names an account that does not exist") }
      guard let kind = UInt8(exactly: kinds[row]).flatMap(PostingKind.init(rawValue:)),
        let position = PostingKind.allCases.firstIndex(of: kind)
      else { throw .file(path, "posting \(row) is of the unknown kind \(kinds[row])") }
      let amount = try exact(amounts[row], "posting \(row)", path).micros
      let cycle = cycles.cycle(endingAt: booked[row])
      for (account, sign) in [(debtors[row], Int64(-1)), (creditors[row], 1)]
      where account < parties {
        sums[(Int(account) * cycles.count + cycle) * kindCount + position] &+= sign * amount
      }
    }
    var receipts: [Receipt] = []
    for account in 0..<parties {
      for cycle in 0..<cycles.count {
        for (position, kind) in PostingKind.allCases.enumerated() {
          let sum = sums[(account * cycles.count + cycle) * kindCount + position]
          guard sum != 0 else { continue }
          receipts.append(
            Receipt(
              account: accounts[account], cycle: cycle, kind: kind, amount: Money(micros: sum)))
        }
      }
    }
    return receipts
  }

  private static func exact(
    _ amount: Double, _ place: String, _ path: String
  ) throws(ShadowBillError) -> Money {
    guard abs(amount) < Check.greatestExactAmount else {
      throw .file(path, "\(place) has the amount \(amount)")
    }
    return Money(micros: Check.micros(amount))
  }
}

/// Finds the billing cycle of a coordinate of time.
private struct CycleIndex {
  private let time: RunTime
  private let cycleOfInterval: [Int]
  let count: Int

  init(_ cycles: [BillingCycle], _ time: RunTime) {
    self.time = time
    count = cycles.count
    var cycleOfInterval = [Int](repeating: 0, count: time.count)
    for (number, cycle) in cycles.enumerated() {
      for interval in cycle.intervals.clamped(to: 0..<time.count) {
        cycleOfInterval[interval] = number
      }
    }
    self.cycleOfInterval = cycleOfInterval
  }

  func cycle(beginningAt coordinate: Double) -> Int? {
    time.interval(at: coordinate).map { cycleOfInterval[$0] }
  }

  /// The cycle of what was booked when an interval had ended; what was booked before the first has
  /// the first cycle.
  func cycle(endingAt coordinate: Double) -> Int {
    time.interval(at: coordinate - 0.001).map { cycleOfInterval[$0] } ?? 0
  }
}
