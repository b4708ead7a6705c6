import PowerFlow
import Quantities
import TestSupport
import Testing

/// A network that bears a number of watts at each customer and altogether.
struct LimitModel: HostingCapacityModel {
  var customerLimits: [Double]
  var totalLimit: Double
  var evaluationCount = 0

  var customerCount: Int { customerLimits.count }

  mutating func violations(installedWatts: Span<Double>) -> HostingViolations {
    evaluationCount += 1
    var found: HostingViolations = []
    var total = 0.0
    for customer in 0..<installedWatts.count {
      total += installedWatts[customer]
      if installedWatts[customer] > customerLimits[customer] { found.insert(.overvoltage) }
    }
    if total > totalLimit { found.insert(.transformerLoading) }
    return found
  }
}

struct HostingCapacityTests {
  @Test("A limit of the total power alone is found whatever the order")
  func totalLimit() throws {
    var model = LimitModel(
      customerLimits: Array(repeating: .infinity, count: 10), totalLimit: 34_000)
    let result = try HostingCapacity(sizes: .same(watts: 5000), placementCount: 100, seed: 1)
      .result(in: &model)
    #expect(result.capacityWatts == 30_000)
    #expect(result.lowerCapacityWatts == 30_000 && result.upperCapacityWatts == 30_000)
    #expect(!result.isLimitedByCustomers)
    #expect(result.levels.map(\.customers) == Array(1...7))
    #expect(result.levels.map(\.violatedPlacements) == [0, 0, 0, 0, 0, 0, 100])
    #expect(result.levels[5].penetration == 0.6)
    #expect(result.levels[5].meanInstalledWatts == 30_000)
    #expect(result.causes == [0, 0, 0, 100, 0, 0])
  }

  @Test("A customer who bears nothing is met at each place of the order equally often")
  func weakCustomer() throws {
    var limits = [Double](repeating: .infinity, count: 20)
    limits[7] = 0
    var model = LimitModel(customerLimits: limits, totalLimit: .infinity)
    let search = try HostingCapacity(sizes: .same(watts: 1000), placementCount: 4000, seed: 42)
    let result = try search.result(in: &model, acceptedProbability: 0.22)
    // The k-th level violates with the probability k / 20, so 4 customers are accepted.
    for level in result.levels {
      let exact = Double(level.customers) / 20
      #expect(abs(level.violationShare - exact) < 0.03)
    }
    #expect(result.capacityWatts == 4000)
    #expect(result.lowerCapacityWatts <= 4000 && result.upperCapacityWatts >= 4000)
    #expect(result.placementCount == 4000 && result.causes[0] == 4000)
  }

  @Test("All customers together are a capacity that is larger still")
  func noLimit() throws {
    var model = LimitModel(customerLimits: [.infinity, .infinity], totalLimit: .infinity)
    let result = try HostingCapacity(
      sizes: .byCustomer(watts: [1000, 3000]), placementCount: 100, seed: 3
    ).result(in: &model)
    #expect(result.isLimitedByCustomers)
    #expect(result.capacityWatts == 4000)
    #expect(result.outcomes.allSatisfy { $0.borneWatts == 4000 && $0.violatedCustomers == nil })
  }

  @Test("What is violated before anybody installs leaves nothing to host")
  func violatedBefore() throws {
    var model = LimitModel(customerLimits: [1, 1], totalLimit: -1)
    let result = try HostingCapacity(sizes: .same(watts: 1), placementCount: 5, seed: 3)
      .result(in: &model)
    #expect(result.violationsBefore == .transformerLoading)
    #expect(result.capacityWatts == 0 && !result.isLimitedByCustomers && result.levels.isEmpty)
    #expect(model.evaluationCount == 1)
  }

