import Markets
import Quantities
import TestSupport
import Testing

@Suite(.enabled(if: TruthfulVector.areShared, "the shared examples are not here"))
struct TruthfulVectorTests {
  private static let singleUnit = "tariffs-markets/truthful_single_unit.json"

  @Test(
    "Single units clear as calculated under VCG, McAfee and trade reduction", arguments: [0, 1])
  func singleUnits(index: Int) throws {
    let cases = try TruthfulVector(Self.singleUnit)["cases"] as? [[String: Any]] ?? []
    let example = cases[index]
    let orders =
      numbers(example["bids"]).enumerated().map { bid(1, at: $1, by: Int32($0)) }
      + numbers(example["asks"]).enumerated().map { offer(1, at: $1, by: Int32(100 + $0)) }
    let expected = try #require(example["expected"] as? [String: Any])
    let mechanisms: [(String, any MarketMechanism)] = [
      ("VCG", VickreyClarkeGroves()), ("mcafee", McAfeeAuction()),
      ("trade_reduction", TradeReduction()),
    ]
    for (name, mechanism) in mechanisms {
      let clearing = expectMarketPromises(of: mechanism, for: orders)
      let outcome = try #require(expected[name] as? [String: Any])
      let trades = try #require(outcome["trades"] as? Double)
      #expect(clearing.trades.count == Int(trades), "\(name)")
      for trade in clearing.trades {
        #expect(trade.buyerPrice.unitsPerKilowattHour == outcome["buyer_pays"] as? Double)
        #expect(trade.sellerPrice.unitsPerKilowattHour == outcome["seller_gets"] as? Double)
      }
      #expect(clearing.sidePayments.isEmpty)
      #expect(clearing.auctioneerBalance?.units == outcome["auctioneer"] as? Double, "\(name)")
      if let surplus = outcome["surplus"] as? Double { #expect(clearing.welfare?.units == surplus) }
      #expect(clearing.greatestWelfare?.units == expected["efficient_surplus"] as? Double)
    }
  }

  @Test("Clarke payments of many units are as calculated")
  func clarkePayments() throws {
    let vector = try TruthfulVector("tariffs-markets/vcg_multi_unit.json")
    var orders: [Order] = []
    let names = ["B1", "B2", "B3", "S1", "S2", "S3"]
    for (trader, name) in names.enumerated() {
      if let kwh = vector["buyers", name, "kwh"] as? Double,
        let value = vector["buyers", name, "value"] as? Double
      {
        orders.append(bid(kwh, at: value, by: Int32(trader)))
      } else if let kwh = vector["sellers", name, "kwh"] as? Double,
        let cost = vector["sellers", name, "cost"] as? Double
      {
        orders.append(offer(kwh, at: cost, by: Int32(trader)))
      }
    }
    let clearing = expectMarketPromises(of: VickreyClarkeGroves(), for: orders)
    #expect(clearing.welfare?.micros == money(try #require(vector["welfare"] as? Double)))
    #expect(clearing.isEfficient)
    let paid = payments(of: clearing)
    for (trader, name) in names.enumerated() {
      #expect(paid[Int32(trader)] == money(try #require(vector["payment", name] as? Double)))
      #expect(
        clearing.servedEnergy[trader].kilowattHours == vector["allocation", name] as? Double)
    }
    #expect(
      clearing.auctioneerBalance?.micros
        == money(try #require(vector["auctioneer_balance"] as? Double)))
  }

  @Test("MUDA trades each half of a given split at the price of the other")
  func fixedSplit() throws {
    let vector = try TruthfulVector("tariffs-markets/muda_fixed_split.json")
    let asks = (vector["asks"] as? [[Double]] ?? []).map { ($0, false) }
    let rows = ((vector["bids"] as? [[Double]] ?? []).map { ($0, true) } + asks)
      .sorted { $0.0[2] < $1.0[2] }
    let orders = rows.map { row, isBid in
      isBid
        ? bid(row[0], at: row[1], by: Int32(row[2])) : offer(row[0], at: row[1], by: Int32(row[2]))
    }
    let left = numbers(vector["split", "left"]).map(Int.init)
    let isLeft = orders.indices.map(left.contains)
    var clearing = Clearing()
    MultiUnitDoubleAuction(halfPrice: .lastPair).clear(
      orders.span, isLeft: isLeft, context: ClearingContext(intervalOrdinal: 0), into: &clearing)
    let expected = vector["expected_trades"] as? [[String: Double]] ?? []
    #expect(expected.count == 2 * clearing.trades.count)
    for row in expected {
      let order = try #require(row["order"].map { Int32($0) })
      let trade = clearing.trades.first { $0.buyerOrder == order || $0.sellerOrder == order }
      #expect(trade?.energy.kilowattHours == row["kwh"])
      #expect(trade?.buyerPrice.unitsPerKilowattHour == row["price"])
      #expect(trade?.sellerPrice.unitsPerKilowattHour == row["price"])
    }
    #expect(clearing.sidePayments.isEmpty)
    #expect(clearing.auctioneerBalance == .zero)
  }

  @Test("MUDA charges the long side what those it displaces would gain")
  func exogenousPrice() throws {
    let vectors = try TruthfulVector("markets/pymarket.json")["vectors"] as? [[String: Any]] ?? []
    let vector = try #require(vectors.first { $0["id"] as? String == "muda.exogenous" })
    let price = try #require(vector["price"] as? Double)
    var orders: [Order] = []
    for row in vector["buy"] as? [[Double]] ?? [] {
      orders.append(bid(row[0], at: row[1], by: Int32(orders.count)))
    }
    for row in vector["sell"] as? [[Double]] ?? [] {
      orders.append(offer(row[0], at: row[1], by: Int32(orders.count)))
    }
    // The other half has that price and no gain from trade with itself at another.
    let isLeft = orders.map { _ in true } + [false, false]
    let others = [bid(1, at: price, by: 10), offer(1, at: price, by: 11)]
    var clearing = Clearing()
    MultiUnitDoubleAuction().clear(
      (orders + others).span, isLeft: isLeft, context: ClearingContext(intervalOrdinal: 0),
      into: &clearing)
    let trade = try #require(clearing.trades.first { $0.buyer == 0 })
    #expect(trade.sellerOrder == 2)
    #expect(trade.buyerPrice.unitsPerKilowattHour == price)
    let fees = numbers(vector["fees"])
    for order in orders.indices {
      let fee = clearing.sidePayments.first { $0.trader == Int32(order) }?.amount ?? .zero
      #expect(fee.units == fees[order])
    }
    #expect(clearing.auctioneerBalance?.units == fees.reduce(0, +))
  }

  @Test("Huang's auction clears as calculated")
  func huang() throws {
    let vector = try TruthfulVector("tariffs-markets/huang_auction.json")
    let rows = vector["case", "orders"] as? [[String: Any]] ?? []
    let orders = rows.enumerated().map { index, row in
      let (kwh, price) = (row["kwh"] as? Double ?? 0, row["price"] as? Double ?? 0)
      return row["side"] as? String == "buy"
        ? bid(kwh, at: price, by: Int32(index)) : offer(kwh, at: price, by: Int32(index))
    }
    let clearing = expectMarketPromises(of: HuangAuction(), for: orders)
    #expect(clearing.volume.kilowattHours == vector["case", "expected", "quantity"] as? Double)
    for trade in clearing.trades {
      let (buyer, seller) = (trade.buyerPrice, trade.sellerPrice)
      #expect(buyer.unitsPerKilowattHour == vector["case", "expected", "price_buy"] as? Double)
      #expect(seller.unitsPerKilowattHour == vector["case", "expected", "price_sell"] as? Double)
    }
    #expect(
      clearing.auctioneerBalance?.units == vector["case", "expected", "auctioneer"] as? Double)
  }

