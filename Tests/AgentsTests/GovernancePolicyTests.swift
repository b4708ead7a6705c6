import Agents
import Foundation
import Parameters
import Testing

/// The values of a section of a scenario file.
func values(_ values: [String: Double], texts: [String: String] = [:]) -> ParameterValues {
  ParameterValues(
    values.mapValues { .number($0) }.merging(texts.mapValues { .text($0) }) { $1 })
}

@Suite("Policies of members")
struct GovernancePolicyTests {
  @Test("The value of a kilowatt is the discounted gain over the life of the plant")
  func value() throws {
    var policy = values([
      "discountRate": 0.1, "usableShare": 1, "upkeep": 100,
    ])
    policy.values["plantLife"] = .integer(2)
    // (500 − 100)/1.1 + (500 − 100)/1.21
    let plain = try FundingPolicy(policy).value(yield: 1000, creditValue: 0.5)
    #expect(abs(plain - 694.214_876_033_058) < 1e-9)
    // 500/1.1 + 550/1.21 − 100/1.1 − 100/1.21
    policy.values["valueGrowth"] = .number(0.1)
    let growing = try FundingPolicy(policy).value(yield: 1000, creditValue: 0.5)
    #expect(abs(growing - 735.537_190_082_645) < 1e-9)
    // Nine tenths of the credits are used: 0.9 · 909.0909 − 173.5537.
    policy.values["usableShare"] = .number(0.9)
    let expiring = try FundingPolicy(policy).value(yield: 1000, creditValue: 0.5)
    #expect(abs(expiring - 644.628_099_173_554) < 1e-9)
  }

  @Test("The value of a token is the cost of a kilowatt over one more than the price of quota")
  func tokenValue() {
    #expect(FundingPolicy.tokenValue(cost: 5000, quotaPrice: 1) == 2500)
    #expect(FundingPolicy.tokenValue(cost: 5000, quotaPrice: 3) == 1250)
    #expect(FundingPolicy.tokenValue(cost: 5000, quotaPrice: 0) == 5000)
    #expect(FundingPolicy.tokenValue(cost: 5000, quotaPrice: -2) == 5000)
  }

  @Test("A bid is bounded by the budget, by what is wanted and by what remains")
  func bid() throws {
    let policy = try FundingPolicy(values(["coverage": 0.9, "hurdle": 0.3]))
    let want = policy.want(consumption: 3600, credits: 1500, yield: 1500)
    #expect(abs(want - 1.16) < 1e-12)
    func bid(_ budget: Double, _ remaining: Int64) -> Int64 {
      policy.bid(
        want: 1.16, cost: 5000, budget: budget, remaining: remaining, minimumOffer: 100)
    }
    #expect(bid(9000, 40_000) == 5800)
    #expect(bid(3000.7, 40_000) == 3000)
    #expect(bid(9000, 4000) == 4000)
    #expect(bid(99, 4000) == 0, "below the least offer")
    #expect(bid(99, 50) == 50, "the last slot may be below the least offer")
    #expect(bid(40, 50) == 0)
    #expect(bid(-10, 50) == 0)
    #expect(bid(9000, 0) == 0)
    #expect(policy.bid(want: -1, cost: 5000, budget: 1, remaining: 9, minimumOffer: 1) == 0)
    #expect(policy.want(consumption: 3600, credits: 0, yield: 0) == 0)
  }

  @Test("A plant is worth it from the hurdle on")
  func hurdle() throws {
    let funding = try FundingPolicy(values(["hurdle": 0.25]))
    #expect(funding.isWorthwhile(value: 3750, tokenValue: 2500, cost: 5000))
    #expect(!funding.isWorthwhile(value: 3749, tokenValue: 2500, cost: 5000))
    let voting = try VotingPolicy(values(["hurdle": 0.5]))
    #expect(voting.isWorthwhile(value: 5000, tokenValue: 2500, cost: 5000))
    #expect(!voting.isWorthwhile(value: 4999, tokenValue: 2500, cost: 5000))
  }

  @Test("Applying is worth it above the threshold, and likelier among members")
  func admission() throws {
    // 0.15 · 3600 kWh · 0.95 = 513 a year, less 100 of hassle.
    func isWorth(_ threshold: Double) throws -> Bool {
      try AdmissionPolicy(
        values(["expectedSaving": 0.15, "hassle": 100, "threshold": threshold])
      ).isWorthApplying(consumption: 3600, creditValue: 0.95)
    }
    #expect(try isWorth(412))
    #expect(try !isWorth(414))
    let policy = try AdmissionPolicy(values(["rate": 0.5, "neighbourEffect": 3]))
    #expect(policy.rate(memberShare: 0) == 0.5)
    #expect(policy.rate(memberShare: 0.5) == 1.25)
    #expect(policy.rate(memberShare: 1) == 2)
  }

  @Test("A proposal covers a share of the deficit that the members can pay")
  func proposal() throws {
    let policy = try ProposalPolicy(
      values([
        "trigger": 0.2, "deficitShare": 0.6, "payment": 2500, "referenceCost": 5000,
        "referenceCapacity": 20_000, "scaleExponent": 0.06, "minimumCapacity": 2000,
        "maximumCapacity": 100_000, "retreat": 0.6,
      ]))
    func size(
      _ deficit: Double, members: Int, failures: Int = 0, limit: Int64 = 5_000_000
    ) -> Int64? {
      policy.capacity(
        load: 36_000, deficit: deficit, yield: 1500, memberCount: members, failures: failures,
        limit: limit)
    }
    // 36 000 kWh · 0.6 / 1500 kWh/kW = 14.4 kW.
    #expect(size(36_000, members: 100) == 14_400)
    // Ten members pay 25 000: 14.4 kW · 25 000 / (14.4 · 5000 · 0.72^−0.06) = 4.90 kW.
    #expect(size(36_000, members: 10) == 4900)
    #expect(size(36_000, members: 10, failures: 1) == 2900)
    #expect(size(36_000, members: 10, failures: 9) == 2000, "the least capacity")
    #expect(size(36_000, members: 100, limit: 1234) == 1200)
    #expect(size(36_000, members: 100, limit: 7) == 7)
    #expect(size(7000, members: 100) == nil, "below the trigger")
    #expect(size(-5, members: 100) == nil)
  }

