import Accounting
import Quantities
import Testing

@Suite struct PostingMatrixTests {
  struct Row: Equatable {
    let key: PostingKey
    let amount: Money
    let energy: MeteredEnergy
  }

  private static let accounts = (0..<6).map { AccountID(rawValue: $0) }

  private func drain(_ matrix: inout PostingMatrix) -> [Row] {
    var rows: [Row] = []
    matrix.drain { rows.append(Row(key: $0, amount: $1, energy: $2)) }
    return rows
  }

  private func registerAll(_ matrix: inout PostingMatrix) -> [PostingMatrix.Handle] {
    var handles: [PostingMatrix.Handle] = []
    for debit in Self.accounts {
      for credit in Self.accounts.reversed() {
        for kind in [PostingKind.levy, .localTrade] {
          handles.append(matrix.register(debit: debit, credit: credit, kind: kind))
        }
      }
    }
    return handles
  }

  @Test("Totals equal the sums of the postings, period by period", arguments: 0..<50)
  func totalsAreSums(seed: UInt64) throws {
    var bits = SeededBits(seed: seed)
    var matrix = PostingMatrix()
    let handles = registerAll(&matrix)
    for _ in 0..<4 {
      var sums: [PostingKey: (amount: Int64, energy: Int64)] = [:]
      for _ in 0..<(bits.next() % 200) {
        let index = Int(bits.next() % UInt64(handles.count))
        let amount = Int64(bitPattern: bits.next()) >> 20
        let energy = Int64(bitPattern: bits.next()) >> 20
        try matrix.add(
          Money(micros: amount), MeteredEnergy(milliwattHours: energy), to: handles[index])
        sums[matrix.keys[index], default: (0, 0)].amount += amount
        sums[matrix.keys[index], default: (0, 0)].energy += energy
      }
      let expected = matrix.keys.compactMap { key in
        sums[key].map {
          Row(
            key: key, amount: Money(micros: $0.amount),
            energy: MeteredEnergy(milliwattHours: $0.energy))
        }
      }
      #expect(drain(&matrix) == expected)
      #expect(drain(&matrix) == [])
    }
  }

  @Test("A ledger and a matrix that see the same postings agree", arguments: 0..<20)
  func agreesWithLedger(seed: UInt64) throws {
    var bits = SeededBits(seed: seed)
    var ledger = Ledger()
    for index in 0..<6 { _ = ledger.openAccount(named: "\(index)") }
    var matrix = PostingMatrix()
    let handles = registerAll(&matrix)
    for _ in 0..<1000 {
      let index = Int(bits.next() % UInt64(handles.count))
      let key = matrix.keys[index]
      let posting = Posting(
        debit: key.debit, credit: key.credit,
        amount: Money(micros: Int64(bitPattern: bits.next()) >> 24), kind: key.kind,
        bookedAt: Instant(seconds: 0))
      try ledger.post(posting)
      try matrix.add(posting.amount, posting.energy, to: handles[index])
    }
    var balances = [Int64](repeating: 0, count: 6)
    for row in drain(&matrix) {
      balances[Int(row.key.debit.rawValue)] -= row.amount.micros
      balances[Int(row.key.credit.rawValue)] += row.amount.micros
    }
    #expect(balances == ledger.accounts.map { ledger.balance(of: $0.id).micros })
  }

  @Test("A key that is registered twice has one handle")
  func oneHandle() {
    var matrix = PostingMatrix()
    let first = matrix.register(
      debit: Self.accounts[0], credit: Self.accounts[1], kind: .localTrade)
    let other = matrix.register(
      debit: Self.accounts[1], credit: Self.accounts[0], kind: .localTrade)
    #expect(first != other)
    #expect(
      matrix.register(debit: Self.accounts[0], credit: Self.accounts[1], kind: .localTrade)
        == first)
    #expect(matrix.keys.count == 2)
  }

  @Test("A total that overflows in money or energy throws and stays as it was")
  func overflow() throws {
    var matrix = PostingMatrix()
    let handle = matrix.register(debit: Self.accounts[0], credit: Self.accounts[1], kind: .levy)
    try matrix.add(Money(micros: .max), MeteredEnergy(milliwattHours: .min), to: handle)
    let before = matrix.total(of: handle)
    #expect(throws: QuantityOverflow.self) { try matrix.add(Money(micros: 1), to: handle) }
    #expect(throws: QuantityOverflow.self) {
      try matrix.add(.zero, MeteredEnergy(milliwattHours: -1), to: handle)
    }
    #expect(matrix.total(of: handle) == before)
    #expect(before.count == 1)
  }

  @Test("A receiver that throws gets the total that it refused again")
  func refusal() throws {
    struct Refusal: Error {}
    var matrix = PostingMatrix()
    let handles = registerAll(&matrix)
    for handle in handles.prefix(3) { try matrix.add(Money(micros: 7), to: handle) }
    var seen = 0
    #expect(throws: Refusal.self) {
      try matrix.drain { (_, _, _) throws(Refusal) in
        seen += 1
        if seen == 2 { throw Refusal() }
      }
    }
    #expect(drain(&matrix).map(\.key) == Array(matrix.keys[1...2]))
  }

  @Test("Totals of zero are handed out if something was added, such as two opposite amounts")
  func cancelledTotals() throws {
    var matrix = PostingMatrix()
    let handle = matrix.register(debit: Self.accounts[0], credit: Self.accounts[1], kind: .levy)
    try matrix.add(Money(micros: 5), to: handle)
    try matrix.add(Money(micros: -5), to: handle)
    #expect(drain(&matrix).map(\.amount) == [.zero])
  }
}
