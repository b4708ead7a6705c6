import Markets
import Quantities
import TestSupport
import Testing

struct QuotaSharingTests {
  @Test(
    "12 kWh are shared by quota, by demand, or by quota until they are used",
    arguments: [
      (QuotaSharing.Rule.static, [4.0, 2, 4]), (.dynamic, [3, 1.5, 7.5]),
      (.redistribution, [4, 2, 6]),
    ])
  func published(rule: QuotaSharing.Rule, expected: [Double]) {
    let orders = [
      bid(4, at: 0.2, by: 0), bid(2, at: 0.2, by: 1), bid(10, at: 0.2, by: 2),
      offer(12, at: 0, by: 3),
    ]
    let clearing = expectMarketPromises(of: QuotaSharing(rule: rule), for: orders)
    #expect(clearing.servedEnergy.prefix(3).map(\.kilowattHours) == expected)
    let shares = ClearingContext(
      intervalOrdinal: 0, quotaShares: [1.0 / 3, 1.0 / 3, 1.0 / 3])
    let same = expectMarketPromises(of: QuotaSharing(rule: rule), for: orders, context: shares)
    for (one, other) in zip(same.servedEnergy, clearing.servedEnergy) {
      #expect(abs(one.milliwattHours - other.milliwattHours) <= 1)
    }
  }

  @Test("Nobody gets more than the demand, and rules that use everything do", arguments: 0..<100)
  func invariants(seed: Int) {
    var generator = TestGenerator(seed: seed)
    for round in 0..<100 {
      let orders = randomOrders(count: 8, energies: 0...30, prices: 0...5, using: &generator)
      let shares = (0..<8).map { _ in Double.random(in: 0.05...0.3, using: &generator) }
      let context = ClearingContext(
        intervalOrdinal: Int64(round), quotaShares: round % 2 == 0 ? shares : [])
      let demand = orders.filter { $0.side == .bid }.reduce(0) { $0 + $1.energy.milliwattHours }
      let supply = orders.filter { $0.side == .offer }.reduce(0) { $0 + $1.energy.milliwattHours }
      var volumes: [Int64] = []
      for rule in QuotaSharing.Rule.allCases {
        let clearing = expectMarketPromises(
          of: QuotaSharing(rule: rule), for: orders, context: context)
        volumes.append(clearing.volume.milliwattHours)
        // What a member gets beyond its quota is what others leave.
        if rule == .redistribution, round % 2 == 0 {
          let level = waterLevel(orders, shares, Double(min(demand, supply)))
          for (index, order) in orders.enumerated() where order.side == .bid {
            let expected = min(Double(order.energy.milliwattHours), shares[index] * level)
            #expect(abs(Double(clearing.servedEnergy[index].milliwattHours) - expected) <= 1)
          }
        }
        guard rule == .static else { continue }
        let sum = max(1, shares.reduce(0, +))
        for (index, order) in orders.enumerated() where order.side == .bid && round % 2 == 0 {
          let quota = shares[index] / sum * Double(supply)
          let expected = min(Double(order.energy.milliwattHours), quota)
          #expect(abs(Double(clearing.servedEnergy[index].milliwattHours) - expected) <= 1)
        }
      }
      #expect(volumes[0] <= volumes[2])
      #expect(volumes[1] == min(demand, supply))
      #expect(volumes[2] == min(demand, supply))
    }
  }

  /// How far all quotas are filled when together they hold an energy.
  private func waterLevel(_ orders: [Order], _ shares: [Double], _ energy: Double) -> Double {
    var (low, high) = (0.0, 1e4)
    for _ in 0..<100 {
      let level = (low + high) / 2
      let held = orders.indices.reduce(0.0) { sum, index in
        guard orders[index].side == .bid else { return sum }
        return sum + min(Double(orders[index].energy.milliwattHours), shares[index] * level)
      }
      if held < energy { low = level } else { high = level }
    }
    return high
  }

  @Test("Who has no quota gets nothing by quota")
  func noQuota() {
    let orders = [bid(4, at: 0.2, by: 5), bid(4, at: 0.2, by: 0), offer(2, at: 0, by: 3)]
    let context = ClearingContext(intervalOrdinal: 0, quotaShares: [0.5, .nan])
    for (rule, energy) in [(QuotaSharing.Rule.static, 1.0), (.redistribution, 2)] {
      let clearing = expectMarketPromises(
        of: QuotaSharing(rule: rule), for: orders, context: context)
      #expect(clearing.servedEnergy.map(\.kilowattHours) == [0, energy, energy])
    }
  }
}
