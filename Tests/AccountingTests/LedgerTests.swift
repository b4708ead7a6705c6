import Accounting
import Quantities
import TestSupport
import Testing

@Suite struct LedgerTests {
  private func ledger(accounts count: Int) -> (Ledger, [AccountID]) {
    var ledger = Ledger()
    let accounts = (0..<count).map { ledger.openAccount(named: "member \($0)") }
    return (ledger, accounts)
  }

  @Test("What the debited account pays, the credited account receives")
  func oneTrade() throws {
    var ledger = Ledger()
    let buyer = ledger.openAccount(named: "buyer")
    let seller = ledger.openAccount(named: "seller")
    let levies = ledger.openAccount(named: "government")
    // 3 kWh at 0.25 and a levy of 0.02 per kWh.
    try ledger.post(
      Posting(
        debit: buyer, credit: seller, amount: Money(micros: 750_000),
        energy: MeteredEnergy(milliwattHours: 3_000_000), kind: .localTrade,
        bookedAt: Instant(seconds: 900)))
    try ledger.post(
      Posting(
        debit: buyer, credit: levies, amount: Money(micros: 60_000), kind: .localCharge,
        bookedAt: Instant(seconds: 900)))
    #expect(ledger.balance(of: buyer) == Money(micros: -810_000))
    #expect(ledger.balance(of: seller) == Money(micros: 750_000))
    #expect(ledger.balance(of: levies) == Money(micros: 60_000))
    #expect(ledger.sumOfBalances == .zero)
    #expect(ledger.postingCount == 2)
  }

  @Test("Accounts are numbered in the order of opening, and names need not differ")
  func chart() {
    var ledger = Ledger()
    let first = ledger.openAccount(named: "retailer")
    let second = ledger.openAccount(named: "retailer")
    #expect(first < second)
    #expect(ledger.accounts.map(\.id) == [first, second])
    #expect(ledger.accounts.map(\.name) == ["retailer", "retailer"])
    #expect(ledger.account(named: "retailer")?.id == first)
    #expect(ledger.account(named: "nobody") == nil)
  }

  @Test("Random histories sum to exactly zero after every posting", arguments: 0..<100)
  func sumsToZero(seed: UInt64) {
    var bits = TestGenerator(seed: seed)
    var (ledger, accounts) = ledger(accounts: 2 + Int(bits.next() % 20))
    var expected = [Int128](repeating: 0, count: accounts.count)
    var booked = 0
    for _ in 0..<500 {
      let debit = Int(bits.next() % UInt64(accounts.count))
      let credit = Int(bits.next() % UInt64(accounts.count))
      // Amounts of all sizes and signs, so that some of them overflow.
      let amount = Int64(bitPattern: bits.next()) >> Int64(bits.next() % 64)
      do {
        try ledger.post(
          debit: accounts[debit], credit: accounts[credit], amount: Money(micros: amount))
        expected[debit] -= Int128(amount)
        expected[credit] += Int128(amount)
        booked += 1
      } catch {
        let paid = expected[debit] - Int128(amount)
        let received = expected[credit] + Int128(amount)
        #expect(Int64(exactly: paid) == nil || Int64(exactly: received) == nil)
      }
      #expect(ledger.sumOfBalances == .zero)
    }
    #expect(accounts.map { Int128(ledger.balance(of: $0).micros) } == expected)
    #expect(ledger.postingCount == booked)
  }

  @Test("A posting that overflows either account throws and changes neither")
  func overflow() throws {
    var (ledger, accounts) = ledger(accounts: 3)
    try ledger.post(debit: accounts[0], credit: accounts[1], amount: Money(micros: .max))
    let error = #expect(throws: QuantityOverflow.self) {
      try ledger.post(debit: accounts[2], credit: accounts[1], amount: Money(micros: 1))
    }
    #expect(error?.description.hasPrefix("the balance of an account leaves") == true)
    #expect(throws: QuantityOverflow.self) {
      try ledger.post(debit: accounts[0], credit: accounts[2], amount: Money(micros: 2))
    }
    #expect(throws: QuantityOverflow.self) {
      try ledger.post(debit: accounts[2], credit: accounts[0], amount: Money(micros: .min))
    }
    #expect(ledger.balance(of: accounts[0]) == Money(micros: -.max))
    #expect(ledger.balance(of: accounts[1]) == Money(micros: .max))
    #expect(ledger.balance(of: accounts[2]) == .zero)
    #expect(ledger.postingCount == 1)
    #expect(ledger.sumOfBalances == .zero)
  }

  @Test("A posting from an account to itself changes no balance, whatever its amount")
  func sameAccount() throws {
    var (ledger, accounts) = ledger(accounts: 1)
    for amount in [Int64.min, -1, 0, 1, .max] {
      try ledger.post(debit: accounts[0], credit: accounts[0], amount: Money(micros: amount))
      #expect(ledger.balance(of: accounts[0]) == .zero)
    }
    #expect(ledger.postingCount == 5)
  }

  @Test("The numbers of the kinds of postings are those of the result files")
  func kinds() {
    #expect(PostingKind.allCases.map(\.rawValue) == Array(0..<27))
    #expect(PostingKind.localTrade.rawValue == 0)
    #expect(PostingKind.losses.rawValue == 5)
    #expect(PostingKind.investment.rawValue == 10)
    #expect(PostingKind.allCases.filter(\.isOfContract).map(\.rawValue) == Array(6..<11))
    #expect(PostingKind.allCases.filter(\.isOfCycle).map(\.rawValue) == Array(13..<27))
  }
}