  @Test("Costs per kilowatt fall with the size by the scaling law", arguments: 1...60)
  func economiesOfScale(size: Int) throws {
    let policy = try ProposalPolicy(
      values(["referenceCost": 5000, "referenceCapacity": 20_000, "scaleExponent": 0.15]))
    let watts = Double(size * size * 37)
    let expected = 5000 * pow(watts / 20_000, -0.15)
    #expect(abs(policy.costPerKilowatt(capacity: watts) / expected - 1) < 1e-14)
    let cost = policy.cost(capacity: Int64(watts))
    #expect(abs(Double(cost) - watts / 1000 * expected) <= 0.5 + 1e-6)
  }

  @Test("Surplus quota is sold and missing quota bought")
  func surplus() throws {
    let policy = try QuotaTradePolicy(
      values(["bankedYears": 0.5, "surplusShare": 0.05, "deficitShare": 0.1]))
    func surplus(_ credits: Double, bank: Double = 0) -> Double {
      policy.surplus(
        consumption: 3600, credits: credits, bank: bank, coverage: 0.9, yield: 1500)
    }
    #expect(abs(surplus(4500) - 0.84) < 1e-12, "(4500 − 3240) / 1500")
    #expect(abs(surplus(4500, bank: 2000) - 0.84) < 1e-12)
    #expect(abs(surplus(3000, bank: 2000) - 200.0 / 1500) < 1e-12, "the bank above 1800 kWh")
    #expect(surplus(100, bank: 9000) == 100.0 / 1500, "no more than there is")
    #expect(surplus(3000) == 0)
    #expect(surplus(3300) == 0)
    #expect(abs(surplus(1500) + 1.16) < 1e-12, "(1500 − 3240) / 1500")
  }

  @Test("Limit prices follow from the values of quota and of tokens")
  func limitPrices() throws {
    let policy = try QuotaTradePolicy(
      values([
        "surplusValue": 0.2, "margin": 0.02, "impatience": 0.2, "minimumPrice": 0.1,
        "maximumPrice": 10,
      ]))
    #expect(abs(policy.ask(value: 9000, tokenValue: 2500) - 0.74) < 1e-12)
    #expect(abs(policy.bid(value: 9000, tokenValue: 2500, quotaPrice: 1) - 1.18) < 1e-12)
    #expect(abs(policy.bid(value: 2000, tokenValue: 2500, quotaPrice: 1) - 0.78) < 1e-12)
    #expect(policy.ask(value: 9e9, tokenValue: 1) == 10)
    #expect(policy.bid(value: -9, tokenValue: 1, quotaPrice: 1) == 0.1)
  }

  @Test("A shock lowers a bid, or withdraws it when too little is left")
  func shock() throws {
    let policy = try BidChangePolicy(values(["shockShare": 0.5]))
    #expect(policy.loweredBid(1000, minimumOffer: 100) == 500)
    #expect(policy.loweredBid(150, minimumOffer: 100) == 0)
  }

  @Test("Acts stay inside their window", arguments: [ActTiming.early, .uniform, .late])
  func timing(timing: ActTiming) {
    for step in 0..<100 {
      let time = timing.time(Double(step) / 100, from: 1000, through: 1100)
      #expect((1001...1100).contains(time))
    }
    #expect(timing.time(0.5, from: 7, through: 7) == 7)
    #expect(timing.time(0.5, from: .min, through: .max) == .min)
    for draw in [0, 0.5, 1 - 0x1p-53] {
      #expect(timing.time(draw, from: 5, through: .max) > 5, "no end is too late")
    }
    let expected: Int64 =
      switch timing {
      case .early: 1026
      case .uniform: 1051
      case .late: 1076
      }
    #expect(timing.time(0.5, from: 1000, through: 1100) == expected)
  }

  @Test("Every parameter has a default inside its range and a line of documentation")
  func parameterSets() throws {
    let sets =
      GovernancePolicies.parameterSet.parameters.compactMap { parameter -> ParameterSet? in
        guard case .section(let set) = parameter.kind else { return nil }
        return set
      } + [QuotaMarket.parameterSet]
    #expect(sets.count == 8)
    for parameter in sets.flatMap(\.parameters) {
      #expect(parameter.defaultValue != nil, "\(parameter.name)")
      #expect(parameter.documentation.hasSuffix("."), "\(parameter.name)")
      if case .number(let value)? = parameter.defaultValue {
        #expect(value >= parameter.minimum ?? -.infinity, "\(parameter.name)")
        #expect(value <= parameter.maximum ?? .infinity, "\(parameter.name)")
      }
    }
    let plain = try GovernancePolicies(ParameterValues([:]))
    #expect(plain.voting.turnout == 0.75)
  }

  @Test("Limits that contradict each other are refused")
  func contradictions() {
    #expect(throws: ParameterError.self) {
      try ProposalPolicy(values(["minimumCapacity": 9000, "maximumCapacity": 8000]))
    }
    #expect(throws: ParameterError.self) {
      try ProposalPolicy(values(["minimumTimeToMarket": 9e9]))
    }
    #expect(throws: ParameterError.self) {
      try QuotaTradePolicy(values(["minimumPrice": 5, "maximumPrice": 2]))
    }
  }
}
