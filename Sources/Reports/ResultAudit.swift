public import ResultFiles

/// Every check that the numbers in a result file allow.
public enum ResultAudit {
  /// Checks a result file: energy, money, and the contract's journal where there is one.
  ///
  /// - Throws: `ResultFileError` when the file can't be read.
  public static func run(_ reader: borrowing ResultFileReader) throws -> [Check] {
    try reader.requireSeries()
    let shapes = try ExpectedShapes(reader)
    let members = try shapes.length(of: "member")
    let intervals = try shapes.length(of: "time")
    let hasJournal = try reader.groups().contains(JournalAudit.group)
    // A run about governance alone has no energy.
    let series = Set(try reader.signals().map(\.path))
    let names = EnergyBalance.communitySignals + EnergyBalance.memberSignals
    guard !hasJournal || !series.isDisjoint(with: names) else {
      return try JournalAudit.run(reader)
    }
    try requireShapes(shapes, intervals: intervals, members: members)
    var checks: [Check] = []
    checks += try energy(reader, intervals: intervals, members: members)
    checks += try money(reader, intervals: intervals, members: members)
    if hasJournal { checks += try JournalAudit.run(reader) }
    return checks
  }

  private static func requireShapes(
    _ shapes: ExpectedShapes, intervals: Int, members: Int
  ) throws {
    try shapes.require(EnergyBalance.communitySignals, [intervals])
    try shapes.require(EnergyBalance.memberSignals + ["member_cost"], [intervals, members])
    try shapes.requireTable("ledger", ["debtor", "creditor", "amount", "kind"])
    try shapes.requireTable("bills", ["member", "kind", "amount"])
    try shapes.require(["indicators/by_member/bill"], [members])
    let accounts = try shapes.length(of: "account")
    try shapes.require(["indicators/by_account/balance"], [accounts])
    guard accounts >= members else {
      throw ResultFileError.notReadable(
        path: "account", reason: "there are fewer accounts than members")
    }
  }

  private static func energy(
    _ reader: borrowing ResultFileReader, intervals: Int, members: Int
  ) throws -> [Check] {
    var balance = EnergyBalance(memberCount: members)
    let hasShared = try reader.signals().contains { $0.path == EnergyBalance.sharedSignal }
    for rows in blocks(of: intervals) {
      for name in EnergyBalance.communitySignals {
        balance.community[name] = try reader.numbers(of: name, rows: rows)
      }
      if hasShared {
        let name = EnergyBalance.sharedSignal
        balance.community[name] = try reader.numbers(of: name, rows: rows)
      }
      for name in EnergyBalance.memberSignals {
        balance.members[name] = try reader.numbers(of: name, rows: rows)
      }
      balance.add(rows)
    }
    return balance.checks
  }

  private static func money(
    _ reader: borrowing ResultFileReader, intervals: Int, members: Int
  ) throws -> [Check] {
    var costs = [Int64](repeating: 0, count: members)
    for rows in blocks(of: intervals) {
      let block = try reader.numbers(of: "member_cost", rows: rows)
      for (index, cost) in block.enumerated() { costs[index % members] &+= Check.micros(cost) }
    }
    let accounts = try reader.texts(of: "account")
    // The parties come first, then the members in their order.
    let firstMember = accounts.count - members
    return MoneyBalance(
      debtors: try reader.integers(of: "ledger/debtor"),
      creditors: try reader.integers(of: "ledger/creditor"),
      amounts: try reader.numbers(of: "ledger/amount"),
      kinds: try reader.integers(of: "ledger/kind"),
      balances: try reader.numbers(of: "indicators/by_account/balance"),
      memberAccounts: (0..<members).map { firstMember + $0 },
      billedMembers: try reader.integers(of: "bills/member"),
      billedKinds: try reader.integers(of: "bills/kind"),
      billedAmounts: try reader.numbers(of: "bills/amount"),
      memberBills: try reader.numbers(of: "indicators/by_member/bill"),
      intervalCosts: costs
    ).checks
  }

  /// Blocks of intervals, so that memory does not grow with the horizon.
  private static func blocks(of count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: 8192).map { $0..<min($0 + 8192, count) }
  }
}
