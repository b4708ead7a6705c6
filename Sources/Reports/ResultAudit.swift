import Contracts
public import ResultFiles

/// Every check that the numbers in a result file allow.
public enum ResultAudit {
  /// Checks a result file: energy, money, and the contract's journal where there is one.
  ///
  /// - Throws: `ResultFileError` when the file can't be read.
  public static func run(_ reader: borrowing ResultFileReader) throws -> [Check] {
    let shapes = try ExpectedShapes(reader)
    let members = try shapes.length(of: "member")
    let intervals = try shapes.length(of: "time")
    let hasJournal = try reader.groups().contains("contract/journal")
    try requireShapes(shapes, intervals: intervals, members: members, hasJournal: hasJournal)
    var checks: [Check] = []
    checks += try energy(reader, intervals: intervals, members: members)
    checks += try money(reader, intervals: intervals, members: members)
    if hasJournal { checks.append(try journal(reader)) }
    return checks
  }

  private static func requireShapes(
    _ shapes: ExpectedShapes, intervals: Int, members: Int, hasJournal: Bool
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
    if hasJournal {
      try shapes.requireTable(
        "contract/journal", ["contract_time", "kind", "record_name", "payload", "sha256"])
    }
  }

  private static func energy(
    _ reader: borrowing ResultFileReader, intervals: Int, members: Int
  ) throws -> [Check] {
    var balance = EnergyBalance(memberCount: members)
    for rows in blocks(of: intervals) {
      for name in EnergyBalance.communitySignals {
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

  private static func journal(_ reader: borrowing ResultFileReader) throws -> Check {
    let path = "contract/journal/"
    let times = try reader.integers(of: path + "contract_time")
    let kinds = try reader.integers(of: path + "kind")
    let names = try reader.texts(of: path + "record_name")
    let payloads = try reader.texts(of: path + "payload")
    let hashes = try reader.texts(of: path + "sha256")
    let property = "the contract's journal is whole and unchanged"
    var verifier = JournalVerifier()
    for index in times.indices {
      guard let kind = UInt8(exactly: kinds[index]).flatMap(JournalRecord.Kind.init),
        let payload = bytes(hexadecimal: payloads[index]),
        let hash = bytes(hexadecimal: hashes[index]).flatMap(JournalHash.init)
      else {
        return Check(
          property: property, passed: false, finding: "record \(index) of the journal is damaged")
      }
      do {
        try verifier.check(
          JournalRecord(
            sequence: Int64(index), time: times[index], kind: kind, name: names[index],
            payload: payload, hash: hash))
      } catch {
        return Check(property: property, passed: false, finding: error.description)
      }
    }
    return Check(
      property: property, passed: true, finding: "\(times.count) records, every hash fits")
  }

  /// Blocks of intervals, so that memory does not grow with the horizon.
  private static func blocks(of count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: 8192).map { $0..<min($0 + 8192, count) }
  }

  private static func bytes(hexadecimal text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      let pair = String(decoding: digits[index..<index + 2], as: UTF8.self)
      guard let byte = UInt8(pair, radix: 16) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }
}
