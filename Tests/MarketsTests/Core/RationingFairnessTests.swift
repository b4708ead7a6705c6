import Markets
import Quantities
import TestSupport
import Testing

struct RationingFairnessTests {
  private func served(
    _ count: Int, _ units: Int64, in interval: Int64, _ rationing: RationingRule = .proRata
  ) -> [Int64] {
    let price = EnergyPrice(microsPerKilowattHour: 3)
    var orders = (0..<count).map { index in
      Order(
        trader: Int32(index), side: .bid, energy: MeteredEnergy(milliwattHours: 1),
        limitPrice: price)
    }
    orders.append(
      Order(
        trader: -1, side: .offer, energy: MeteredEnergy(milliwattHours: units), limitPrice: price))
    var clearing = Clearing()
    UniformPriceDoubleAuction(rationing: rationing).clear(
      orders.span, context: ClearingContext(intervalOrdinal: interval), into: &clearing)
    return clearing.servedEnergy.dropLast().map(\.milliwattHours)
  }

  struct Rhythm: Sendable {
    var every: Int64
    var equals: Int
    var units: Int64
  }

  @Test(
    "Nobody is favoured for ever, whatever the rhythm in which equals meet",
    arguments: [
      Rhythm(every: 1, equals: 2, units: 1), Rhythm(every: 2, equals: 2, units: 1),
      Rhythm(every: 96, equals: 2, units: 1), Rhythm(every: 96, equals: 3, units: 1),
      Rhythm(every: 96, equals: 8, units: 3), Rhythm(every: 35_040, equals: 5, units: 4),
      Rhythm(every: 7, equals: 7, units: 2), Rhythm(every: 49, equals: 7, units: 2),
      Rhythm(every: 13 * 96, equals: 13, units: 12),
    ])
  func remaindersAreFair(rhythm: Rhythm) {
    let rounds: Int64 = 2000
    var totals = [Int64](repeating: 0, count: rhythm.equals)
    for round in 0..<rounds {
      for (index, energy) in served(
        rhythm.equals, rhythm.units, in: 48 + round * rhythm.every
      ).enumerated() {
        totals[index] += energy
      }
    }
    let fair = Double(rounds * rhythm.units) / Double(rhythm.equals)
    for total in totals { #expect(abs(Double(total) - fair) <= 0.02 * Double(rounds)) }
  }

  @Test(
    "In each round of as many intervals as there are equals, all are served alike",
    arguments: 2...9)
  func roundsAreExact(equals: Int) {
    for units in 1..<Int64(equals) {
      for round in -3..<3 as Range<Int64> {
        var totals = [Int64](repeating: 0, count: equals)
        for interval in (round * Int64(equals))..<((round + 1) * Int64(equals)) {
          for (index, energy) in served(equals, units, in: interval).enumerated() {
            totals[index] += energy
          }
        }
        #expect(totals.allSatisfy { $0 == units })
      }
    }
  }

  @Test("Drawn rationing serves each of equals as often as the others, and repeats itself")
  func randomIsFair() {
    var totals = [Int64](repeating: 0, count: 6)
    for interval in 0..<6000 as Range<Int64> {
      let energies = served(6, 2, in: interval, .random)
      #expect(energies.reduce(0, +) == 2)
      for (index, energy) in energies.enumerated() { totals[index] += energy }
    }
    // 2000 each, with a standard deviation of √(6000 · 1/3 · 2/3) = 37.
    for total in totals { #expect(abs(total - 2000) < 180) }
    #expect(served(6, 2, in: 3, .random) == served(6, 2, in: 3, .random))
  }

  @Test("Drawn rationing leaves better orders whole, and serves equals one after the other")
  func randomServesInTurn() {
    let orders = [
      bid(2, at: 9), bid(5, at: 4), bid(5, at: 4), bid(5, at: 4), bid(1, at: 3), offer(9, at: 1),
    ]
    for interval in 0..<50 as Range<Int64> {
      let clearing = expectMarketPromises(
        of: UniformPriceDoubleAuction(rationing: .random), for: orders,
        context: ClearingContext(intervalOrdinal: interval))
      let energies = clearing.servedEnergy.map(\.kilowattHours)
      #expect(energies[0] == 2 && energies[4] == 0)
      #expect(energies[1...3].sorted() == [0, 2, 5])
    }
  }
}
