import Contracts
import RandomStreams

extension QuotaMarket {
  /// Lets sellers and buyers meet in pairs, who split the gain.
  func meet(_ sellers: [QuotaOrder], _ buyers: [QuotaOrder], _ matches: inout [Match]) {
    var (sellers, buyers) = (sellers, buyers)
    for _ in 0..<max(meetings, 0) {
      let rows = drawOrder(&sellers)
      let columns = drawOrder(&buyers)
      for (seller, buyer) in zip(rows, columns) {
        let (ask, bid) = (sellers[seller].limitPrice, buyers[buyer].limitPrice)
        guard bid >= ask, ask > 0 else { continue }
        let price = ask + sellerPower * (bid - ask)
        let affordable = whole(Double(buyers[buyer].milliSEB) / price)
        let watts = min(sellers[seller].watts, buyers[buyer].watts, affordable)
        settle(watts, at: price, &sellers[seller], &buyers[buyer], &matches)
      }
    }
  }

  /// The places of orders by the next draw of each.
  private func drawOrder(_ orders: inout [QuotaOrder]) -> [Int] {
    let keys = orders.indices.map { orders[$0].draws.next() }
    return keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
  }

  /// Matches the cheapest sellers and the dearest buyers at one price.
  func call(_ sellers: [QuotaOrder], _ buyers: [QuotaOrder], _ matches: inout [Match]) {
    var sellers = ranked(sellers) { $0 < $1 }
    var buyers = ranked(buyers) { $0 > $1 }
    var pairs: [(seller: Int, buyer: Int, watts: Int64)] = []
    var (seller, buyer) = (0, 0)
    var (sold, bought) = (Int64(0), Int64(0))
    while seller < sellers.count, buyer < buyers.count,
      buyers[buyer].limitPrice >= sellers[seller].limitPrice
    {
      let (offered, wanted) = (sellers[seller].watts - sold, buyers[buyer].watts - bought)
      let watts = min(offered, wanted)
      if watts > 0 { pairs.append((seller, buyer, watts)) }
      sold += watts
      bought += watts
      if offered <= wanted { (seller, sold) = (seller + 1, 0) }
      if wanted <= offered { (buyer, bought) = (buyer + 1, 0) }
    }
    guard let last = pairs.last else { return }
    let (ask, bid) = (sellers[last.seller].limitPrice, buyers[last.buyer].limitPrice)
    let price = ask + auctionPrice * (bid - ask)
    for pair in pairs {
      settle(pair.watts, at: price, &sellers[pair.seller], &buyers[pair.buyer], &matches)
    }
  }

  /// Orders by price, those of one price by lot.
  private func ranked(
    _ orders: [QuotaOrder], by precedes: (Double, Double) -> Bool
  ) -> [QuotaOrder] {
    var orders = orders
    let keys = orders.indices.map { orders[$0].draws.next() }
    let ranking = orders.indices.sorted {
      let (left, right) = (orders[$0].limitPrice, orders[$1].limitPrice)
      return left == right ? (keys[$0], $0) < (keys[$1], $1) : precedes(left, right)
    }
    return ranking.map { orders[$0] }
  }

  /// Makes a match of whole watts and thousandths of a token that neither side's limit forbids.
  private func settle(
    _ watts: Int64, at price: Double, _ seller: inout QuotaOrder, _ buyer: inout QuotaOrder,
    _ matches: inout [Match]
  ) {
    guard watts > 0 else { return }
    let quota = Double(watts)
    let least = whole((seller.limitPrice * quota).rounded(.up))
    let most = min(whole(buyer.limitPrice * quota), buyer.milliSEB)
    guard least <= most else { return }
    let tokens = min(max(whole((price * quota).rounded()), least), most)
    guard tokens > 0 else { return }
    seller.watts -= watts
    buyer.watts -= watts
    buyer.milliSEB -= tokens
    matches.append(
      Match(seller: seller.address, buyer: buyer.address, watts: watts, milliSEB: tokens))
  }
}
