import Quantities
import RandomStreams

extension MultiUnitDoubleAuction {
  /// Trades in both halves of a market that is split, each at the price of the other.
  func trade(_ orders: Span<Order>, _ draws: inout RandomDraws, into clearing: inout Clearing) {
    if fee == .none { clearing.traderMemory.drawLots(orders.count, clearing.book, &draws) }
    let isLeft = clearing.traderMemory.isLeft
    let left = clearing.book.price(of: halfPrice) { isLeft[Int($0.order)] }
    let right = clearing.book.price(of: halfPrice) { !isLeft[Int($0.order)] }
    if let right { trade(orders, inLeft: true, at: right, into: &clearing) }
    if let left { trade(orders, inLeft: false, at: left, into: &clearing) }
    let isWhole = clearing.addSidePayments()
    clearing.conclude(orders)
    if !isWhole { clearing.auctioneerBalance = nil }
  }

  private func trade(
    _ orders: Span<Order>, inLeft isLeftHalf: Bool, at price: EnergyPrice,
    into clearing: inout Clearing
  ) {
    let micros = price.microsPerKilowattHour
    let isLeft = clearing.traderMemory.isLeft
    let isInHalf = { (entry: OrderBook.Entry) in isLeft[Int(entry.order)] == isLeftHalf }
    // A bid's rank is the complement of its limit: both sides accept what is not above a bound.
    let demand = clearing.book.bids.energy(upTo: ~micros, where: isInHalf)
    let supply = clearing.book.offers.energy(upTo: micros, where: isInHalf)
    let volume = min(demand, supply)
    guard volume > 0 else { return }
    switch fee {
    case .vickrey:
      clearing.book.bids.serveBest(volume, upTo: ~micros, where: isInHalf)
      clearing.book.offers.serveBest(volume, upTo: micros, where: isInHalf)
      if demand > supply {
        clearing.chargeFees(forBids: true, price: micros, where: isInHalf)
      } else if supply > demand {
        clearing.chargeFees(forBids: false, price: micros, where: isInHalf)
      }
    case .none:
      let lots = clearing.traderMemory.lots
      clearing.book.bids.serveByLot(
        volume, upTo: ~micros, lots, &clearing.book.remainders, where: isInHalf)
      clearing.book.offers.serveByLot(
        volume, upTo: micros, lots, &clearing.book.remainders, where: isInHalf)
    }
    clearing.pairServed(orders, where: isInHalf) { _, _ in (price, price) }
  }
}

extension OrderBook {
  /// The price of the orders of a half; `nil` without a bid or without an offer.
  fileprivate func price(
    of rule: MultiUnitDoubleAuction.HalfPrice, where isInHalf: (Entry) -> Bool
  ) -> EnergyPrice? {
    guard var bid = bids.place(from: 0, where: isInHalf),
      var offer = offers.place(from: 0, where: isInHalf)
    else { return nil }
    var (bidServed, offerServed): (Int64, Int64) = (0, 0)
    var (lastBid, lastOffer): (Int64?, Int64?) = (nil, nil)
    // The best bid and offer with energy left; `nil` beyond the end of a side.
    var (bestBid, bestOffer): (Int64?, Int64?) = (
      ~bids.entries[bid].rank, offers.entries[offer].rank
    )
    while let buyer = bestBid, let seller = bestOffer, buyer >= seller {
      let energy = min(
        bids.entries[bid].energy - bidServed, offers.entries[offer].energy - offerServed)
      bidServed += energy
      offerServed += energy
      (lastBid, lastOffer) = (buyer, seller)
      if bidServed == bids.entries[bid].energy {
        bid = bids.place(from: bid + 1, where: isInHalf) ?? bids.entries.count
        bidServed = 0
        bestBid = bid < bids.entries.count ? ~bids.entries[bid].rank : nil
      }
      if offerServed == offers.entries[offer].energy {
        offer = offers.place(from: offer + 1, where: isInHalf) ?? offers.entries.count
        offerServed = 0
        bestOffer = offer < offers.entries.count ? offers.entries[offer].rank : nil
      }
    }
    if rule == .lastPair, let lastBid, let lastOffer { return mean(lastBid, lastOffer) }
    // Where both sides have orders, one of each pair is known.
    let lower = lastOffer.map { max($0, bestBid ?? $0) } ?? bestBid
    let upper = lastBid.map { min($0, bestOffer ?? $0) } ?? bestOffer
    guard let lower, let upper else { return nil }
    return mean(lower, upper)
  }
}

