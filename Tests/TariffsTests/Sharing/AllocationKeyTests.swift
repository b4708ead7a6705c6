import Tariffs
import TestSupport
import Testing

struct AllocationKeyTests {
  @Test("The worked example of quotas is exact under every key")
  func workedExample() throws {
    let vector = try SharingFixtures.vector("quota_sharing")
    let names = ["A", "B", "C"]
    func numbers(_ value: Any?) -> [Int64] {
      let table = value as? [String: Double] ?? [:]
      return names.map { Int64(((table[$0] ?? .nan) * 1e6).rounded()) }
    }
    let generation = Int64((vector["G"] as? Double ?? 0) * 1e6)
    let demands = numbers(vector["demand"])
    let quotas = vector["quota"] as? [String: Double] ?? [:]
    let shares = try WholeShares(names.map { quotas[$0] ?? 0 })
    let cases: [(String, AllocationKey)] = [
      ("static_no_redistribution", .fixed(shares)), ("dynamic_proportional", .proportional),
      ("static_with_redistribution", .redistributed(shares)),
    ]
    for (name, key) in cases {
      let entry = vector[name] as? [String: Any] ?? [:]
      let expected = numbers(entry["expected"])
      #expect(key.allocation(of: generation, among: demands) == expected, "\(name)")
      let surplus = Int64(((entry["surplus_to_grid"] as? Double) ?? .nan) * 1e6)
      #expect(generation - expected.reduce(0, +) == surplus)
    }
  }

  @Test("Nobody gets more than it needs, all no more than there is", arguments: 0..<200)
  func bounds(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let count = Int.random(in: 1...12, using: &generator)
    let scale: Int64 = seed % 3 == 0 ? 7 : 5_000_000
    let demands = (0..<count).map { _ in Int64.random(in: 0...scale, using: &generator) }
    let generation = Int64.random(in: 0...scale * Int64(count), using: &generator)
    let total = demands.reduce(0, +)
    var weights = (0..<count).map { _ in Double.random(in: 0.01...1, using: &generator) }
    let sum = weights.reduce(0, +)
    weights = weights.map { $0 / sum }
    let order = Array(0..<count).shuffled(using: &generator)
    let shares = try WholeShares(weights)
    let keys: [AllocationKey] = [
      .fixed(shares), .proportional, .redistributed(shares), .priority(order),
    ]
    for key in keys {
      let parts = key.allocation(of: generation, among: demands)
      #expect(zip(parts, demands).allSatisfy { 0 <= $0 && $0 <= $1 })
      #expect(parts.reduce(0, +) <= min(generation, total))
      if case .fixed = key { continue }
      #expect(parts.reduce(0, +) == min(generation, total))
    }
    #expect(shares.deal(generation).reduce(0, +) == generation)
  }

  @Test("Consumers in another order get the same, but for a remainder", arguments: 0..<100)
  func permutation(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let count = Int.random(in: 2...9, using: &generator)
    let demands = (0..<count).map { _ in Int64.random(in: 0...9_000_000, using: &generator) }
    let generation = Int64.random(in: 0...30_000_000, using: &generator)
    let weights = (0..<count).map { _ in Double(Int.random(in: 1...9, using: &generator)) }
    let shares = weights.map { $0 / weights.reduce(0, +) }
    let order = Array(0..<count).shuffled(using: &generator)
    let keys: [([Double]) throws -> AllocationKey] = [
      { .fixed(try WholeShares($0)) }, { _ in .proportional },
      { .redistributed(try WholeShares($0)) },
    ]
    for key in keys {
      let plain = try key(shares).allocation(of: generation, among: demands)
      let shuffled = try key(order.map { shares[$0] }).allocation(
        of: generation, among: order.map { demands[$0] })
      for (position, member) in order.enumerated() {
        #expect(abs(shuffled[position] - plain[member]) <= 1)
      }
    }
  }

  @Test("A redistributed rest goes by the shares of those who still need energy")
  func redistribution() throws {
    // 10 by 50/30/20 %: 5, 3, 2; A needs 1, so 9 go to B and C by 3:2, 5.4 and 3.6.
    let key = AllocationKey.redistributed(try WholeShares([0.5, 0.3, 0.2]))
    #expect(key.allocation(of: 1000, among: [100, 900, 900]) == [100, 540, 360])
    // Of shares that leave a tenth, the tenth is nobody's.
    let rest = AllocationKey.redistributed(try WholeShares([0.6, 0.3]))
    #expect(rest.allocation(of: 1000, among: [100, 2000]) == [100, 800])
  }

  @Test("Dealt parts sum to the total, and are the nearest whole numbers", arguments: 0..<200)
  func dealing(seed: Int) {
    var generator = TestGenerator(seed: seed)
    let weights = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
      generator.nextInteger()
    }
    let total = generator.nextInteger()
    let parts = dealt(total, by: weights)
    let sum = weights.reduce(Int128(0)) { $0 + Int128(max($1, 0)) }
    guard sum > 0 else {
      #expect(parts.allSatisfy { $0 == 0 })
      return
    }
    #expect(parts.reduce(Int128(0)) { $0 + Int128($1) } == Int128(total))
    for (part, weight) in zip(parts, weights) {
      let exact = Double(total) * Double(max(weight, 0)) / Double(sum)
      #expect(abs(Double(part) - exact) <= 1 + abs(exact) * 1e-15)
    }
  }

  @Test("Shares that are no division of a whole are refused")
  func refusals() throws {
    #expect(throws: BillingError.self) { try WholeShares([0.7, 0.4]) }
    #expect(throws: BillingError.self) { try WholeShares([-0.1, 0.4]) }
    #expect(throws: BillingError.self) { try WholeShares([.nan]) }
    #expect(try WholeShares([0.333_333_3, 0.333_333_3, 0.333_333_3]).restNanos == 0)
    #expect(try WholeShares([0.25, 0.25]).restNanos == 500_000_000)
  }
}
