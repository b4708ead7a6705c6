import Parameters
import Quantities

/// Clears orders at limits that a mechanism shifted, such as by a fee.
extension Clearing {
  /// Sorts the orders into the book at other limits; after ``begin(_:)``.
  ///
  /// - Parameter limit: The limit of an order, `nil` for one that may not trade.
  mutating func shiftBook(_ orders: Span<Order>, _ limit: (Order) -> EnergyPrice?) {
    // Orders that the book refused stay refused, even where others leave it.
    var isRefused = [Bool](repeating: true, count: orders.count)
    for entry in book.bids.entries { isRefused[Int(entry.order)] = false }
    for entry in book.offers.entries { isRefused[Int(entry.order)] = false }
    var shifted: [Order] = []
    shifted.reserveCapacity(orders.count)
    for index in orders.indices {
      var order = orders[index]
      if !isRefused[index], let price = limit(order) {
        order.limitPrice = price
      } else {
        order.energy = .zero
      }
      shifted.append(order)
    }
    _ = book.load(shifted.span)
  }

  /// The price at a place of the competitive interval of the book; `nil` when nothing crosses.
  func bookPrice(_ pricing: CompetitivePricing) -> Int64? {
    guard book.volume > 0, let bid = book.marginalBid, let offer = book.marginalOffer else {
      return nil
    }
    let lower = max(offer, book.bestBidLeft ?? offer)
    let upper = min(bid, book.bestOfferLeft ?? bid)
    return pricing.price(
      from: EnergyPrice(microsPerKilowattHour: lower),
      to: EnergyPrice(microsPerKilowattHour: upper)
    ).microsPerKilowattHour
  }

  /// Joins what the book says is served: the best bid takes from the best offer.
  mutating func tradeBook(
    _ orders: Span<Order>, buyerPrice: EnergyPrice, sellerPrice: EnergyPrice,
    networkFee: EnergyPrice
  ) {
    let (bids, offers) = (book.bids.entries, book.offers.entries)
    var (bid, offer) = (0, 0)
    var (bidPaired, offerPaired): (Int64, Int64) = (0, 0)
    while bid < bids.count, offer < offers.count {
      let energy = min(bids[bid].served - bidPaired, offers[offer].served - offerPaired)
      if energy > 0 {
        let (buyer, seller) = (Int(bids[bid].order), Int(offers[offer].order))
        // Rounding of a price that was calculated may pass a limit.
        if orders[buyer].limitPrice >= buyerPrice, orders[seller].limitPrice <= sellerPrice {
          addTrade(
            bid: buyer, offer: seller, of: orders, energy: MeteredEnergy(milliwattHours: energy),
            buyerPrice: buyerPrice, sellerPrice: sellerPrice, networkFee: networkFee)
        }
        bidPaired += energy
        offerPaired += energy
      }
      if bidPaired >= bids[bid].served { (bid, bidPaired) = (bid + 1, 0) }
      if offerPaired >= offers[offer].served { (offer, offerPaired) = (offer + 1, 0) }
    }
  }
}

extension EnergyPrice {
  /// The price plus an amount; `nil` beyond 64 bits.
  func shifted(by micros: Int64) -> EnergyPrice? {
    let (sum, overflows) = microsPerKilowattHour.addingReportingOverflow(micros)
    return overflows ? nil : EnergyPrice(microsPerKilowattHour: sum)
  }

  /// A price from currency units per kilowatt-hour, rounded half to even; `nil` beyond 64 bits.
  init?(rounding unitsPerKilowattHour: Double) {
    let micros = (unitsPerKilowattHour * 1e6).rounded(.toNearestOrEven)
    guard let whole = Int64(exactly: micros) else { return nil }
    self.init(microsPerKilowattHour: whole)
  }
}

extension MeteredEnergy {
  /// An energy in kilowatt-hours as a market can serve it: rounded, and from none to a greatest.
  init(rounding kilowattHours: Double, atMost greatest: Int64) {
    let rounded = (kilowattHours * 1e6).rounded()
    let whole = rounded > 0 ? Int64(exactly: rounded) ?? greatest : 0
    self.init(milliwattHours: min(whole, greatest))
  }
}

extension ClearingContext {
  /// The slope of an order's limit; 0 where none is given or it is no sound number.
  func slope(ofOrder index: Int) -> Double {
    guard index < slopes.count, slopes[index].isFinite else { return 0 }
    return max(0, slopes[index])
  }
}

extension CompetitivePricing {
  /// Reads the parameter `k`.
  static func read(_ k: Double) throws(ParameterError) -> CompetitivePricing {
    guard (0...1).contains(k) else { throw ParameterError("k", "'k' must lie from 0 to 1") }
    return CompetitivePricing(k: k)
  }
}
