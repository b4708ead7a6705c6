import Quantities

/// A part of an energy, as a quotient.
struct Share {
  var numerator: Int128
  /// Positive.
  var denominator: Int128
  /// Whether orders that would trade at both grid prices are served whole and the rest is shared;
  /// otherwise all share alike.
  var isFirmWhole = true

  /// The part of an energy, rounded down; at most all of it.
  func of(_ energy: Int64) -> Int64 {
    // Both factors are below 2⁶³.
    Int64(truncatingIfNeeded: Int128(energy) * numerator / denominator)
  }

  static let whole = Share(numerator: 1, denominator: 1)
}

/// Where demand and supply balance on a grid of prices.
struct GridBalance {
  var price: EnergyPrice
  /// The grid prices beside the price; the same when a grid price balances.
  var lower: EnergyPrice
  var upper: EnergyPrice
  var bidShare = Share.whole
  var offerShare = Share.whole
}

/// Prices at equal steps.
struct PriceGrid: Hashable, Sendable {
  var least: EnergyPrice
  var greatest: EnergyPrice
  /// The number of prices, at least 2.
  var count: Int64

  subscript(_ index: Int64) -> EnergyPrice {
    let range =
      Int128(greatest.microsPerKilowattHour) - Int128(least.microsPerKilowattHour)
    let above = quotientRoundedHalfToEven(range * Int128(index), by: Int128(count - 1))
    return EnergyPrice(
      microsPerKilowattHour: Int64(
        truncatingIfNeeded: Int128(least.microsPerKilowattHour) + above))
  }

  func balance(of book: borrowing OrderBook) -> GridBalance {
    let first = firstPrice(of: book) { $0 <= 0 }
    guard first < count else { return shortage(book) }
    let here = Demand(of: book, at: self[first])
    if here.net == 0 {
      let last = firstPrice(of: book) { $0 < 0 } - 1
      return GridBalance(
        price: .mean(self[first], self[last]), lower: self[first], upper: self[first])
    }
    guard first > 0 else { return surplus(here) }
    let below = Demand(of: book, at: self[first - 1])
    return between(first, below, here)
  }

  /// The index of the first grid price at which net demand, which never rises, is as asked for; the
  /// number of prices when there is none.
  private func firstPrice(
    of book: borrowing OrderBook, where isReached: (Int128) -> Bool
  ) -> Int64 {
    var (low, high): (Int64, Int64) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isReached(Demand(of: book, at: self[middle]).net) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }

  private func between(_ upper: Int64, _ below: Demand, _ here: Demand) -> GridBalance {
    let (low, high) = (self[upper - 1], self[upper])
    let range = Int128(high.microsPerKilowattHour) - Int128(low.microsPerKilowattHour)
    let fall = below.net - here.net
    // A step of the grid is below 2⁴⁴, as the grid goes no further than ±10⁶ and prices count in
    // millionths; wider grids made in code are kept in range.
    let (product, overflows) = range.multipliedReportingOverflow(by: below.net)
    let above = overflows ? range / fall * below.net : quotientRoundedHalfToEven(product, by: fall)
    let micros = Int128(low.microsPerKilowattHour) + min(above, range)
    return GridBalance(
      price: EnergyPrice(microsPerKilowattHour: Int64(truncatingIfNeeded: micros)), lower: low,
      upper: high, bidShare: Share(numerator: -here.net, denominator: fall),
      offerShare: Share(numerator: below.net, denominator: fall))
  }

  /// More is demanded than supplied even at the greatest price.
  private func shortage(_ book: borrowing OrderBook) -> GridBalance {
    let demand = Demand(of: book, at: greatest)
    return GridBalance(
      price: greatest, lower: greatest, upper: greatest,
      bidShare: .of(demand.offers, among: demand.bids))
  }

  /// More is supplied than demanded even at the least price.
  private func surplus(_ demand: Demand) -> GridBalance {
    GridBalance(
      price: least, lower: least, upper: least,
      offerShare: .of(demand.bids, among: demand.offers))
  }
}

extension Share {
  /// The same part of every order of the long side.
  fileprivate static func of(_ part: Int64, among whole: Int64) -> Share {
    Share(numerator: Int128(part), denominator: Int128(max(whole, 1)), isFirmWhole: false)
  }
}

/// What is wanted and given at a price, in milliwatt-hours.
private struct Demand {
  var bids: Int64 = 0
  var offers: Int64 = 0
  var net: Int128 { Int128(bids) - Int128(offers) }

  init(of book: borrowing OrderBook, at price: EnergyPrice) {
    for entry in book.bids.entries {
      guard entry.bidLimit >= price else { break }
      bids += entry.energy
    }
    for entry in book.offers.entries {
      guard entry.offerLimit <= price else { break }
      offers += entry.energy
    }
  }
}
