import MarketFiles
import Markets
import Quantities
import Testing

struct OrderBookFileTests {
  private func read(_ text: String) throws -> OrderBookFile {
    try OrderBookFile.read(Array(text.utf8), named: "book.json")
  }

  @Test(
    "Bids stand before offers, each order is a trader of its own, and other keys are passed over")
  func smallBook() throws {
    let book = try read(
      """
      {"about": "a small book", "matches": [1, {"kwh": 6}], "cleared_kwh": 20,
       "asks": [{"id": "S1", "kwh": 6, "price": 0.08}],
       "bids": [{"id": "B1", "kwh": 10, "price": 0.3}, {"id": "B2", "kwh": 0.5, "price": -0.25}]}
      """)
    #expect(book.orderNames == ["B1", "B2", "S1"])
    #expect(book.traderNames == ["B1", "B2", "S1"])
    #expect(
      book.orders == [
        Order(
          trader: 0, side: .bid, energy: MeteredEnergy(milliwattHours: 10_000_000),
          limitPrice: EnergyPrice(microsPerKilowattHour: 300_000)),
        Order(
          trader: 1, side: .bid, energy: MeteredEnergy(milliwattHours: 500_000),
          limitPrice: EnergyPrice(microsPerKilowattHour: -250_000)),
        Order(
          trader: 2, side: .offer, energy: MeteredEnergy(milliwattHours: 6_000_000),
          limitPrice: EnergyPrice(microsPerKilowattHour: 80_000)),
      ])
    #expect(book.slopes == [] && book.network == nil && book.quotaShares == [])
    #expect(book.importPrice == nil && book.exportPrice == nil)
  }

  @Test("Orders of one trader's name are of one trader, and 'offers' means 'asks'")
  func traders() throws {
    let book = try read(
      """
      {"bids": [{"id": "b1", "kwh": 1, "price": 1, "trader": "ann"},
                {"id": "b2", "kwh": 1, "price": 1, "trader": "bob"}],
       "offers": [{"id": "s1", "kwh": 1, "price": 1, "trader": "ann"}],
       "quotaShares": {"bob": 0.25}}
      """)
    #expect(book.traderNames == ["ann", "bob"])
    #expect(book.orders.map(\.trader) == [0, 1, 0])
    #expect(book.quotaShares == [0, 0.25])
  }

  @Test("Sequence numbers decide the order of submission, slopes follow their orders")
  func sequence() throws {
    let book = try read(
      """
      {"bids": [{"id": "b1", "kwh": 1, "price": 1, "sequence": 3, "slope": 0.25},
                {"id": "b2", "kwh": 1, "price": 1, "sequence": -1}],
       "asks": [{"id": "s1", "kwh": 1, "price": 1, "sequence": 2},
                {"id": "s2", "kwh": 1, "price": 1, "sequence": 3}]}
      """)
    #expect(book.orderNames == ["b2", "s1", "b1", "s2"])
    #expect(book.slopes == [0, 0, 0.25, 0])
  }

  struct Decimal: Sendable {
    let text: String
    let count: Int64
  }

  @Test(
    "Decimal numbers are taken exactly to millionths, and what is beyond is rounded half to even",
    arguments: [
      Decimal(text: "0.1", count: 100_000), Decimal(text: "1e-6", count: 1),
      Decimal(text: "0.0000015", count: 2), Decimal(text: "0.0000025", count: 2),
      Decimal(text: "0.00000250000000000000000000000000001", count: 3),
      Decimal(text: "0.0000005", count: 0), Decimal(text: "5.1e-7", count: 1),
      Decimal(text: "-0.3", count: -300_000), Decimal(text: "-0.0000025", count: -2),
      Decimal(text: "8.000000000000000000000001E2", count: 800_000_000),
      Decimal(text: "9223372036854.775807", count: .max),
      Decimal(text: "-9223372036854.775808", count: .min),
      Decimal(text: "0e999999999999999999999", count: 0),
      Decimal(text: "1e-999999999999", count: 0),
      Decimal(text: "0.00000049999999999999999999", count: 0),
      Decimal(text: "999999.9999995", count: 1_000_000_000_000),
      Decimal(text: "1234567e-1", count: 123_456_700_000),
    ])
  func decimals(decimal: Decimal) throws {
    let book = try read(
      "{\"bids\": [{\"id\": \"b\", \"kwh\": 1, \"price\": \(decimal.text)}], \"asks\": []}")
    #expect(book.orders.first?.limitPrice.microsPerKilowattHour == decimal.count)
  }

  @Test("Empty sides are an empty book")
  func emptyBook() throws {
    let book = try read("{\"bids\": [], \"asks\": []}")
    #expect(book.orders.isEmpty)
    let report = ClearingReport(
      clearing: book, by: try MarketDesign(named: "uniform-price-double-auction"))
    #expect(report.trades.isEmpty && report.price == nil)
    #expect(report.text.hasPrefix("uniform-price-double-auction: nothing is traded\n"))
  }

  @Test("Seed, interval and retail prices reach the mechanism, and the command line's stand first")
  func context() throws {
    let book = try read(
      """
      {"bids": [], "asks": [], "seed": 7, "intervalOrdinal": -3, "importPrice": 0.3,
       "exportPrice": 0.05}
      """)
    #expect(book.seed == 7)
    var written = book.context()
    #expect(written.intervalOrdinal == -3)
    #expect(written.importPrice == EnergyPrice(microsPerKilowattHour: 300_000))
    #expect(written.exportPrice == EnergyPrice(microsPerKilowattHour: 50_000))
    var other = book.context(interval: 4, seed: 8)
    #expect(other.intervalOrdinal == 4)
    let draws: [UInt64] = [written.draws.next(), other.draws.next()]
    #expect(draws[0] != draws[1])
  }
}
