import Agents
import Contracts
import Parameters
import RandomStreams
import Testing

@Suite("The market for quota")
struct GovernanceMarketTests {
  private func order(
    _ address: MemberAddress, sells watts: Int64, at price: Double, in utility: UtilityName = "A"
  ) -> QuotaOrder {
    QuotaOrder(
      address: address, utility: utility, isSale: true, watts: watts, milliSEB: 0,
      limitPrice: price, draws: RandomDraws(key: 1, ordinal: UInt64(watts)))
  }

  private func order(
    _ address: MemberAddress, buys watts: Int64, at price: Double, owning milliSEB: Int64,
    in utility: UtilityName = "A"
  ) -> QuotaOrder {
    QuotaOrder(
      address: address, utility: utility, isSale: false, watts: watts, milliSEB: milliSEB,
      limitPrice: price, draws: RandomDraws(key: 2, ordinal: UInt64(watts)))
  }

  private func market(_ kind: String, _ numbers: [String: Double] = [:]) throws -> QuotaMarket {
    try QuotaMarket(values(numbers, texts: ["kind": kind]))
  }

  @Test("A pair splits the gain by the power of the seller")
  func nashSplit() throws {
    let orders = [
      order("seller", sells: 1000, at: 0.6),
      order("buyer", buys: 2000, at: 1.4, owning: 700),
    ]
    // Price 1: the buyer can pay for 700 W.
    #expect(
      try market("bilateral", ["sellerPower": 0.5]).matches(orders).first
        == QuotaMarket.Match(seller: "seller", buyer: "buyer", watts: 700, milliSEB: 700))
    // Price 0.8: for 875 W.
    #expect(
      try market("bilateral", ["sellerPower": 0.25]).matches(orders).first
        == QuotaMarket.Match(seller: "seller", buyer: "buyer", watts: 875, milliSEB: 700))
  }

  @Test("The call auction has one price between the last ask and the last bid")
  func callAuction() throws {
    let orders = [
      order("first", sells: 1000, at: 0.5), order("second", sells: 1000, at: 0.9),
      order("third", buys: 1500, at: 1.2, owning: 1800),
      order("fourth", buys: 1000, at: 0.8, owning: 800),
      // Another area.
      order("fifth", buys: 1000, at: 5, owning: 9000, in: "B"),
    ]
    // The second and the third are the last pair: 0.9 + 0.5 · 0.3 = 1.05.
    #expect(
      try market("call-auction").matches(orders) == [
        QuotaMarket.Match(seller: "first", buyer: "third", watts: 1000, milliSEB: 1050),
        QuotaMarket.Match(seller: "second", buyer: "third", watts: 500, milliSEB: 525),
      ])
    #expect(try market("none").matches(orders).isEmpty)
    // k = 0 gives the last ask.
    #expect(
      try market("call-auction", ["auctionPrice": 0]).matches(orders).map(\.milliSEB)
        == [900, 450])
  }

  @Test(
    "Nobody trades beyond a limit, and neither quota nor tokens are overdrawn", arguments: 0..<100)
  func properties(seed: UInt64) throws {
    var draws = RandomDraws(key: seed, ordinal: 7)
    var orders: [QuotaOrder] = []
    for number in 0..<40 {
      let watts = Int64(1 + draws.uniformInteger(below: 3000))
      let price = 0.1 + 2 * draws.uniform()
      let utility: UtilityName = draws.bernoulli(probability: 0.7) ? "A" : "B"
      let address = MemberAddress("\(number)")
      if draws.bernoulli(probability: 0.5) {
        orders.append(order(address, sells: watts, at: price, in: utility))
      } else {
        let tokens = Int64(Double(watts) * price) + Int64(draws.uniformInteger(below: 100))
        orders.append(order(address, buys: watts, at: price, owning: tokens, in: utility))
      }
    }
    for kind in ["bilateral", "call-auction"] {
      let matches = try market(kind).matches(orders)
      var sold: [MemberAddress: Int64] = [:]
      var bought: [MemberAddress: Int64] = [:]
      var paid: [MemberAddress: Int64] = [:]
      for match in matches {
        let seller = try #require(orders.first { $0.address == match.seller })
        let buyer = try #require(orders.first { $0.address == match.buyer })
        #expect(seller.isSale && !buyer.isSale && seller.utility == buyer.utility)
        #expect(match.watts > 0 && match.milliSEB > 0)
        #expect(Double(match.milliSEB) >= seller.limitPrice * Double(match.watts))
        #expect(Double(match.milliSEB) <= buyer.limitPrice * Double(match.watts))
        sold[match.seller, default: 0] += match.watts
        bought[match.buyer, default: 0] += match.watts
        paid[match.buyer, default: 0] += match.milliSEB
      }
      for order in orders {
        let traded = (order.isSale ? sold : bought)[order.address] ?? 0
        #expect(traded <= order.watts)
        #expect(paid[order.address] ?? 0 <= order.milliSEB)
      }
      guard kind == "call-auction" else { continue }
      for utility in [UtilityName("A"), "B"] {
        let inArea = matches.filter { match in
          orders.contains { $0.address == match.seller && $0.utility == utility }
        }
        let lowest = inArea.map { Double($0.milliSEB + 1) / Double($0.watts) }.min() ?? 0
        let highest = inArea.map { Double($0.milliSEB - 1) / Double($0.watts) }.max() ?? 0
        #expect(highest <= lowest, "one price, but for whole thousandths")
        // What is left over could not have traded with gain.
        let open = orders.filter { order in
          order.utility == utility
            && order.watts - ((order.isSale ? sold : bought)[order.address] ?? 0) >= 100
        }
        let cheapest = open.filter(\.isSale).map(\.limitPrice).min() ?? .infinity
        let dearest = open.filter { !$0.isSale }.map(\.limitPrice).max() ?? 0
        #expect(dearest < cheapest + 0.05)
      }
    }
  }
}
