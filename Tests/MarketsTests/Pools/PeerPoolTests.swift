import Foundation
import Markets
import Quantities
import TestSupport
import Testing

/// The prices of a published implementation (INESC TEC), read where they are.
struct PeerPoolTests {
  private static let file = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
    .appending(path: "../shared/vectors/markets/rec_pricing_mmr_sdr.json").standardized

  private struct Peers: Decodable {
    struct Parameters: Decodable {
      var divisor: Double?
      var compensation: Double?
    }
    struct Vector: Decodable {
      var mechanism: String
      var buys: [[Double]]
      var sells: [[Double]]
      var params: Parameters
      var exact: Double
    }
    var vectors: [Vector]
  }

  @Test(
    "Local prices are those of the peer; where its rule falls back we trade nothing",
    .enabled(
      if: FileManager.default.fileExists(atPath: file.path),
      "the vectors of the peers are not beside the package"))
  func peerPrices() throws {
    let peers = try JSONDecoder().decode(Peers.self, from: Data(contentsOf: Self.file))
    var pricedCount = 0
    for vector in peers.vectors {
      let orders =
        vector.buys.map { bid($0[1], at: $0[0]) } + vector.sells.map { offer($0[1], at: $0[0]) }
      let isPruned = vector.mechanism.hasPrefix("pruned")
      let reference: PoolReference = isPruned ? .crossing : .orders
      // Their compensation is a share of the distance of both prices.
      let share = (vector.params.compensation ?? 0) * (35 - 15) * 1e6
      let mechanism: any MarketMechanism =
        vector.mechanism.hasSuffix("mmr")
        ? MidMarketRate(reference: reference, divisor: vector.params.divisor ?? 2)
        : SupplyDemandRatio(
          reference: reference, compensation: EnergyPrice(microsPerKilowattHour: Int64(share)))
      let clearing = expectMarketPromises(of: mechanism, for: orders)
      if let price = clearing.price {
        #expect(abs(price.unitsPerKilowattHour - vector.exact) < 1e-6, "\(vector)")
        pricedCount += 1
      } else if vector.buys.isEmpty || vector.sells.isEmpty {
        #expect(clearing.trades.isEmpty)
      } else {
        // They take the price of the last offer that crosses.
        #expect(clearing.marginalOffer?.unitsPerKilowattHour == vector.exact, "\(vector)")
      }
    }
    #expect(pricedCount == 13)
  }
}
