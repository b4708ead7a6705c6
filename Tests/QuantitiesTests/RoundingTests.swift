import Quantities
import TestSupport
import Testing

@Suite struct RoundingTests {
  struct Case: CustomTestStringConvertible {
    let dividend: Int64
    let divisor: Int64
    let quotient: Int64
    var testDescription: String { "\(dividend) / \(divisor) = \(quotient)" }
  }

  static let cases = [
    Case(dividend: 5, divisor: 10, quotient: 0), Case(dividend: 15, divisor: 10, quotient: 2),
    Case(dividend: 25, divisor: 10, quotient: 2), Case(dividend: -5, divisor: 10, quotient: 0),
    Case(dividend: -15, divisor: 10, quotient: -2), Case(dividend: -25, divisor: 10, quotient: -2),
    Case(dividend: 26, divisor: 10, quotient: 3), Case(dividend: -26, divisor: 10, quotient: -3),
    Case(dividend: 24, divisor: 10, quotient: 2), Case(dividend: 7, divisor: 3, quotient: 2),
    Case(dividend: 8, divisor: 3, quotient: 3), Case(dividend: .max, divisor: 1, quotient: .max),
    Case(dividend: .min, divisor: 1, quotient: .min),
    Case(dividend: .max, divisor: .max, quotient: 1),
    Case(dividend: .min, divisor: .max, quotient: -1),
    Case(dividend: .max, divisor: 2, quotient: 1 << 62),
    Case(dividend: .min, divisor: 2, quotient: -1 << 62),
  ]

  @Test("Halves go to the even neighbour, everything else to the nearest", arguments: cases)
  func workedExamples(example: Case) {
    #expect(quotientRoundedHalfToEven(example.dividend, by: example.divisor) == example.quotient)
    #expect(
      quotientRoundedHalfToEven(Int128(example.dividend), by: Int128(example.divisor))
        == Int128(example.quotient))
  }

  /// Whether a quotient is the nearest integer, and the even one of two nearest.
  private func isNearest(_ quotient: Int128, _ dividend: Int128, _ divisor: Int128) -> Bool {
    let twice = 2 * (quotient * divisor - dividend)
    return twice.magnitude < divisor.magnitude
      || (twice.magnitude == divisor.magnitude && quotient % 2 == 0)
  }

  @Test("Quotients of random 64-bit numbers are nearest or even", arguments: 0..<40)
  func quotientsOf64Bits(seed: UInt64) {
    var bits = TestGenerator(seed: seed)
    for _ in 0..<300 {
      let dividend = bits.nextInteger()
      // A small divisor makes halves frequent.
      let divisor = max(1, (bits.nextInteger() & .max) >> Int64(bits.next() % 63))
      let quotient = quotientRoundedHalfToEven(dividend, by: divisor)
      #expect(isNearest(Int128(quotient), Int128(dividend), Int128(divisor)))
    }
  }

  @Test("Quotients of random 128-bit numbers are nearest or even", arguments: 0..<40)
  func quotientsOf128Bits(seed: UInt64) {
    var bits = TestGenerator(seed: seed)
    for _ in 0..<300 {
      // A quarter of the range leaves room for the doubled remainder of the check itself.
      let dividend = Int128(bits.nextInteger()) << 61 + Int128(bits.nextInteger())
      let divisor = max(1, Int128(bits.nextInteger() & .max))
      let quotient = quotientRoundedHalfToEven(dividend, by: divisor)
      #expect(isNearest(quotient, dividend, divisor))
    }
  }

  @Test("Costs are exact up to the ends of 64 bits and throw beyond them", arguments: 0..<40)
  func costs(seed: UInt64) throws {
    var bits = TestGenerator(seed: seed)
    for _ in 0..<200 {
      let price = EnergyPrice(microsPerKilowattHour: bits.nextInteger())
      let energy = MeteredEnergy(milliwattHours: bits.nextInteger())
      let product = Int128(price.microsPerKilowattHour) * Int128(energy.milliwattHours)
      let cost = try? price.cost(of: energy)
      if let cost {
        #expect(isNearest(Int128(cost.micros), product, 1_000_000))
      } else {
        #expect(product.magnitude > UInt128(Int64.max) * 1_000_000)
      }
    }
  }

  @Test("Costs calculated by hand")
  func costsByHand() throws {
    // 3 kWh at 0.25 per kWh; 1 mWh at 0.5 per kWh is half a millionth; at 1.5 per kWh one and a half.
    let cases: [(Int64, Int64, Int64)] = [
      (250_000, 3_000_000, 750_000), (500_000, 1, 0), (1_500_000, 1, 2), (-1_500_000, 1, -2),
    ]
    for (price, energy, cost) in cases {
      #expect(
        try EnergyPrice(microsPerKilowattHour: price)
          .cost(of: MeteredEnergy(milliwattHours: energy)) == Money(micros: cost))
    }
    #expect(throws: QuantityOverflow.self) {
      try EnergyPrice(microsPerKilowattHour: .max).cost(of: MeteredEnergy(milliwattHours: .max))
    }
    #expect(throws: QuantityOverflow.self) {
      try EnergyPrice(microsPerKilowattHour: .min).cost(of: MeteredEnergy(milliwattHours: .min))
    }
  }
}
