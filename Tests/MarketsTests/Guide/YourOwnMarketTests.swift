import Foundation
import Markets
import Parameters
import Quantities
import TestSupport
import Testing

/// The worked example of the guide “Add your own market in 40 lines”.
struct YourOwnMarketTests {
  private static let tests = URL(filePath: #filePath).deletingLastPathComponent()

  private func lines(_ path: String) throws -> [String] {
    try String(contentsOf: Self.tests.appending(path: path), encoding: .utf8)
      .components(separatedBy: "\n")
  }

  @Test("The code in the guide is the code that is compiled here, and no more than 40 lines")
  func guideShowsThisCode() throws {
    let source = try lines("PostedAveragePrice.swift")
    let begin = try #require(source.firstIndex(of: "// guide: begin"))
    let end = try #require(source.firstIndex(of: "// guide: end"))
    let code = Array(source[(begin + 1)..<end])
    #expect(code.count <= 40)
    let article = try lines("../../../Sources/Markets/Markets.docc/YourOwnMarket.md")
    let opening = try #require(article.firstIndex(of: "```swift"))
    let closing = try #require(article[opening...].firstIndex(of: "```"))
    #expect(Array(article[(opening + 1)..<closing]) == code)
  }

  private func mechanism(weight: Double = 0.5) throws -> PostedAveragePrice {
    try PostedAveragePrice(ParameterValues(["weight": .number(weight)]))
  }

  @Test(
    "The best bid of 0.30 and the best offer of 0.10 make a price of 0.20, first come first served")
  func workedExample() throws {
    // Bid 1 is below the price; bid 2 finds what bid 0 left of the offers at or below it.
    let orders = [
      bid(3, at: 0.22), bid(2, at: 0.15), bid(4, at: 0.3), offer(5, at: 0.19),
      offer(9, at: 0.21), offer(1, at: 0.1),
    ]
    let clearing = expectMarketPromises(of: try mechanism(), for: orders)
    #expect(clearing.price == EnergyPrice(microsPerKilowattHour: 200_000))
    #expect(clearing.servedEnergy.map(\.kilowattHours) == [3, 0, 3, 5, 0, 1])
    // 3·0.22 + 3·0.30 − 5·0.19 − 1·0.10
    #expect(clearing.welfare == Money(micros: 510_000))
    let dear = expectMarketPromises(of: try mechanism(weight: 1), for: orders)
    #expect(dear.price == EnergyPrice(microsPerKilowattHour: 300_000))
  }

  @Test("It keeps every promise on random and on extreme books", arguments: 0..<20 as Range<UInt64>)
  func promises(seed: UInt64) throws {
    var generator = TestGenerator(seed: seed)
    let mechanism = try mechanism()
    for number in 0..<500 {
      let book = PromiseBook(number: number, using: &generator)
      expectMarketPromises(of: mechanism, for: book.orders, context: book.context)
      let extremes = (0..<6).map { index in
        Order(
          trader: Int32(index), side: generator.next() % 2 == 0 ? .bid : .offer,
          energy: MeteredEnergy(
            milliwattHours: RegisteredExtremeTests.extremes.randomElement(using: &generator) ?? 0),
          limitPrice: EnergyPrice(
            microsPerKilowattHour: RegisteredExtremeTests.extremes
              .randomElement(using: &generator) ?? 0))
      }
      expectMarketPromises(of: mechanism, for: extremes)
    }
  }
}