  @Test("Placements are nested, the curve never falls, and bounds enclose it", arguments: 0..<40)
  func nested(seed: UInt64) throws {
    var random = TestGenerator(seed: seed)
    let count = Int.random(in: 1...30, using: &random)
    var model = LimitModel(
      customerLimits: (0..<count).map { _ in Double.random(in: 2000...20_000, using: &random) },
      totalLimit: Double.random(in: 5000...90_000, using: &random))
    let search = try HostingCapacity(
      sizes: .drawn(fromWatts: [1500, 3000, 6000]), placementCount: 60,
      customersPerLevel: Int.random(in: 1...3, using: &random), seed: seed)
    let result = try search.result(in: &model)
    #expect(
      zip(result.levels, result.levels.dropFirst()).allSatisfy { low, high in
        low.violatedPlacements <= high.violatedPlacements && low.customers < high.customers
      })
    for level in result.levels {
      #expect(level.interval.lower <= level.violationShare)
      #expect(level.interval.upper >= level.violationShare)
    }
    #expect(result.lowerCapacityWatts <= result.capacityWatts)
    #expect(result.capacityWatts <= result.upperCapacityWatts)
    let accepted = result.outcomes.count { $0.violatedWatts <= result.capacityWatts }
    #expect(Double(accepted) <= 0.05 * 60)
    for (number, outcome) in result.outcomes.enumerated() {
      let placement = try search.placement(number, customerCount: count)
      #expect(placement.order.sorted() == Array(0..<count))
      #expect(zip(outcome.installedWatts, outcome.installedWatts.dropFirst()).allSatisfy(<))
      #expect(outcome.borneWatts < outcome.violatedWatts)
    }
  }

  @Test("The seed decides on everything, and more placements change none before")
  func determinism() throws {
    var model = LimitModel(customerLimits: [5000, 1000, 9000, 4000, 2500], totalLimit: 11_000)
    func result(_ count: Int, seed: UInt64) throws -> HostingCapacityResult {
      try HostingCapacity(
        sizes: .drawn(fromWatts: [900, 2000, 3100]), placementCount: count, seed: seed
      ).result(in: &model)
    }
    let first = try result(50, seed: 7)
    #expect(try result(50, seed: 7) == first)
    #expect(try Array(result(80, seed: 7).outcomes.prefix(50)) == first.outcomes)
    #expect(try result(50, seed: 8) != first)
  }

  @Test("Bisection finds what one customer alone can install")
  func bisection() {
    var model = LimitModel(customerLimits: [5000, 123_456, 0], totalLimit: 60_000)
    func capacity(_ customer: Int) -> CustomerHostingCapacity {
      HostingCapacity.capacity(
        ofCustomer: customer, in: &model, upToWatts: 1e6, toleranceWatts: 0.5)
    }
    #expect(abs(capacity(0).watts - 5000) <= 0.5 && capacity(0).limit == .overvoltage)
    #expect(abs(capacity(1).watts - 60_000) <= 0.5 && capacity(1).limit == .transformerLoading)
    #expect(capacity(2).watts < 0.5)
    model.evaluationCount = 0
    _ = capacity(0)
    #expect(model.evaluationCount <= 24)
    let free = HostingCapacity.capacity(ofCustomer: 0, in: &model, upToWatts: 4000)
    #expect(free == CustomerHostingCapacity(watts: 4000, limit: []))
  }

  @Test("Wilson's interval is that of the literature")
  func wilson() {
    // 10 of 100: 0.0552 to 0.1744 (Newcombe 1998, and any statistics program).
    let interval = WilsonInterval(10, of: 100)
    #expect(abs(interval.lower - 0.055229) < 1e-6 && abs(interval.upper - 0.174366) < 1e-6)
    // None of 20: 0 to z² / (n + z²).
    let none = WilsonInterval(0, of: 20)
    #expect(none.lower == 0 && abs(none.upper - 0.161125) < 1e-6)
    #expect(WilsonInterval(20, of: 20).upper == 1)
  }

  @Test("Impossible questions are refused with the reason")
  func refusals() throws {
    var model = LimitModel(customerLimits: [1], totalLimit: 1)
    #expect(throws: HostingCapacityError.noPlacement) {
      try HostingCapacity(sizes: .same(watts: 1), placementCount: 0, seed: 0)
    }
    for sizes in [
      InstallationSizes.same(watts: -1), .same(watts: .nan), .drawn(fromWatts: []),
      .byCustomer(watts: [1, 2]), .byCustomer(watts: []),
    ] {
      #expect(throws: HostingCapacityError.self) {
        try HostingCapacity(sizes: sizes, placementCount: 1, seed: 0).result(in: &model)
      }
    }
    #expect(throws: HostingCapacityError.impossibleProbability(1)) {
      try HostingCapacity(sizes: .same(watts: 1), placementCount: 1, seed: 0)
        .result(in: &model, acceptedProbability: 1)
    }
  }
}
