public import Quantities

/// What GridLAB-D's auction posts after a clearing, also when nothing is traded.
///
/// ```text
/// walk both curves from the best prices while bid ≥ offer:
///   more demand than supply   volume = supply   price = bid     marginal buyer    next offer
///   less demand than supply   volume = demand   price = offer   marginal seller   next bid
///   as much                   a = bid, b = offer, both next                       price split
/// if the walk ends on a price split:
///   next offer = b            marginal seller at b
///   next bid = a              marginal buyer at a
///   a = b                     exact
///   otherwise                 marginal price (a + b) / 2, but no lower than the next bid plus the
///                             bid offset and no higher than the next offer less it
/// ```
///
/// Orders at the price cap (bids at the cap, offers at its negative) are *unresponsive*: a marginal
/// price moves to the side that responds. If less is traded than unresponsive buyers demand, the
/// auction fails and posts the cap; than unresponsive sellers supply, the negative of the cap.
///
/// Source: GridLAB-D (gridlab-d/gridlab-d @ e1841e1e), `market/auction.cpp`, `market/curve.cpp`.
public struct GridLabDPosting: Hashable, Sendable {
  /// How the auction cleared.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Nothing is traded.
    case none = "NULL"
    /// The last seller is served in part.
    case marginalSeller = "SELLER"
    /// The last buyer is served in part.
    case marginalBuyer = "BUYER"
    /// Nobody is served in part, and any price of a range would do.
    case marginalPrice = "PRICE"
    /// Nobody is served in part, and the last bid and offer have one price.
    case exact = "EXACT"
    /// Orders at the price cap are not served in full.
    case failure = "FAILURE"
  }

  /// How the auction cleared.
  public var kind: Kind
  /// The price posted; that of all trades.
  public var price: EnergyPrice
  /// The energy traded.
  public var volume: MeteredEnergy
}

/// The settings of GridLAB-D's auction.
struct GridLabDRule: Hashable, Sendable {
  var priceCap: EnergyPrice
  var bidOffset: EnergyPrice

  /// What is posted for the orders in a book.
  func posting(of book: borrowing OrderBook) -> GridLabDPosting {
    let volume = MeteredEnergy(milliwattHours: book.volume)
    guard book.volume > 0 else {
      return GridLabDPosting(kind: .none, price: priceWithoutTrade(book), volume: volume)
    }
    if unresponsiveBids(book) > book.volume {
      return GridLabDPosting(kind: .failure, price: within(book, priceCap), volume: volume)
    }
    if unresponsiveOffers(book) > book.volume {
      return GridLabDPosting(kind: .failure, price: within(book, floor), volume: volume)
    }
    let (kind, price) = kindAndPrice(book)
    return GridLabDPosting(kind: kind, price: price, volume: volume)
  }

  /// The negative of the price cap.
  private var floor: EnergyPrice { EnergyPrice.zero.saturatingDifference(priceCap) }

  /// A price kept between the last offer and the last bid, which it can only leave when there are
  /// limit prices beyond the cap.
  private func within(_ book: borrowing OrderBook, _ price: EnergyPrice) -> EnergyPrice {
    let bid = book.marginalBid.map(EnergyPrice.init(microsPerKilowattHour:)) ?? price
    let offer = book.marginalOffer.map(EnergyPrice.init(microsPerKilowattHour:)) ?? price
    return price.clamped(from: offer, to: bid)
  }

  private func kindAndPrice(_ book: borrowing OrderBook) -> (GridLabDPosting.Kind, EnergyPrice) {
    guard let bid = book.marginalBid.map(EnergyPrice.init(microsPerKilowattHour:)),
      let offer = book.marginalOffer.map(EnergyPrice.init(microsPerKilowattHour:))
    else { return (.none, .zero) }
    if !book.bids.lastIsWhole { return (.marginalBuyer, bid) }
    if !book.offers.lastIsWhole { return (.marginalSeller, offer) }
    let nextBid = book.bestBidLeft.map(EnergyPrice.init(microsPerKilowattHour:))
    let nextOffer = book.bestOfferLeft.map(EnergyPrice.init(microsPerKilowattHour:))
    if nextOffer == offer { return (.marginalSeller, offer) }
    if nextBid == bid { return (.marginalBuyer, bid) }
    if bid == offer { return (.exact, bid) }
    return (.marginalPrice, marginalPrice(bid, offer, nextBid, nextOffer))
  }

  /// A price between the last offer and the last bid that triggers nobody who is not served.
  private func marginalPrice(
    _ bid: EnergyPrice, _ offer: EnergyPrice, _ nextBid: EnergyPrice?, _ nextOffer: EnergyPrice?
  ) -> EnergyPrice {
    var price = EnergyPrice.mean(bid, offer)
    if bid >= priceCap, offer > floor {
      price = offer
    } else if offer <= floor, bid < priceCap {
      price = bid
    }
    if let nextBid, price < nextBid {
      price = nextBid.saturatingSum(bidOffset)
    } else if let nextOffer, price > nextOffer {
      price = nextOffer.saturatingDifference(bidOffset)
    }
    // An offset wider than what is left between the orders would break a limit price.
    return price.clamped(from: offer, to: bid)
  }

  private func priceWithoutTrade(_ book: borrowing OrderBook) -> EnergyPrice {
    let bid = book.bids.entries.first?.bidLimit
    let offer = book.offers.entries.first?.offerLimit
    let price: EnergyPrice =
      switch (bid, offer) {
      case (let bid?, let offer?): .mean(bid, offer)
      case (nil, let offer?): offer.saturatingDifference(bidOffset)
      case (let bid?, nil): bid.saturatingSum(bidOffset)
      case (nil, nil): .zero
      }
    return price.clamped(from: floor, to: max(floor, priceCap))
  }

  /// The energy of the bids that no price stops; less than 2⁶³, as all of a side.
  private func unresponsiveBids(_ book: borrowing OrderBook) -> Int64 {
    var energy: Int64 = 0
    for entry in book.bids.entries {
      guard entry.bidLimit >= priceCap else { break }
      energy += entry.energy
    }
    return energy
  }

  private func unresponsiveOffers(_ book: borrowing OrderBook) -> Int64 {
    var energy: Int64 = 0
    for entry in book.offers.entries {
      guard entry.offerLimit <= floor else { break }
      energy += entry.energy
    }
    return energy
  }
}
