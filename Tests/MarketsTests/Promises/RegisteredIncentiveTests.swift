import Markets
import Quantities
import TestSupport
import Testing

/// Nobody gains by another order than the true one, where a mechanism promises so.
///
/// In each random book one trader tries other prices and, where orders of several units are allowed,
/// less energy, while all others' orders stay what they are.
struct RegisteredIncentiveTests {
  @Test(
    "A truthful order is never beaten where a mechanism promises it",
    arguments: RegisteredMechanism.all { $0.incentiveCompatibility != .none },
    RegisteredMechanism.parts)
  func truthIsBest(registered: RegisteredMechanism, part: UInt64) {
    var generator = TestGenerator(seed: 3000 + part)
    let mechanism = registered.mechanism
    let isSingleUnit = mechanism.traits.incentiveCompatibility == .singleUnit
    var clearing = Clearing()
    for number in 0..<registered.bookCount {
      var book = PromiseBook(number: 1, orderCount: 2...9, using: &generator)
      for index in book.orders.indices {
        let units = isSingleUnit ? 1 : Int64.random(in: 1...4, using: &generator)
        book.orders[index].energy = MeteredEnergy(milliwattHours: units * 1_000_000)
        book.orders[index].limitPrice = EnergyPrice(
          microsPerKilowattHour: .random(in: 1...20, using: &generator) * 10_000)
      }
      let index = number % book.orders.count
      let truth = book.orders[index]
      func gain(_ order: Order) -> Int128 {
        var orders = book.orders
        orders[index] = order
        mechanism.clear(orders.span, context: book.context, into: &clearing)
        return Self.gain(of: truth, index, clearing)
      }
      let truthful = gain(truth)
      for _ in 0..<4 {
        var lie = truth
        lie.limitPrice = EnergyPrice(
          microsPerKilowattHour: .random(in: 0...42, using: &generator) * 5_000)
        if !isSingleUnit, truth.energy.milliwattHours > 1_000_000 {
          lie.energy = MeteredEnergy(
            milliwattHours: truth.energy.milliwattHours
              - .random(in: 0...1, using: &generator) * 1_000_000)
        }
        // Payments are rounded to millionths and energies to milliwatt-hours.
        let tolerance: Int128 = 40 * 1_000_000
        #expect(
          gain(lie) <= truthful + tolerance,
          "\(mechanism.name): \(lie) in place of order \(index) of \(book.orders)")
      }
    }
  }

  /// What a clearing is worth to the trader of an order, in 10⁻¹² currency units.
  private static func gain(of truth: Order, _ index: Int, _ clearing: Clearing) -> Int128 {
    var gain: Int128 = 0
    let limit = Int128(truth.limitPrice.microsPerKilowattHour)
    for trade in clearing.trades {
      let energy = Int128(trade.energy.milliwattHours)
      if trade.buyerOrder == index {
        gain += energy * (limit - Int128(trade.buyerPrice.microsPerKilowattHour))
      }
      if trade.sellerOrder == index {
        gain += energy * (Int128(trade.sellerPrice.microsPerKilowattHour) - limit)
      }
    }
    for payment in clearing.sidePayments where payment.trader == truth.trader {
      gain -= Int128(payment.amount.micros) * 1_000_000
    }
    return gain
  }
}
