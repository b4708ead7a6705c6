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
  }

  @Test("The book with seven price conventions clears to its published volume and matches")
  func priceRulesBook() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Data/double_auction_price_rules.json")
    let book = try decoder.decode(PriceRules.self, from: Data(contentsOf: file))
    let orders =
      book.bids.enumerated().map { bid($1.kwh, at: $1.price, by: Int32($0 + 1)) }
      + book.asks.enumerated().map { offer($1.kwh, at: $1.price, by: Int32($0 + 1)) }
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