  @Test("Huang's auction gives what pymarket gives", arguments: ["no_trade", "small_trade"])
  func pymarketHuang(name: String) throws {
    let vectors = try TruthfulVector("markets/pymarket.json")["vectors"] as? [[String: Any]] ?? []
    let vector = try #require(vectors.first { $0["id"] as? String == "huang." + name })
    var orders: [Order] = []
    for row in vector["buy"] as? [[Double]] ?? [] { orders.append(bid(row[0], at: row[1])) }
    for row in vector["sell"] as? [[Double]] ?? [] { orders.append(offer(row[0], at: row[1])) }
    let clearing = expectMarketPromises(of: HuangAuction(), for: orders)
    #expect(clearing.volume.kilowattHours == vector["quantity"] as? Double)
    #expect(clearing.marginalBid?.unitsPerKilowattHour == vector["price_buy"] as? Double)
    #expect(clearing.marginalOffer?.unitsPerKilowattHour == vector["price_sell"] as? Double)
  }

  @Test("The long side of Huang's auction is cut equally, down to nothing")
  func equalCut() throws {
    let own = try TruthfulVector("tariffs-markets/huang_auction.json")
    let peers = try TruthfulVector("markets/pymarket.json")["vectors"] as? [[String: Any]] ?? []
    let examples =
      [own["long_side_cut"] as? [String: Any] ?? [:]]
      + peers.filter { ($0["id"] as? String)?.hasPrefix("update_quantity") ?? false }
    #expect(examples.count == 3)
    for example in examples {
      let quantities = numbers(example["quantities"])
      let gap = try #require(example["gap"] as? Double)
      // The marginal bid is what the bids beyond lack, and the marginal offer has plenty.
      let supply = quantities.reduce(0, +) - gap
      let orders =
        quantities.map { bid($0, at: 3) }
        + [bid(50, at: 2), offer(supply, at: 0.5), offer(100, at: 1)]
      let clearing = expectMarketPromises(of: HuangAuction(), for: orders)
      #expect(
        clearing.servedEnergy.prefix(quantities.count).map(\.milliwattHours)
          == numbers(example["expected"]).map(money))
    }
  }
}
