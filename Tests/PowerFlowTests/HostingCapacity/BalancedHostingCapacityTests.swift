import PowerFlow
import Quantities
import Testing

struct BalancedHostingCapacityTests {
  /// A source, a line of 0.4 Ω, and a customer at its end, at 400 V.
  private func network(loadWatts: Double = 0) -> Network {
    var network = SmallNetwork.twoBuses(0.4, 0)
    network.loads = [
      NetworkLoad(name: "home", bus: 1, activePowerWatts: loadWatts, reactivePowerVar: 0)
    ]
    return network
  }

  private func capacity(
    _ network: Network, _ limits: HostingLimits, loadFactor: Double = 0, powerFactor: Double = 1
  ) throws -> CustomerHostingCapacity {
    var model = try BalancedHostingCapacity(
      network, limits: limits, operatingPoints: [HostingOperatingPoint(loadFactor: loadFactor)],
      powerFactor: powerFactor)
    return HostingCapacity.capacity(
      ofCustomer: 0, in: &model, upToWatts: 1e6, toleranceWatts: 0.01)
  }

  @Test("The voltage limits a customer as calculated by hand")
  func voltage() throws {
    // V = V₀ + R·P/V: 440 V at the end take P = 440 · 40 / 0.4 = 44 kW.
    let found = try capacity(network(), HostingLimits(voltageBand: 0.9...1.1, lineLoading: 10))
    #expect(abs(found.watts - 44_000) < 0.1)
    #expect(found.limit == .overvoltage)
  }

  @Test("The rated current limits a customer as calculated by hand")
  func loading() throws {
    // 100 A raise the line to neutral voltage by 40 V: P = √3 · (400 + √3 · 40) · 100.
    let found = try capacity(network(), HostingLimits(voltageBand: 0.5...2))
    let root = 3.0.squareRoot()
    #expect(abs(found.watts - root * (400 + root * 40) * 100) < 0.1)
    #expect(found.limit == .lineLoading)
  }

  @Test("Without reverse power a customer installs what the load takes")
  func reversePower() throws {
    let limits = HostingLimits(voltageBand: 0.5...2, allowsReversePower: false)
    let found = try capacity(network(loadWatts: 20_000), limits, loadFactor: 0.3)
    #expect(abs(found.watts - 6000) < 2)
    #expect(found.limit == .reversePower)
  }

  @Test("Taking reactive power raises the capacity where the line has reactance")
  func powerFactor() throws {
    var network = network()
    network.lines[0].reactanceOhm = 0.2
    let limits = HostingLimits(lineLoading: 10)
    let unity = try capacity(network, limits).watts
    #expect(try capacity(network, limits, powerFactor: 0.9).watts > 1.2 * unity)
  }

  @Test("Each operating point counts")
  func operatingPoints() throws {
    // 40 kW of load at the end cannot be carried within 0.9 per unit: 2 · 40 kW · 0.4 Ω / 400 V.
    var model = try BalancedHostingCapacity(
      network(loadWatts: 40_000), limits: HostingLimits(lineLoading: 10),
      operatingPoints: [
        HostingOperatingPoint(loadFactor: 0.1),
        HostingOperatingPoint(loadFactor: 1, installationFactor: 0),
      ])
    let without = model.violations(installedWatts: [0].span)
    #expect(without == .undervoltage)
    let with = model.violations(installedWatts: [60_000].span)
    #expect(with == [.undervoltage, .overvoltage])
  }

  @Test(
    "The capacity of the 33-bus feeder repeats with the seed, and its curve rises",
    .enabled(if: CaseFiles.exists("case33bw")))
  func feeder() throws {
    let network = try CaseFiles.network("case33bw")
    var model = try BalancedHostingCapacity(
      network, limits: HostingLimits(voltageBand: 0.9...1.05),
      operatingPoints: [HostingOperatingPoint(loadFactor: 0.3)])
    #expect(model.customerCount == 32)
    let search = try HostingCapacity(sizes: .same(watts: 400_000), placementCount: 100, seed: 11)
    let first = try search.result(in: &model)
    let again = try search.result(in: &model)
    #expect(first == again)
    #expect(first.capacityWatts > 400_000 && first.capacityWatts < 32 * 400_000)
    #expect(first.levels.last?.violationShare == 1)
    var fresh = try BalancedHostingCapacity(
      network, limits: HostingLimits(voltageBand: 0.9...1.05),
      operatingPoints: [HostingOperatingPoint(loadFactor: 0.3)])
    let alone = try search.outcome(ofPlacement: 17, in: &fresh)
    #expect(alone == first.outcomes[17])
  }

  @Test(
    "A bus near the source of the 33-bus feeder alone hosts more than one at the end",
    .enabled(if: CaseFiles.exists("case33bw")))
  func buses() throws {
    let network = try CaseFiles.network("case33bw")
    var model = try BalancedHostingCapacity.everyBus(
      of: network, limits: HostingLimits(voltageBand: 0.9...1.05))
    let near = HostingCapacity.capacity(ofCustomer: 1, in: &model, upToWatts: 1e9)
    let far = HostingCapacity.capacity(ofCustomer: 17, in: &model, upToWatts: 1e9)
    #expect(near.watts > 4 * far.watts && far.watts > 100_000)
    #expect(far.limit == .overvoltage)
  }

  @Test("What cannot be modelled is refused with the reason")
  func refusals() throws {
    #expect(throws: HostingCapacityError.impossiblePowerFactor(0)) {
      try BalancedHostingCapacity(network(), powerFactor: 0)
    }
    #expect(throws: HostingCapacityError.impossibleOperatingPoint) {
      try BalancedHostingCapacity(network(), operatingPoints: [])
    }
    #expect(throws: HostingCapacityError.noSuchBus(9)) {
      try BalancedHostingCapacity(network(), customerBuses: [0, 9])
    }
    var cut = network()
    cut.lines[0].isInService = false
    #expect(throws: HostingCapacityError.network(.island(buses: ["b"]))) {
      try BalancedHostingCapacity(cut)
    }
    var exponential = network()
    exponential.loads[0].model = .exponential(active: 1.2, reactive: 2)
    #expect(throws: HostingCapacityError.unsupportedLoad("home")) {
      try BalancedHostingCapacity(exponential)
    }
  }
}