private func mean(_ left: Int64, _ right: Int64) -> EnergyPrice {
  let mean = quotientRoundedHalfToEven(Int128(left) + Int128(right), by: 2)
  return EnergyPrice(microsPerKilowattHour: Int64(truncatingIfNeeded: mean))
}

extension OrderBook.Side {
  fileprivate func place(from start: Int, where isInHalf: (OrderBook.Entry) -> Bool) -> Int? {
    var place = start
    while place < entries.count {
      if isInHalf(entries[place]) { return place }
      place += 1
    }
    return nil
  }

  /// The energy of the orders that accept a price.
  fileprivate func energy(upTo rank: Int64, where isInHalf: (OrderBook.Entry) -> Bool) -> Int64 {
    var energy: Int64 = 0
    for entry in entries where entry.rank <= rank && isInHalf(entry) { energy += entry.energy }
    return energy
  }

  fileprivate mutating func serveBest(
    _ volume: Int64, upTo rank: Int64, where isInHalf: (OrderBook.Entry) -> Bool
  ) {
    var left = volume
    for place in entries.indices {
      guard left > 0, entries[place].rank <= rank else { return }
      guard isInHalf(entries[place]) else { continue }
      entries[place].served = min(left, entries[place].energy)
      left -= entries[place].served
    }
  }

  fileprivate mutating func serveByLot(
    _ volume: Int64, upTo rank: Int64, _ lotOfOrder: [Int64], _ lots: inout RankSorter,
    where isInHalf: (OrderBook.Entry) -> Bool
  ) {
    lots.removeAll()
    for place in entries.indices where entries[place].rank <= rank && isInHalf(entries[place]) {
      lots.append(rank: lotOfOrder[Int(entries[place].order)], index: place)
    }
    lots.sort()
    var left = volume
    for lot in 0..<lots.count {
      let place = lots.index(at: lot)
      entries[place].served = min(left, entries[place].energy)
      left -= entries[place].served
    }
  }
}

extension TraderMemory {
  /// Draws a lot for each trader, whatever it submits, so that nobody can bid for a better one.
  fileprivate mutating func drawLots(
    _ count: Int, _ book: OrderBook, _ draws: inout RandomDraws
  ) {
    while lots.count < count { lots.append(0) }
    var start = 0
    while start < sorter.count {
      let run = run(from: start)
      let lot = Int64(bitPattern: draws.next())
      for place in run { lots[Int(entry(at: place, book).0.order)] = lot }
      start = run.upperBound
    }
  }
}

extension Clearing {
  /// Charges each trader of the long side what the next in line would gain from what it is served.
  fileprivate mutating func chargeFees(
    forBids: Bool, price: Int64, where isInHalf: (OrderBook.Entry) -> Bool
  ) {
    let side = forBids ? book.bids : book.offers
    let bound = forBids ? ~price : price
    var firstLeft = side.entries.count
    for (place, entry) in side.entries.enumerated()
    where isInHalf(entry) && entry.served < entry.energy {
      firstLeft = place
      break
    }
    var start = 0
    while start < traderMemory.sorter.count {
      let run = traderMemory.run(from: start)
      start = run.upperBound
      var served: Int64 = 0
      var trader: Int32 = 0
      for place in run {
        let (entry, isBid) = traderMemory.entry(at: place, book)
        trader = entry.trader
        if isBid == forBids, isInHalf(entry) { served += entry.served }
      }
      var (fee, place): (Int128, Int) = (0, firstLeft)
      while served > 0, place < side.entries.count, side.entries[place].rank <= bound {
        let entry = side.entries[place]
        place += 1
        guard isInHalf(entry), entry.trader != trader else { continue }
        let energy = min(served, entry.energy - entry.served)
        // What the other gains is less than 2⁶⁴ for a unit, of fewer than 2⁶³ units.
        fee += Int128(energy) * (Int128(bound) - Int128(entry.rank))
        served -= energy
      }
      if fee > 0 {
        traderMemory.openAccount(of: trader, due: quotientRoundedDown(fee, by: 1_000_000))
      }
    }
  }
}
