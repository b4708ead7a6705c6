import Quantities
import Settlement
import TestSupport
import Testing

struct CreditBankTests {
  static func energy(_ number: Int64) -> MeteredEnergy { MeteredEnergy(milliwattHours: number) }

  @Test("Credits of a month can be used up to sixty months later, and are lost after that")
  func life() {
    var bank = CreditBank(memberCount: 1, periodCounts: [1], lifeMonths: 60)
    #expect(throws: Never.self) {
      try bank.earn(Self.energy(10), member: 0, period: 0, month: 100)
    }
    #expect(bank.balance(ofMember: 0, period: 0, usableIn: 99) == .zero)
    #expect(bank.expire(before: 160) == .zero)
    #expect(bank.use(upTo: Self.energy(3), member: 0, period: 0, month: 160) == Self.energy(3))
    #expect(bank.balance(ofMember: 0, period: 0, usableIn: 160) == Self.energy(7))
    // Nothing of them is used in the month that follows, even before they are taken away.
    #expect(bank.use(upTo: Self.energy(3), member: 0, period: 0, month: 161) == .zero)
    #expect(bank.balance(ofMember: 0) == Self.energy(7))
    #expect(bank.expire(before: 161) == Self.energy(7))
    #expect(bank.balance(ofMember: 0) == .zero)
    #expect(bank.totals[0].earned == Self.energy(10))
    #expect(bank.totals[0].used == Self.energy(3))
    #expect(bank.totals[0].expired == Self.energy(7))
  }

  @Test("With a life of zero months, credits offset their own month only")
  func noBank() throws {
    var bank = CreditBank(memberCount: 1, periodCounts: [1], lifeMonths: 0)
    try bank.earn(Self.energy(10), member: 0, period: 0, month: 1)
    #expect(bank.use(upTo: Self.energy(4), member: 0, period: 0, month: 1) == Self.energy(4))
    #expect(bank.expire(before: 2) == Self.energy(6))
  }

  @Test("Credits offset their own period first, and others only where they may cross")
  func periods() throws {
    for crossPeriod in [false, true] {
      var bank = CreditBank(
        memberCount: 2, periodCounts: [1, 2], lifeMonths: 1, crossPeriod: crossPeriod)
      try bank.earn(Self.energy(5), member: 1, period: 0, month: 1)
      try bank.earn(Self.energy(5), member: 1, period: 1, month: 2)
      let used = bank.use(upTo: Self.energy(8), member: 1, period: 1, month: 2)
      #expect(used == Self.energy(crossPeriod ? 8 : 5))
      // The own period's five, then three of the other's.
      #expect(
        bank.balance(ofMember: 1, period: 0, usableIn: 2) == Self.energy(crossPeriod ? 2 : 5))
      #expect(bank.balance(ofMember: 0) == .zero)
    }
  }

  @Test("More credits than 64 bits can hold are an error, and change nothing")
  func overflow() throws {
    var bank = CreditBank(memberCount: 2, periodCounts: [1, 1], lifeMonths: 1)
    try bank.earn(Self.energy(.max), member: 0, period: 0, month: 1)
    #expect(throws: QuantityOverflow.self) {
      try bank.earn(Self.energy(1), member: 1, period: 0, month: 1)
    }
    #expect(bank.balance(ofMember: 1) == .zero)
    #expect(bank.use(upTo: Self.energy(.max), member: 0, period: 0, month: 1) == Self.energy(.max))
    #expect(bank.expire(before: .max) == .zero)
    #expect(bank.use(upTo: Self.energy(.max), member: 0, period: 0, month: .min) == .zero)
  }

  @Test("A ledger of credits that count sixty months with their own, as published")
  func publishedLedger() throws {
    // Months count from January 2024; the last month of use is the fifty-ninth after the first.
    var bank = CreditBank(memberCount: 1, periodCounts: [1], lifeMonths: 59)
    try bank.earn(Self.energy(100), member: 0, period: 0, month: 0)
    try bank.earn(Self.energy(50), member: 0, period: 0, month: 1)
    #expect(bank.use(upTo: Self.energy(120), member: 0, period: 0, month: 2) == Self.energy(120))
    #expect(bank.balance(ofMember: 0) == Self.energy(30))
    // January 2029: the credits of January 2024 would expire, but all of them were used.
    #expect(bank.expire(before: 60) == .zero)
    #expect(bank.balance(ofMember: 0) == Self.energy(30))
    #expect(bank.expire(before: 61) == Self.energy(30))
    #expect(bank.balance(ofMember: 0) == .zero)
  }

  /// A credit as a single lot, for the plain bank that the real one is compared with.
  struct Lot {
    let member: Int
    let period: Int
    let month: Int
    var left: Int64
  }

  @Test("Random histories do as a plain list of lots, oldest first", arguments: 0..<100)
  func likeAList(seed: UInt64) throws {
    var bits = TestGenerator(seed: seed)
    func draw(_ bound: Int) -> Int { Int(bits.next() % UInt64(bound)) }
    let counts = (0..<1 + draw(4)).map { _ in 1 + draw(3) }
    let (life, crossPeriod) = (draw(6), draw(2) == 0)
    var bank = CreditBank(
      memberCount: counts.count, periodCounts: counts, lifeMonths: life, crossPeriod: crossPeriod)
    var lots: [Lot] = []
    var earned = counts.map { _ in Int64(0) }
    var (used, expired) = (earned, earned)
    var month = draw(1_000) - 500
    for _ in 0..<300 {
      let member = draw(counts.count)
      let period = draw(counts[member])
      let amount = Int64(draw(1_000))
      switch draw(5) {
      case 0, 1:
        try bank.earn(Self.energy(amount), member: member, period: period, month: month)
        lots.append(Lot(member: member, period: period, month: month, left: amount))
        earned[member] += amount
      case 2, 3:
        var wanted = amount
        let order = lots.indices.filter { lots[$0].member == member && lots[$0].period == period }
        // Of one month, credits of other periods are used in the order of the periods.
        let others = lots.indices.filter {
          lots[$0].member == member && lots[$0].period != period
        }.sorted {
          (lots[$0].month, lots[$0].period) < (lots[$1].month, lots[$1].period)
        }
        for index in order + (crossPeriod ? others : []) where lots[index].month + life >= month {
          let taken = min(wanted, lots[index].left)
          lots[index].left -= taken
          wanted -= taken
        }
        used[member] += amount - wanted
        let offset = bank.use(
          upTo: Self.energy(amount), member: member, period: period, month: month)
        #expect(offset == Self.energy(amount - wanted))
      default:
        month += draw(3)
        let before = expired.reduce(0, +)
        for index in lots.indices where lots[index].month + life < month {
          expired[lots[index].member] += lots[index].left
          lots[index].left = 0
        }
        #expect(bank.expire(before: month) == Self.energy(expired.reduce(0, +) - before))
      }
      for member in counts.indices {
        let totals = bank.totals[member]
        #expect(totals.earned.milliwattHours == earned[member])
        #expect(totals.used.milliwattHours == used[member])
        #expect(totals.expired.milliwattHours == expired[member])
        #expect(totals.banked >= .zero)
        let left = lots.reduce(Int64(0)) { $0 + ($1.member == member ? $1.left : 0) }
        #expect(bank.balance(ofMember: member).milliwattHours == left)
      }
    }
  }
}
