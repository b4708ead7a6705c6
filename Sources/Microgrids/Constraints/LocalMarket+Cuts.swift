import Markets
import Quantities
import Settlement

/// Energy that a trade loses because the network can't carry it.
struct TradeCut {
  let buyer: Int
  let seller: Int
  let energy: MeteredEnergy
  /// What the trade was before.
  let trade: Trade
  /// What the buyer need not pay, and what the seller does not receive.
  let notPaid: Money
  let notReceived: Money
}

extension LocalMarket {
  /// Takes back trades of members whose export or import is cut; both partners' contracts fall.
  ///
  /// Of a member's trades the last ones are cut first, which a market lists as the least valuable.
  /// The prices stay.
  ///
  /// - Parameters:
  ///   - energy: For each member the energy that it can't trade after all.
  ///   - trades: The trades for the interval.
  ///   - interval: The interval, whose gate has closed.
  /// - Returns: What was cut.
  /// - Throws: `QuantityOverflow` when an amount leaves the range of 64 bits.
  mutating func cutTrades(
    _ energy: [MeteredEnergy], of trades: [Trade], for interval: Int
  ) throws(QuantityOverflow) -> [TradeCut] {
    var left = energy
    var cuts: [TradeCut] = []
    let slot = interval % ring.count
    for trade in trades.reversed() {
      guard let buyer = Int(exactly: trade.buyer), let seller = Int(exactly: trade.seller),
        ring[slot].indices.contains(buyer), ring[slot].indices.contains(seller)
      else { continue }
      let cut = min(trade.energy, max(left[buyer], left[seller]))
      guard cut > .zero else { continue }
      for member in [buyer, seller] { left[member] = max(left[member] - cut, .zero) }
      let rest = trade.energy - cut
      let notPaid = try trade.buyerPrice.cost(of: rest).adding(
        .zero - trade.buyerPrice.cost(of: trade.energy))
      let notReceived = try trade.sellerPrice.cost(of: rest).adding(
        .zero - trade.sellerPrice.cost(of: trade.energy))
      try ring[slot][buyer].buy(.zero - cut, for: notPaid)
      try ring[slot][seller].sell(.zero - cut, for: notReceived)
      if trade.networkFee != .zero {
        let isWhole = try trade.buyerPrice.subtracting(trade.sellerPrice) == trade.networkFee
        let notDue =
          isWhole
          ? try notReceived.subtracting(notPaid)
          : try trade.networkFee.cost(of: trade.energy).subtracting(
            trade.networkFee.cost(of: rest))
        feeRing[slot] = try feeRing[slot].subtracting(notDue)
      }
      cuts.append(
        TradeCut(
          buyer: buyer, seller: seller, energy: cut, trade: trade, notPaid: .zero - notPaid,
          notReceived: .zero - notReceived))
    }
    return cuts
  }
}
