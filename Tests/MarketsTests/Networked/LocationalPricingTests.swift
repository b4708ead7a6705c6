import LinearPrograms
import Markets
import Quantities
import TestSupport
import Testing

struct LinDistFlowTests {
  static let published = RadialFeeder(
    parents: [-1, 0, 1], resistances: [0, 0.02, 0.02], reactances: [0, 0.02, 0.02],
    branchLimits: [.infinity, .infinity, .infinity], rootVoltage: 1, minimumVoltage: 0.95,
    maximumVoltage: 1.05, activeLoads: [0, 0.3, 0.1], reactiveLoads: [0, 0.1, 0],
    kilowattHoursPerUnit: 1000)

  @Test("A voltage limit makes prices fall from 50 to 25 to 0 along the feeder")
  func published() throws {
    let problem = try #require(
      LinDistFlow(
        Self.published, [.init(bus: 2, maximum: 2, price: 0, isConsumer: false)],
        importPrice: 50, exportPrice: 50))
    let dispatch = try problem.solve()
    func expect(_ found: [Double], _ expected: [Double]) {
      #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-7 }, "\(found)")
    }
    expect(dispatch.powers, [1.58125])
    expect(dispatch.flows, [-1.18125, -1.18125, -1.48125])
    expect(dispatch.squaredVoltages, [1, 1.04325, 1.1025])
    expect(dispatch.prices, [50, 25, 0])
    expect(dispatch.voltagePrices, [0, 0, -625])
    #expect(abs(dispatch.cost + 59.0625) < 1e-9)
  }

  @Test("Prices are what one more unit would cost, by finite differences", arguments: 0..<20)
  func finiteDifferences(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    for _ in 0..<10 {
      let feeder = randomFeeder(&generator)
      let participants = (0..<8).map { index in
        LinDistFlow.Participant(
          bus: .random(in: 0..<feeder.parents.count, using: &generator),
          maximum: .random(in: 0...1, using: &generator),
          price: .random(in: 0...60, using: &generator), isConsumer: index < 3)
      }
      func cost(_ bus: Int, _ more: Double) throws -> LinDistFlow.Dispatch? {
        var changed = feeder
        changed.activeLoads[bus] += more
        return try? LinDistFlow(changed, participants, importPrice: 50, exportPrice: 20)?.solve()
      }
      guard let dispatch = try cost(0, 0) else { continue }
      let step = 1e-4
      for bus in feeder.parents.indices {
        guard let up = try cost(bus, step), let down = try cost(bus, -step) else { continue }
        // The cost is convex, so that a price at a kink lies between both slopes.
        #expect((up.cost - dispatch.cost) / step >= dispatch.prices[bus] - 1e-5)
        #expect((dispatch.cost - down.cost) / step <= dispatch.prices[bus] + 1e-5)
      }
    }
  }

  @Test("Feeders that are no trees, and numbers that are none, are refused")
  func malformed() {
    var feeders = [RadialFeeder](repeating: Self.published, count: 6)
    feeders[0].parents = [-1, 2, 1]
    feeders[1].parents = []
    feeders[2].resistances = [0, .nan, 0]
    feeders[3].activeLoads = []
    feeders[4].maximumVoltage = .infinity
    feeders[5].branchLimits = [0, -1, 0]
    for feeder in feeders {
      #expect(LinDistFlow(feeder, [], importPrice: 1, exportPrice: 1) == nil)
    }
    #expect(LinDistFlow(Self.published, [], importPrice: 1, exportPrice: 2) == nil)
    let outside = LinDistFlow.Participant(bus: 3, maximum: 1, price: 1, isConsumer: true)
    #expect(LinDistFlow(Self.published, [outside], importPrice: 1, exportPrice: 1) == nil)
  }
}

/// A random feeder in which some limits bind.
func randomFeeder(_ generator: inout TestGenerator) -> RadialFeeder {
  let count = Int.random(in: 1...7, using: &generator)
  func draw(_ range: ClosedRange<Double>, _ generator: inout TestGenerator) -> [Double] {
    (0..<count).map { _ in .random(in: range, using: &generator) }
  }
  return RadialFeeder(
    parents: (0..<count).map { $0 == 0 ? -1 : Int32.random(in: 0..<Int32($0), using: &generator) },
    resistances: draw(0...0.06, &generator), reactances: draw(0...0.06, &generator),
    branchLimits: draw(0.2...2, &generator), rootVoltage: 1, minimumVoltage: 0.95,
    maximumVoltage: 1.05, activeLoads: draw(0...0.2, &generator),
    reactiveLoads: draw(0...0.1, &generator), kilowattHoursPerUnit: 1000)
}

struct DistributionLocationalPricingTests {
  @Test("Generation that the voltage forbids is curtailed, and trades have the prices of buses")
  func published() {
    let network = MarketNetwork(
      busOfTrader: [2, 1], busCount: 3, feeder: LinDistFlowTests.published)
    let fifty = EnergyPrice(microsPerKilowattHour: 50_000)
    let clearing = expectMarketPromises(
      of: DistributionLocationalPricing(),
      for: [offer(2000, at: 0, by: 0), bid(100, at: 0.06, by: 1)],
      context: ClearingContext(
        intervalOrdinal: 0, importPrice: fifty, exportPrice: fifty, network: network))
    // 100 kWh at bus 1 let v₂ fall by 2·0.02·0.1, so bus 2 may inject 0.05 per unit more.
    #expect(clearing.curtailedEnergy[0].milliwattHours == 368_750_000)
    #expect(clearing.trades.count == 1)
    #expect(clearing.trades[0].buyerPrice.microsPerKilowattHour == 25_000)
    #expect(clearing.trades[0].sellerPrice.microsPerKilowattHour == 0)
    #expect(clearing.auctioneerBalance == Money(micros: 2_500_000))
  }

  @Test("Where the feeder can carry everything nothing is curtailed")
  func unconstrained() {
    var feeder = LinDistFlowTests.published
    feeder.maximumVoltage = 2
    let network = MarketNetwork(busOfTrader: [2, 1], busCount: 3, feeder: feeder)
    let clearing = expectMarketPromises(
      of: DistributionLocationalPricing(),
      for: [offer(200, at: 0.03, by: 0), offer(200, at: 0.20, by: 0), bid(100, at: 0.06, by: 1)],
      context: ClearingContext(
        intervalOrdinal: 0, importPrice: EnergyPrice(microsPerKilowattHour: 100_000),
        exportPrice: EnergyPrice(microsPerKilowattHour: 20_000), network: network))
    #expect(clearing.curtailedEnergy.allSatisfy { $0 == .zero })
    #expect(clearing.auctioneerBalance == .zero)
  }

  @Test("Without a feeder nothing is traded")
  func withoutFeeder() {
    let clearing = expectMarketPromises(
      of: DistributionLocationalPricing(), for: [bid(1, at: 9), offer(1, at: 0.3)])
    #expect(clearing.trades.isEmpty)
  }
}
