import Foundation
import Markets
import Quantities
import TestSupport
import Testing

/// Order books of other tools, with what those tools publish for them.
struct PublishedBookTests {
  private let decoder: JSONDecoder = {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
  }()

  private struct PriceRules: Decodable {
    struct Entry: Decodable {
      var kwh: Double
      var price: Double
    }
    struct Match: Decodable {
      var kwh: Double
      var buyer: String
      var seller: String
    }
    var bids: [Entry]
    var asks: [Entry]
    var matches: [Match]
    var clearedKwh: Double
    var grossSurplus: Double
    var walrasianPriceInterval: [Double]
    var discriminatoryTotals: [String: Double]
    var uniformTotals: [String: Double]
  }

  private func priceRules() throws -> (PriceRules, [Order]) {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Data/double_auction_price_rules.json")
    let book = try decoder.decode(PriceRules.self, from: Data(contentsOf: file))
    let bids = book.bids.enumerated().map { bid($1.kwh, at: $1.price, by: Int32($0 + 1)) }
    let offers = book.asks.enumerated().map { offer($1.kwh, at: $1.price, by: Int32($0 + 1)) }
    return (book, bids + offers)
  }

  @Test("Each of the seven price conventions pays its published total for the same matches")
  func priceConventions() throws {
    let (book, orders) = try priceRules()
    let conventions: [(any MarketMechanism, Double?)] = [
      (UniformPriceDoubleAuction(), book.uniformTotals["p=0.20"]),
      (UniformPriceDoubleAuction(pricing: .marginalDemand), book.uniformTotals["p=0.20"]),
      (UniformPriceDoubleAuction(pricing: .lastPairMidpoint), book.uniformTotals["p=0.19"]),
      (UniformPriceDoubleAuction(pricing: .marginalSupply), book.uniformTotals["p=0.18"]),
      (PayAsBidAuction(), book.discriminatoryTotals["pay_bid"]),
      (PayAsOfferAuction(), book.discriminatoryTotals["pay_ask"]),
      (PairMidpointAuction(), book.discriminatoryTotals["pair_mid"]),
    ]
    for (mechanism, total) in conventions {
      let clearing = expectMarketPromises(of: mechanism, for: orders)
      #expect(clearing.trades.map(\.energy.kilowattHours) == book.matches.map(\.kwh))
      let paid = try clearing.trades.map { try $0.buyerPrice.cost(of: $0.energy) }
        .reduce(0) { $0 + $1.micros }
      #expect(Money(micros: paid).units == total)
    }
  }

  @Test("The book with seven price conventions clears to its published volume and matches")
  func priceRulesBook() throws {
    let (book, orders) = try priceRules()
    let clearing = expectMarketPromises(of: UniformPriceDoubleAuction(), for: orders)
    #expect(clearing.volume.kilowattHours == book.clearedKwh)
    #expect(clearing.welfare?.units == book.grossSurplus)
    let interval = [clearing.lowerCompetitivePrice, clearing.upperCompetitivePrice]
    #expect(interval.map { $0?.unitsPerKilowattHour } == book.walrasianPriceInterval)
    #expect(clearing.trades.map(\.energy.kilowattHours) == book.matches.map(\.kwh))
    #expect(clearing.trades.map { "B\($0.buyer)" } == book.matches.map(\.buyer))
    #expect(clearing.trades.map { "S\($0.seller)" } == book.matches.map(\.seller))
  }

  private struct PeerBooks: Decodable {
    struct Entry: Decodable {
      var price: Double
      var quantity: Double
    }
    struct Result: Decodable {
      var price: Double
      var quantity: Double
      var type: String
    }
    struct Vector: Decodable {
      var id: String
      var bids: [Entry]
      var offers: [Entry]
      var portResult: Result
    }
    var vectors: [Vector]
  }

  /// Vectors that may be read where they are but not copied.
  private static let peerFile = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "../shared/vectors/markets/gridlabd_auction.json").standardized

  @Test(
    "GridLAB-D's auction has the volume of the core and a price in its competitive interval",
    .enabled(
      if: FileManager.default.fileExists(atPath: peerFile.path),
      "the vectors of the peers are not beside the package"))
  func peerBooks() throws {
    let peers = try decoder.decode(PeerBooks.self, from: Data(contentsOf: Self.peerFile))
    #expect(peers.vectors.count == 48)
    for vector in peers.vectors {
      let orders =
        vector.bids.map { bid($0.quantity, at: $0.price) }
        + vector.offers.map { offer($0.quantity, at: $0.price) }
      let clearing = expectMarketPromises(of: UniformPriceDoubleAuction(), for: orders)
      #expect(clearing.volume.kilowattHours == vector.portResult.quantity, "\(vector.id)")
      // Without a trade its price is one side's or the mean; a failed auction posts the cap.
      guard clearing.volume > .zero, let lower = clearing.lowerCompetitivePrice,
        let upper = clearing.upperCompetitivePrice
      else { continue }
      let price = EnergyPrice(
        microsPerKilowattHour: Int64((vector.portResult.price * 1e6).rounded()))
      #expect(lower <= price && price <= upper, "\(vector.id)")
    }
  }
}
