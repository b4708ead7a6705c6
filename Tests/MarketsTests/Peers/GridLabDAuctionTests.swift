import Markets
import Quantities
import TestSupport
import Testing

struct GridLabDAuctionTests {
  private struct Book: Decodable {
    struct Entry: Decodable {
      var price: Double
      var quantity: Double
    }
    struct Expectation: Decodable {
      var clearingPrice: Double?
      var clearingQuantity: Double?
      var clearingTypeEnum: Int?
      var marginalQuantity: Double?
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
      var priceCap: Double
      var bidOffset: Double
      var expected: Expectation
      var portResult: Result
    }
    var vectors: [Vector]
  }

  /// The numbers that GridLAB-D's own tests give to the kinds of clearing.
  private static let kinds: [GridLabDPosting.Kind] = [
    .none, .marginalSeller, .marginalBuyer, .marginalPrice, .exact, .failure,
  ]

  @Test(
    "Every asserted price, volume and kind of GridLAB-D's own tests is posted",
    .enabled(
      if: PeerBooks.has("gridlabd_auction.json"),
      "the vectors of the peers are not beside the package"))
  func publishedBooks() throws {
    let book = try PeerBooks.read("gridlabd_auction.json", as: Book.self)
    #expect(book.vectors.count >= 48)
    for vector in book.vectors {
      let orders =
        vector.bids.enumerated().map { bid($1.quantity, at: $1.price, by: Int32($0)) }
        + vector.offers.enumerated().map { offer($1.quantity, at: $1.price, by: Int32(100 + $0)) }
      let auction = GridLabDAuction(
        priceCap: price(vector.priceCap), bidOffset: price(vector.bidOffset))
      let posting = auction.posting(for: orders.span)
      #expect(posting.volume.kilowattHours == vector.portResult.quantity, "\(vector.id)")
      #expect(posting.kind.rawValue == vector.portResult.type, "\(vector.id)")
      // Where the port adds the offset to the cap, the system's own test says the cap.
      let expected = vector.expected.clearingPrice ?? vector.portResult.price
      #expect(abs(posting.price.unitsPerKilowattHour - expected) < 1e-9, "\(vector.id)")
      if let quantity = vector.expected.clearingQuantity {
        #expect(posting.volume.kilowattHours == quantity, "\(vector.id)")
      }
      if let kind = vector.expected.clearingTypeEnum {
        #expect(posting.kind == Self.kinds[kind], "\(vector.id)")
      }
      let clearing = expectMarketPromises(of: auction, for: orders)
      #expect(clearing.isEfficient, "\(vector.id)")
      if posting.volume > .zero { #expect(clearing.price == posting.price, "\(vector.id)") }
      let port = expectMarketPromises(
        of: TespAuction(priceCap: price(vector.priceCap), bidOffset: price(vector.bidOffset)),
        for: orders)
      #expect(port.price == clearing.price && port.servedEnergy == clearing.servedEnergy)
    }
  }

  private func price(_ units: Double) -> EnergyPrice {
    EnergyPrice(microsPerKilowattHour: Int64((units * 1e6).rounded()))
  }

  @Test("Two bids at the price share what is left of the offers: 6 : 8 of 7 kWh")
  func sharesAtThePrice() {
    let orders = [
      bid(6, at: 0.4, by: 1), bid(8, at: 0.4, by: 2), offer(7, at: 0.3, by: 3),
    ]
    let clearing = expectMarketPromises(of: GridLabDAuction(), for: orders)
    #expect(clearing.price?.unitsPerKilowattHour == 0.4)
    #expect(clearing.servedEnergy.map(\.kilowattHours) == [3, 4, 7])
  }

  @Test("A nudge wider than the gap between two bids leaves no buyer above its limit")
  func nudgeKeepsLimits() {
    let orders = [
      bid(1, at: 0.200_05, by: 1), bid(1, at: 0.2, by: 2), offer(1, at: 0.1, by: 3),
    ]
    let clearing = expectMarketPromises(of: GridLabDAuction(), for: orders)
    #expect(clearing.price?.microsPerKilowattHour == 200_050)
  }

  @Test("A marginal price moves to the side that responds to prices")
  func unresponsiveSide() {
    let auction = GridLabDAuction(priceCap: price(1))
    let buyer = auction.posting(for: [bid(1, at: 1), offer(1, at: 0.2)].span)
    #expect(buyer.kind == .marginalPrice && buyer.price == price(0.2))
    let seller = auction.posting(for: [bid(1, at: 0.6), offer(1, at: -1)].span)
    #expect(seller.kind == .marginalPrice && seller.price == price(0.6))
    let both = auction.posting(for: [bid(1, at: 1), offer(1, at: -1)].span)
    #expect(both.kind == .marginalPrice && both.price == .zero)
    let failure = auction.posting(for: [bid(1, at: 0.5), offer(2, at: -1)].span)
    #expect(failure.kind == .failure && failure.price == price(-1))
  }

  @Test(
    "The price leaves the competitive interval by the bid offset at most",
    arguments: 0..<200 as Range<UInt64>)
  func staysNearTheInterval(seed: UInt64) {
    let auction = GridLabDAuction(bidOffset: EnergyPrice(microsPerKilowattHour: 1))
    PeerBooks.forEachBook(seed: seed) { orders, _ in
      let clearing = PeerBooks.clear(orders, by: auction)
      guard let price = clearing.price, let lower = clearing.lowerCompetitivePrice,
        let upper = clearing.upperCompetitivePrice
      else { return }
      let step = EnergyPrice(microsPerKilowattHour: 1)
      #expect(lower - step <= price && price <= upper + step)
    }
  }
}
