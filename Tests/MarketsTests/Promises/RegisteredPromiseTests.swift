import Markets
import Quantities
import TestSupport
import Testing

/// What every mechanism that scenarios can name promises, on at least 10,000 random books each
/// (2,000 for those that solve programs); a mechanism that is added is tested without a word here.
struct RegisteredPromiseTests {
  @Test("Every mechanism can be made from its defaults")
  func defaults() { #expect(RegisteredMechanism.all.count == MarketMechanisms.all.count) }

  @Test(
    "Energy is conserved, accounts close, the budget balances as promised and nobody loses",
    arguments: RegisteredMechanism.all, RegisteredMechanism.parts)
  func promises(registered: RegisteredMechanism, part: UInt64) {
    var generator = TestGenerator(seed: part)
    let usesSlopes = registered.mechanism.traits.needs.contains(.slopes)
    for number in 0..<registered.bookCount {
      let book = PromiseBook(
        number: number, slopes: usesSlopes && number % 5 == 0, using: &generator)
      expectMarketPromises(of: registered.mechanism, for: book.orders, context: book.context)
    }
  }

  @Test(
    "The greatest welfare is that of an independent reckoning, and efficient mechanisms reach it",
    arguments: RegisteredMechanism.all, RegisteredMechanism.parts)
  func efficiency(registered: RegisteredMechanism, part: UInt64) {
    var generator = TestGenerator(seed: 1000 + part)
    var clearing = Clearing()
    for number in 0..<registered.bookCount {
      let book = PromiseBook(number: number, using: &generator)
      registered.mechanism.clear(book.orders.span, context: book.context, into: &clearing)
      let greatest = greatestWelfare(of: book.orders)
      guard let stated = clearing.greatestWelfare, let reached = clearing.welfare else {
        Issue.record("\(registered.testDescription) doesn't know the welfare of small orders")
        return
      }
      #expect((Int128(stated.micros) * 1_000_000 - greatest).magnitude <= 500_000)
      if registered.mechanism.traits.isEfficient {
        #expect(reached == stated, "\(registered.testDescription): \(book.orders)")
      }
    }
  }

  @Test(
    "Where the order of submission does not matter, it decides between equal orders only",
    arguments: RegisteredMechanism.all { $0.isIndifferentToOrder }, RegisteredMechanism.parts)
  func submission(registered: RegisteredMechanism, part: UInt64) {
    var generator = TestGenerator(seed: 2000 + part)
    var (first, second) = (Clearing(), Clearing())
    let mechanism = registered.mechanism
    for number in 0..<registered.bookCount {
      var book = PromiseBook(number: number, using: &generator)
      // A rule that leaves the marginal order out has another volume when another of equal orders is
      // the marginal one; without such a rule, equal orders change nothing but who is served.
      if !mechanism.traits.isEfficient { book.leaveOutEqualPrices() }
      let (permuted, places) = book.permuted(using: &generator)
      mechanism.clear(book.orders.span, context: book.context, into: &first)
      mechanism.clear(permuted.orders.span, context: permuted.context, into: &second)
      #expect(first.price == second.price, "\(mechanism.name): \(book.orders)")
      #expect(first.volume == second.volume, "\(mechanism.name): \(book.orders)")
      // What orders of one standing are served together, the first way less the second.
      var differences: [PromiseBook.Standing: (sum: Int64, count: Int64)] = [:]
      for (place, index) in places.enumerated() {
        let difference =
          first.servedEnergy[index].milliwattHours - second.servedEnergy[place].milliwattHours
        let standing = book.standing(ofOrder: index, for: mechanism.traits.needs)
        let known = differences[standing] ?? (0, 0)
        differences[standing] = (known.sum + difference, known.count + 1)
      }
      let decides = differences.values.contains { abs($0.sum) > $0.count }
      #expect(!decides, "\(mechanism.name): \(book.orders)")
    }
  }
}

/// The greatest sum of limit prices times energies, bids less offers, that any matching reaches, in
/// 10⁻¹² currency units: the best bids meet the best offers piece by piece.
private func greatestWelfare(of orders: [Order]) -> Int128 {
  func side(_ side: Order.Side) -> [(price: Int128, energy: Int128)] {
    orders.filter { $0.side == side && $0.energy > .zero }
      .map { (Int128($0.limitPrice.microsPerKilowattHour), Int128($0.energy.milliwattHours)) }
  }
  var bids = side(.bid).sorted { $0.price > $1.price }[...]
  var offers = side(.offer).sorted { $0.price < $1.price }[...]
  var welfare: Int128 = 0
  while let bid = bids.first, let offer = offers.first, bid.price > offer.price {
    let energy = min(bid.energy, offer.energy)
    welfare += energy * (bid.price - offer.price)
    bids[bids.startIndex].energy -= energy
    offers[offers.startIndex].energy -= energy
    if bids[bids.startIndex].energy == 0 { bids.removeFirst() }
    if offers[offers.startIndex].energy == 0 { offers.removeFirst() }
  }
  return welfare
}
