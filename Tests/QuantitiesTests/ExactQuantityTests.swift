import Quantities
import TestSupport
import Testing

@Suite struct ExactQuantityTests {
  private func overflows<Kind: ExactQuantity>(_ kind: Kind.Type) -> Bool {
    let most = Kind(count: .max)
    let least = Kind(count: .min)
    let one = Kind(count: 1)
    let all: [() throws -> Kind] = [
      { try most.adding(one) }, { try least.subtracting(one) }, { try least.adding(least) },
      { try one.subtracting(least) },
    ]
    return all.allSatisfy { calculate in
      do {
        _ = try calculate()
        return false
      } catch {
        return error is QuantityOverflow
      }
    }
  }

  @Test("Sums and differences beyond 64 bits throw in each exact quantity")
  func sumsThrow() {
    #expect(overflows(Money.self))
    #expect(overflows(EnergyPrice.self))
    #expect(overflows(MeteredEnergy.self))
    #expect(overflows(Tokens.self))
    #expect(overflows(Quota.self))
  }

  @Test("The message of an overflow names what was calculated and what to do")
  func message() {
    let error = #expect(throws: QuantityOverflow.self) {
      try Money(micros: .max).adding(Money(micros: 1))
    }
    #expect(
      error?.description
        == "a sum of money leaves the range of 64 bits; use smaller prices, powers or horizons.")
  }

  @Test("A sum by an operator never wraps: it traps")
  func operatorsTrap() async {
    await #expect(processExitsWith: .failure) {
      let most = Money(micros: .max)
      print(most + Money(micros: Int64(CommandLine.arguments.count)))
    }
  }

  @Test("Checked and unchecked sums agree where both exist", arguments: 0..<100)
  func sumsAgree(seed: UInt64) throws {
    var bits = TestGenerator(seed: seed)
    for _ in 0..<100 {
      let left = Tokens(milliSEB: bits.nextInteger() / 4)
      let right = Tokens(milliSEB: bits.nextInteger() / 4)
      #expect(try left.adding(right) == left + right)
      #expect(try left.subtracting(right) == left - right)
      #expect(left + right - right == left)
      #expect((left < right) == (left.milliSEB < right.milliSEB))
    }
    #expect(-Money(micros: 5) == Money(micros: -5))
  }

  @Test("Display values are the counts in larger units")
  func displayValues() {
    #expect(Money(micros: 1_500_000).units == 1.5)
    #expect(EnergyPrice(microsPerKilowattHour: 250_000).unitsPerKilowattHour == 0.25)
    #expect(MeteredEnergy(milliwattHours: 12_345_678).kilowattHours == 12.345678)
  }
}
