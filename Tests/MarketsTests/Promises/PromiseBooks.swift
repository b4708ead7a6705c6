import Markets
import Quantities
import RandomStreams
import TestSupport

/// A random order book with a context in which any mechanism has what it needs.
struct PromiseBook {
  var orders: [Order]
  var context: ClearingContext

  /// The number of buses of the network.
  static let busCount = 5

  /// Creates a book of small numbers, in which ties are common, or of wide ones.
  ///
  /// - Parameters:
  ///   - number: The number of the book, which decides what kind it is.
  ///   - slopes: Whether the limits may have slopes.
  init(
    number: Int, slopes: Bool = false, orderCount: ClosedRange<Int> = 0...14,
    using generator: inout TestGenerator
  ) {
    let isSmall = number % 2 == 0
    orders = randomOrders(
      count: .random(in: orderCount, using: &generator),
      energies: number % 3 == 0 ? -1...4 : 0...5_000_000,
      prices: isSmall ? -2...8 : -50_000...400_000, using: &generator)
    // In every fourth book traders have several orders, on both sides.
    if number % 4 == 3 {
      for index in orders.indices { orders[index].trader = Int32(index % 4) }
    }
    context = ClearingContext(
      intervalOrdinal: Int64(number) - 200,
      draws: RandomDraws(key: generator.next(), ordinal: 1))
    let prices: ClosedRange<Int64> = isSmall ? 0...8 : 0...300_000
    let (low, high) = (
      Int64.random(in: prices, using: &generator), Int64.random(in: prices, using: &generator)
    )
    context.exportPrice = EnergyPrice(microsPerKilowattHour: min(low, high))
    context.importPrice = EnergyPrice(microsPerKilowattHour: max(low, high))
    if slopes { context.slopes = orders.map { _ in .random(in: 0...0.05, using: &generator) } }
    context.quotaShares = orders.map { _ in
      Int.random(in: 0..<4, using: &generator) == 0 ? 0 : .random(in: 0...1, using: &generator)
    }
    context.network = Self.network(traderCount: orders.count, using: &generator)
  }

  /// A small radial feeder with two zones, whose limits now and then bind.
  static func network(
    traderCount: Int, using generator: inout TestGenerator
  ) -> MarketNetwork {
    let buses = 0..<busCount
    var distances = [Double](repeating: 0, count: busCount * busCount)
    for row in buses {
      for column in 0..<row {
        let distance = Double(Int.random(in: 1...4, using: &generator))
        distances[row * busCount + column] = distance
        distances[column * busCount + row] = distance
      }
    }
    let feeder = RadialFeeder(
      parents: buses.map { $0 == 0 ? -1 : .random(in: 0..<Int32($0), using: &generator) },
      resistances: buses.map { _ in .random(in: 0.001...0.02, using: &generator) },
      reactances: buses.map { _ in .random(in: 0.001...0.02, using: &generator) },
      branchLimits: buses.map { _ in .random(in: 0.3...3, using: &generator) }, rootVoltage: 1,
      minimumVoltage: 0.94, maximumVoltage: 1.06, activeLoads: buses.map { _ in 0 },
      reactiveLoads: buses.map { _ in 0 }, kilowattHoursPerUnit: 10)
    return MarketNetwork(
      busOfTrader: (0..<traderCount).map { _ in
        Int32.random(in: 0..<Int32(busCount), using: &generator)
      },
      busCount: busCount, zoneOfBus: buses.map { $0 < 3 ? 0 : 1 }, distances: distances,
      feeder: feeder)
  }

  /// Keeps the first order of each price on each side.
  mutating func leaveOutEqualPrices() {
    var seen: Set<[Int64]> = []
    orders.removeAll { order in
      let key = [Int64(order.side.rawValue), order.limitPrice.microsPerKilowattHour]
      return !seen.insert(key).inserted
    }
    context.slopes = []
  }

  /// The same orders in another order of submission, and where each of them stood before.
  func permuted(using generator: inout TestGenerator) -> (book: PromiseBook, places: [Int]) {
    let places = orders.indices.shuffled(using: &generator)
    var book = self
    book.orders = places.map { orders[$0] }
    if !context.slopes.isEmpty { book.context.slopes = places.map { context.slopes[$0] } }
    return (book, places)
  }

  /// What of an order decides how a mechanism serves it, the energy apart: orders of one standing tie.
  ///
  /// Where they stand counts for those that look at the network, and whose they are, in place of the
  /// price, for those that share by quota.
  func standing(ofOrder index: Int, for needs: MechanismTraits.Needs) -> Standing {
    let order = orders[index]
    let isShared = needs.contains(.quotaShares)
    let isLocal = !needs.isDisjoint(with: [.distances, .zones, .feeder])
    return Standing(
      side: order.side, price: isShared ? nil : order.limitPrice,
      slope: context.slopes.isEmpty ? 0 : context.slopes[index],
      trader: isShared ? order.trader : nil,
      bus: isLocal ? context.network?.busOfTrader[Int(order.trader)] : nil)
  }

  struct Standing: Hashable {
    var side: Order.Side
    var price: EnergyPrice?
    var slope: Double
    var trader: Int32?
    var bus: Int32?
  }
}
