import Foundation
import Markets
import Quantities
import Testing

/// The worked example of the published rules: one retailer, five sums of generation and demand.
struct PoolPricesTests {
  private static let file = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
    .appending(path: "../shared/vectors/tariffs-markets/pricing_mmr_sdr_bs.json").standardized

  private struct Vector: Decodable {
    struct Prices: Decodable {
      var buy: Double
      var sell: Double
    }
    struct Case: Decodable {
      var generation: Double
      var demand: Double
      var gridCost: Double
      var midMarketRate: Prices
      var supplyDemandRatio: Prices
      var compensatedRatio: Prices
      var billSharing: Prices

      enum CodingKeys: String, CodingKey {
        case generation = "G"
        case demand = "D"
        case gridCost = "grid_cost"
        case midMarketRate = "MMR"
        case supplyDemandRatio = "SDR"
        case compensatedRatio = "SDRC_0.04"
        case billSharing = "BS"
      }
    }
    var importPrice: Double
    var exportPrice: Double
    var compensation: Double
    var cases: [Case]

    enum CodingKeys: String, CodingKey {
      case importPrice = "import_retail"
      case exportPrice = "export"
      case compensation = "sdr_compensation"
      case cases
    }
  }

  private func price(_ units: Double) -> EnergyPrice {
    EnergyPrice(microsPerKilowattHour: Int64((units * 1e6).rounded()))
  }

  private func energy(_ kilowattHours: Double) -> MeteredEnergy {
    MeteredEnergy(milliwattHours: Int64((kilowattHours * 1e6).rounded()))
  }

  @Test(
    "Average prices are the published ones to 10⁻⁶, and members pay together what the grid charges",
    .enabled(
      if: FileManager.default.fileExists(atPath: file.path),
      "the vectors are not beside the package"))
  func publishedPrices() throws {
    let vector = try JSONDecoder().decode(Vector.self, from: Data(contentsOf: Self.file))
    let (retail, export) = (price(vector.importPrice), price(vector.exportPrice))
    let ratio = SupplyDemandRatio(compensation: price(vector.compensation))
    #expect(vector.cases.count == 5)
    for example in vector.cases {
      let rules = [
        (MidMarketRate().prices, example.midMarketRate),
        (SupplyDemandRatio().prices, example.supplyDemandRatio),
        (ratio.prices, example.compensatedRatio), (BillSharing().prices, example.billSharing),
      ]
      for (rule, published) in rules {
        let prices = rule(energy(example.generation), energy(example.demand), retail, export)
        #expect(abs(prices.buy - published.buy) < 1e-6)
        #expect(abs(prices.sell - published.sell) < 1e-6)
        let cost = prices.buy * example.demand - prices.sell * example.generation
        #expect(abs(cost - example.gridCost) < 1e-12)
      }
    }
  }

  @Test("Without generation buyers pay the retailer's price, without demand sellers receive it")
  func oneSide() {
    let (retail, export) = (price(0.25), price(0.05))
    let some = energy(3)
    let none = MeteredEnergy.zero
    for rule in [MidMarketRate().prices, SupplyDemandRatio().prices, BillSharing().prices] {
      #expect(rule(none, some, retail, export).buy == 0.25)
      #expect(rule(some, none, retail, export).sell == 0.05)
    }
  }

  @Test("The local price of the ratio lies between both prices, whatever the numbers are")
  func extremes() {
    let numbers: [Int64] = [.min, -1, 0, 1, 2, 1 << 32, 1 << 62, .max]
    for first in numbers {
      for second in numbers where second <= first {
        for generation in numbers {
          for demand in numbers {
            for compensation in [0, 1, 1 << 40, .max] as [Int64] {
              let pool = SupplyDemandRatio(
                compensation: EnergyPrice(microsPerKilowattHour: compensation))
              let price = pool.localPrice(
                generation: MeteredEnergy(milliwattHours: generation),
                demand: MeteredEnergy(milliwattHours: demand),
                importPrice: EnergyPrice(microsPerKilowattHour: first),
                exportPrice: EnergyPrice(microsPerKilowattHour: second)
              ).microsPerKilowattHour
              #expect(second <= price && price <= first)
            }
          }
        }
      }
    }
  }
}
