public import Markets
import Quantities

/// What a trader remembers of bids and offers, and what it believes of prices therefore.
///
/// ```text
/// q(a) = (TA(≥a) + B(≥a)) / (TA(≥a) + B(≥a) + RA(≤a))     an offer at a is accepted
/// p(b) = (TB(≤b) + A(≤b)) / (TB(≤b) + A(≤b) + RB(≥b))     a bid at b is accepted
/// ```
///
/// A, TA and RA count all, the accepted and the refused offers; B, TB and RB the bids. Where nothing
/// speaks for or against a price, it is believed to be refused. Two rings of fixed length hold the
/// history: nothing is allocated once they are full.
public struct GjerstadDickhautBeliefs: Hashable, Sendable {
  private var bids: Ring
  private var offers: Ring

  /// Creates an empty history of 1 to 1000 bids and as many offers.
  public init(capacity: Int) {
    let ring = Ring(capacity: min(max(capacity, 1), 1000))
    bids = ring
    offers = ring
  }

  /// Whether nothing is remembered.
  public var isEmpty: Bool { bids.entries.isEmpty && offers.entries.isEmpty }

  /// Remembers an order.
  public mutating func add(_ price: Int64, side: Order.Side, isAccepted: Bool) {
    if side == .bid {
      bids.add(price, isAccepted)
    } else {
      offers.add(price, isAccepted)
    }
  }

  /// Remembers a trade: the order that stood at its price is accepted, and so is one of the other side
  /// at the same price.
  public mutating func addTrade(at price: Int64) {
    bids.accept(price)
    offers.accept(price)
  }

  /// The belief that an order at a price is accepted, from 0 to 1.
  public func belief(_ side: Order.Side, at price: Int64) -> Double {
    // Bids are accepted from above and offers from below, so one side is the mirror of the other.
    let (own, others) = side == .bid ? (bids, offers) : (offers, bids)
    var (accepted, refused) = (0, 0)
    for entry in own.entries {
      let isBolder = side == .bid ? entry.price <= price : entry.price >= price
      if entry.isAccepted {
        if isBolder { accepted += 1 }
      } else if side == .bid ? entry.price >= price : entry.price <= price {
        refused += 1
      }
    }
    for entry in others.entries
    where side == .bid ? entry.price <= price : entry.price >= price {
      accepted += 1
    }
    return accepted > 0 ? Double(accepted) / Double(accepted + refused) : 0
  }

  /// The price that promises the greatest expected surplus; `nil` when none promises any.
  func bestPrice(for quote: QuoteRequest) -> EnergyPrice? {
    let isBid = quote.side == .bid
    var best: (price: Int64, surplus: Double)?
    consider(bids, quote, &best)
    consider(offers, quote, &best)
    let (own, other) =
      isBid ? (quote.bestBid, quote.bestOffer) : (quote.bestOffer, quote.bestBid)
    if let own { consider(sum(own.microsPerKilowattHour, isBid ? 1 : -1), quote, &best) }
    if let other { consider(other.microsPerKilowattHour, quote, &best) }
    return best.map { EnergyPrice(microsPerKilowattHour: $0.price) }
  }

  private func consider(
    _ ring: Ring, _ quote: QuoteRequest, _ best: inout (price: Int64, surplus: Double)?
  ) {
    for entry in ring.entries { consider(entry.price, quote, &best) }
  }

  private func consider(
    _ number: Int64, _ quote: QuoteRequest, _ best: inout (price: Int64, surplus: Double)?
  ) {
    let price = EnergyPrice(microsPerKilowattHour: number)
    guard quote.floor <= price, price <= quote.ceiling else { return }
    let isBid = quote.side == .bid
    if let own = isBid ? quote.bestBid : quote.bestOffer, isBid ? price <= own : price >= own {
      return
    }
    let gain = (Double(number) - quote.limitNumber).magnitude
    // No belief is greater than 1, so most candidates need none.
    if let best, gain <= best.surplus { return }
    let other = isBid ? quote.bestOffer : quote.bestBid
    let meets = other.map { isBid ? price >= $0 : price <= $0 } ?? false
    let surplus = gain * (meets ? 1 : belief(quote.side, at: number))
    if surplus > (best?.surplus ?? 0) { best = (number, surplus) }
  }
}

extension GjerstadDickhautBeliefs {
  /// Orders of one side, of which new ones replace the oldest.
  private struct Ring: Hashable, Sendable {
    struct Entry: BitwiseCopyable, Hashable, Sendable {
      var price: Int64
      var isAccepted: Bool
    }

    let capacity: Int
    private(set) var entries: [Entry] = []
    private var next = 0

    init(capacity: Int) {
      self.capacity = capacity
    }

    mutating func add(_ price: Int64, _ isAccepted: Bool) {
      let entry = Entry(price: price, isAccepted: isAccepted)
      if entries.count < capacity {
        if entries.isEmpty { entries.reserveCapacity(capacity) }
        entries.append(entry)
      } else {
        entries[next] = entry
      }
      next = next + 1 == capacity ? 0 : next + 1
    }

    /// Marks the last entry as accepted if it is one at the price that still stands; adds one if not.
    mutating func accept(_ price: Int64) {
      let last = next == 0 ? entries.count - 1 : next - 1
      if entries.indices.contains(last), entries[last].price == price, !entries[last].isAccepted {
        entries[last].isAccepted = true
      } else {
        add(price, true)
      }
    }
  }
}
