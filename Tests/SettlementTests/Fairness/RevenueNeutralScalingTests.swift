import Quantities
import Settlement
import Tariffs
import TestSupport
import Testing

struct RevenueNeutralScalingTests {
  private func bills(_ study: FairnessStudy, _ factor: Double = 1) throws -> [[Bill]] {
    try study.bills(.volumetric, factor: factor)
  }

  @Test("Scaled lines collect the allowed revenue to the last millionth", arguments: 0..<40)
  func linear(seed: Int) throws {
    let study = try FairnessFixtures.study(seed: seed)
    let bills = try bills(study)
    let revenue = try RevenueNeutralScaling.networkRevenue(of: bills)
    let required = Money(micros: Int64(Double(revenue.micros) * (0.5 + 0.07 * Double(seed))))
    let scaling = try RevenueNeutralScaling.linear(bills, required: required)
    #expect(scaling.collected == required)
    #expect(scaling.ratio == 1)
    let parties = try PartyTotals(scaling.bills)
    #expect(parties.distributionCompany == required)
    #expect(try PartyTotals(bills).retailer == parties.retailer)
    // Each line is within a millionth of its own share.
    for (old, new) in zip(bills.joined().flatMap(\.lines), scaling.bills.joined().flatMap(\.lines))
    where old.party == .distributionCompany {
      #expect(abs(Double(new.net.micros) - Double(old.net.micros) * scaling.factor) <= 1.5)
    }
  }

  @Test(
    "Billing again with scaled prices collects it within the resolution of prices",
    arguments: 0..<10)
  func solved(seed: Int) throws {
    let study = try FairnessFixtures.study(seed: seed)
    let revenue = try RevenueNeutralScaling.networkRevenue(of: bills(study))
    let required = Money(micros: revenue.micros * 3 / 2)
    var count = 0
    let bill = { (factor: Double) throws(BillingError) in
      count += 1
      return try study.bills(.volumetric, factor: factor)
    }
    let scaling = try RevenueNeutralScaling.solve(required: required, bills: bill)
    #expect(abs(scaling.factor - 1.5) < 1e-7)
    #expect(abs(scaling.ratio - 1) < 1e-8)
    #expect(count <= 12)
  }

  @Test("Tiers, demand and a minimum are solved by billing again")
  func nonlinear() throws {
    var plan = FairnessFixtures.plan()
    let low = plan.energy[0][0]
    var first = low
    first.limit = 300_000_000
    var second = low
    second.prices[1] = FairnessFixtures.price(0.25)
    plan.energy = [[first, second]]
    plan.demand = [
      DemandCharge("demand", tiers: [[DemandTier(price: FairnessFixtures.price(4))]])
    ]
    plan.minimum = .energyAmount(
      FairnessFixtures.price(180), span: .month, party: .distributionCompany)
    let study = try FairnessFixtures.study(seed: 5, plan: plan)
    let base = try bills(study)
    #expect(base.joined().flatMap(\.lines).contains { $0.kind == .demand })
    let revenue = try RevenueNeutralScaling.networkRevenue(of: base)
    for share in [0.95, 1.0, 1.4, 3] {
      let required = Money(micros: Int64(Double(revenue.micros) * share))
      let bill = { (factor: Double) throws(BillingError) in
        try study.bills(.volumetric, factor: factor)
      }
      let scaling = try RevenueNeutralScaling.solve(required: required, bills: bill)
      let lines = scaling.bills.joined().flatMap(\.lines).count {
        $0.party == .distributionCompany
      }
      // A step of 10⁻⁹ of a price moves a line of hundreds of kWh by less than a millionth.
      #expect(abs(scaling.collected.micros - required.micros) <= Int64(lines), "\(share)")
    }
  }

  @Test("What can't be collected is said")
  func impossible() throws {
    var plan = FairnessFixtures.plan()
    plan.energy[0][0].prices[1] = FairnessFixtures.price(0)
    let study = try FairnessFixtures.study(seed: 1, plan: plan)
    let none = try bills(study)
    let bill = { (factor: Double) throws(BillingError) in
      try study.bills(.volumetric, factor: factor)
    }
    #expect(throws: BillingError.self) {
      try RevenueNeutralScaling.linear(none, required: Money(micros: 5))
    }
    #expect(throws: BillingError.self) {
      try RevenueNeutralScaling.solve(required: Money(micros: 5_000_000), bills: bill)
    }
    let normal = try FairnessFixtures.study(seed: 1)
    let negative = { (factor: Double) throws(BillingError) in
      try normal.bills(.volumetric, factor: factor)
    }
    #expect(throws: BillingError.self) {
      try RevenueNeutralScaling.solve(required: Money(micros: -5), bills: negative)
    }
    #expect(throws: BillingError.self) { try plan.scalingNetworkCharges(by: .nan) }
    #expect(throws: BillingError.self) { try plan.scalingNetworkCharges(by: -1) }
  }

  @Test("Only what is owed to the distribution company is scaled")
  func scaledPlan() throws {
    var plan = FairnessFixtures.plan()
    plan.fixed = [
      FixedCharge("meter", party: .distributionCompany, price: FairnessFixtures.price(3)),
      FixedCharge("service", price: FairnessFixtures.price(5)),
    ]
    let scaled = try plan.scalingNetworkCharges(by: 2)
    #expect(scaled.energy[0][0].prices.map(\.nanos) == [200_000_000, 200_000_000, 50_000_000])
    #expect(scaled.fixed.map(\.price.nanos) == [6_000_000_000, 5_000_000_000])
    #expect(try plan.scalingNetworkCharges(by: 1) == plan)
  }
}
