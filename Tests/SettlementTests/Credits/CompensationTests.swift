import Quantities
import Settlement
import TestSupport
import Testing

struct CompensationTests {
  struct Case: Sendable {
    let consumption: [Int64]
    let credits: [Int64]
    let minimum: Int64
    let crossPeriod: Bool
    let offset: [Int64]
  }

  static let cases = [
    // Enough consumption above the minimum: all credits are used.
    Case(consumption: [350], credits: [300], minimum: 30, crossPeriod: false, offset: [300]),
    // The minimum binds.
    Case(consumption: [350], credits: [340], minimum: 30, crossPeriod: false, offset: [320]),
    // Less consumption than the minimum: nothing is offset.
    Case(consumption: [20], credits: [340], minimum: 30, crossPeriod: false, offset: [0]),
    // 50 of 150 stay due, 100 to 50 as the credits that could be used.
    Case(
      consumption: [90, 60], credits: [100, 45], minimum: 15, crossPeriod: false,
      offset: [90, 45]),
    Case(
      consumption: [90, 60], credits: [100, 45], minimum: 60, crossPeriod: false,
      offset: [60, 30]),
    // Credits of a quiet period help no other period, and a period is offset up to its consumption.
    Case(
      consumption: [100, 50], credits: [0, 80], minimum: 20, crossPeriod: false,
      offset: [0, 50]),
    Case(
      consumption: [100, 50], credits: [0, 80], minimum: 20, crossPeriod: true,
      offset: [30, 50]),
    // Across periods the minimum binds the sum: 130 − 100 are left for the first period.
    Case(
      consumption: [100, 50], credits: [0, 900], minimum: 20, crossPeriod: true,
      offset: [80, 50]),
    // What crosses is divided as the rests: 30 over 60 and 30.
    Case(
      consumption: [60, 30, 10], credits: [0, 0, 40], minimum: 0, crossPeriod: true,
      offset: [20, 10, 10]),
  ]

  @Test("The compensation of a month, calculated by hand", arguments: cases)
  func handCalculated(_ example: Case) throws {
    var bank = CreditBank(
      memberCount: 1, periodCounts: [example.credits.count], lifeMonths: 60,
      crossPeriod: example.crossPeriod)
    for (period, credit) in example.credits.enumerated() {
      try bank.earn(CreditBankTests.energy(credit), member: 0, period: period, month: 1)
    }
    let offset = try bank.compensate(
      example.consumption.map(CreditBankTests.energy),
      minimum: CreditBankTests.energy(example.minimum), member: 0, month: 1)
    #expect(offset.map(\.milliwattHours) == example.offset)
  }

  @Test("Nothing beyond the consumption, the credits or the minimum is offset", arguments: 0..<200)
  func bounds(seed: UInt64) throws {
    var bits = TestGenerator(seed: seed)
    let count = 1 + Int(bits.next() % 4)
    // Of all sizes, so that the products of the proportions need more than 64 bits.
    func draw() -> Int64 { abs(bits.nextInteger() / 16) }
    let crossPeriod = bits.next() % 2 == 0
    var bank = CreditBank(
      memberCount: 1, periodCounts: [count], lifeMonths: 3, crossPeriod: crossPeriod)
    for month in 0..<3 {
      for period in 0..<count {
        try bank.earn(
          CreditBankTests.energy(draw() / 4), member: 0, period: period, month: month)
      }
    }
    let consumption = (0..<count).map { _ in draw() }
    let minimum = draw()
    let credits = bank.balance(ofMember: 0).milliwattHours
    let usable = (0..<count).map {
      bank.balance(ofMember: 0, period: $0, usableIn: 2).milliwattHours
    }
    let offset = try bank.compensate(
      consumption.map(CreditBankTests.energy), minimum: CreditBankTests.energy(minimum),
      member: 0, month: 2
    ).map(\.milliwattHours)
    let limit = max(0, consumption.reduce(0, +) - minimum)
    let matched = (0..<count).reduce(Int64(0)) { $0 + min(usable[$1], consumption[$1]) }
    #expect(offset.reduce(0, +) == min(crossPeriod ? credits : matched, limit))
    for period in 0..<count {
      #expect(0...consumption[period] ~= offset[period])
      if !crossPeriod { #expect(offset[period] <= usable[period]) }
    }
    #expect(bank.balance(ofMember: 0).milliwattHours == credits - offset.reduce(0, +))
    #expect(bank.totals[0].used.milliwattHours == offset.reduce(0, +))
  }

  @Test("Consumption beyond 64 bits is an error, and no credit is used")
  func overflow() throws {
    var bank = CreditBank(memberCount: 1, periodCounts: [2], lifeMonths: 0, crossPeriod: true)
    try bank.earn(CreditBankTests.energy(9), member: 0, period: 0, month: 0)
    #expect(throws: QuantityOverflow.self) {
      _ = try bank.compensate(
        [CreditBankTests.energy(.max), CreditBankTests.energy(1)], minimum: .zero, member: 0,
        month: 0)
    }
    #expect(bank.balance(ofMember: 0) == CreditBankTests.energy(9))
  }
}
