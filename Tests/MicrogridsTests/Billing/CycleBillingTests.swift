import Accounting
import Quantities
import Scenarios
import Tariffs
import Testing

/// Tariffs that look at a whole billing cycle, in runs of a few months.
struct CycleBillingTests {
  /// Makes a tariff one of whole cycles without changing what is due.
  private static func billByCycle(_ scenario: inout Scenario) {
    scenario.tariffs[0].plan.minimum = .energyAmount(
      UnitPrice(nanos: 0), span: .month, party: .retailer)
  }

  private func sum(_ run: BilledRun, _ kinds: PostingKind...) -> Double {
    run.lines.filter { line in kinds.contains { Int64($0.rawValue) == line.kind } }
      .reduce(0) { $0 + $1.amount }
  }

  @Test(
    "A bill at the cycle's end is the sum of its intervals, with and without a local market",
    arguments: [BilledMicrogrid.flat, BilledMicrogrid.timeOfUse],
    ["kind: none", "kind: uniform-price-double-auction"])
  func cyclesAreIntervals(tariff: String, market: String) throws {
    var microgrid = BilledMicrogrid(market: market, tariff: tariff)
    let byInterval = try microgrid.run()
    microgrid.change = Self.billByCycle
    #expect(try !microgrid.scenario().tariffs[0].plan.isSettledByInterval)
    let byCycle = try microgrid.run()
    #expect(byInterval.bought == byCycle.bought)
    #expect((byInterval.bought.max() ?? 0 > 0) == (market != "kind: none"))
    for (first, second) in zip(byInterval.bills, byCycle.bills) {
      // Ties of a line may fall to either side.
      #expect(abs(first - second) < 5e-6)
    }
    for (first, second) in zip(byInterval.savings, byCycle.savings) {
      #expect(abs(first - second) < 1e-4)
    }
    for (name, balance) in byInterval.balances {
      #expect(abs(balance - (byCycle.balances[name] ?? .nan)) < 2e-5, "\(name)")
    }
  }

  @Test(
    "A tariff of blocks with demand, days and a minimum is billed as the pipeline bills the meters")
  func blocksAndDemand() throws {
    var microgrid = BilledMicrogrid(tariff: BilledMicrogrid.timeOfUse)
    // The last month is a partial one.
    microgrid.end = "2016-03-11"
    microgrid.change = { scenario in
      var plan = scenario.tariffs[0].plan
      plan.energy = plan.energy.map { tiers in
        [
          EnergyTier(
            limit: 150_000_000, prices: tiers[0].prices, exportPrice: tiers[0].exportPrice),
          EnergyTier(
            prices: tiers[0].prices.map { UnitPrice(nanos: $0.nanos * 3 / 2 + 7) },
            exportPrice: tiers[0].exportPrice),
        ]
      }
      var demand = DemandCharge(
        "demand", tiers: [[DemandTier(price: UnitPrice(nanos: 11_250_000_000))]])
      demand.ratchet = DemandRatchet(share: 800_000, lookbackCycles: 11)
      plan.demand = [demand]
      plan.fixed = [FixedCharge("meter", price: UnitPrice(nanos: 123_456_789), span: .day)]
      plan.minimum = .amount(
        UnitPrice(nanos: 150_000_000_000), span: .month, party: .distributionCompany)
      scenario.tariffs[0].plan = plan
    }
    let run = try microgrid.run()
    run.expectLines(of: try run.billed())
    #expect(run.lines.contains { $0.tier == 2 })
    #expect(sum(run, .demandCharge) > 0 && sum(run, .minimumCharge) > 0)
    // Demand goes to the distribution company.
    let wires = run.lines.filter { $0.component == "wires" }.reduce(0) { $0 + $1.amount }
    #expect(
      abs(
        (run.balances["distribution company"] ?? .nan)
          - (wires + sum(run, .demandCharge, .minimumCharge))) < 1e-6)
    // The energy of the bills is that of the meters.
    let billed = run.lines.filter { $0.component == "wires" }.reduce(0) { $0 + $1.quantity }
    let metered = run.meters.reduce(0) { $0 + $1.imported.reduce(0, +) }
    #expect(abs(billed - Double(metered) / 1e6) < 1e-6)
    #expect(run.savings.allSatisfy { abs($0) < 1e-6 })
  }

  @Test("Credits of net metering are carried from month to month, and some components stay due")
  func netMetering() throws {
    var microgrid = BilledMicrogrid(tariff: BilledMicrogrid.timeOfUse)
    microgrid.change = { scenario in
      scenario.tariffs[0].plan.exports.kind = .netMetering
      scenario.tariffs[0].plan.exports.window = .cycleByPeriod
      scenario.tariffs[0].plan.exports.credits.lifeCycles = 60
      scenario.tariffs[0].plan.exports.credits.retained = [
        RetainedShare(component: 1, fromYear: 2016, millionths: 600_000)
      ]
    }
    let run = try microgrid.run()
    let bills = try run.billed()
    run.expectLines(of: bills)
    #expect(sum(run, .creditCompensation) < 0 && sum(run, .retainedCharge) > 0)
    #expect(sum(run, .exportCredit) == 0)
    #expect(bills[0].contains { $0.creditBalance > 0 })
  }

  @Test("Taxes are a part of each line and go to the state")
  func taxes() throws {
    var microgrid = BilledMicrogrid()
    microgrid.change = { scenario in
      scenario.tariffs[0].plan.taxes.method = .insideEach
      scenario.tariffs[0].plan.taxes.taxes = [
        Tax("ICMS", rateMillionths: 200_000, group: 0),
        Tax("PIS/COFINS", rateMillionths: 92_500, group: 1),
      ]
    }
    let run = try microgrid.run()
    run.expectLines(of: try run.billed())
    let tax = run.lines.reduce(0) { $0 + $1.tax }
    #expect(tax > 0)
    #expect(abs((run.balances["government"] ?? .nan) - tax) < 1e-6)
    #expect((run.balances["auctioneer"] ?? .nan) == 0)
  }

  @Test("Whoever buys all and sells all is billed for load and generation behind the meter")
  func buyAllSellAll() throws {
    var microgrid = BilledMicrogrid()
    microgrid.change = { $0.tariffs[0].plan.exports.kind = .buyAllSellAll }
    let run = try microgrid.run()
    let plain = try BilledMicrogrid().run()
    // Alice pays 0.30 − 0.08 for each kilowatt-hour that she uses of her own.
    func sold(_ run: BilledRun, _ kind: PostingKind) -> Double {
      run.lines.filter { $0.member == 0 && $0.kind == Int64(kind.rawValue) }.reduce(0) {
        $0 + abs($1.quantity)
      }
    }
    let ownUse = sold(run, .exportCredit) - sold(plain, .supplierExport)
    #expect(ownUse > 100)
    #expect(abs(run.bills[0] - plain.bills[0] - 0.22 * ownUse) < 1e-4)
    #expect(abs(run.bills[1] - plain.bills[1]) < 1e-5)
  }

  @Test(
    "Real-time prices are billed by the interval, and members trade only where they exceed feed-in")
  func realTimePrices() throws {
    var microgrid = BilledMicrogrid(market: "kind: uniform-price-double-auction")
    microgrid.end = "2016-02-01"
    let hours = 31 * 24
    // Every second day local energy is worth less than feed-in pays.
    let prices = (0..<hours).map {
      UnitPrice(nanos: ($0 / 24).isMultiple(of: 2) ? 250_000_000 : 10_000_000)
    }
    microgrid.change = { scenario in
      var plan = scenario.tariffs[0].plan
      plan.components = [plan.components[0]]
      plan.energy = [
        [
          EnergyTier(
            prices: [UnitPrice(nanos: 50_000_000)], exportPrice: UnitPrice(nanos: 80_000_000))
        ]
      ]
      plan.adders = [
        EnergyAdder(
          "spot price",
          times: .series(
            PriceSeries(
              start: scenario.time.start, intervalNanoseconds: 3_600_000_000_000, prices: prices)))
      ]
      scenario.tariffs[0].plan = plan
    }
    let run = try microgrid.run()
    var (dear, cheap, residualCost) = (0.0, 0.0, 0.0)
    for interval in 0..<hours {
      let bought = run.bought[2 * interval + 1]
      if (interval / 24).isMultiple(of: 2) { dear += bought } else { cheap += bought }
      let residual = Double(run.meters[1].imported[interval]) / 1e6 - bought
      residualCost += residual * prices[interval].units
    }
    #expect(dear > 10 && cheap == 0)
    let adders = run.lines.filter { $0.member == 1 && $0.component == "spot price" }
    #expect(adders.count == 1)
    #expect(abs((adders.first?.amount ?? .nan) - residualCost) < 1e-5)
  }

  @Test("Members who share generation are billed together")
  func sharing() throws {
    var microgrid = BilledMicrogrid()
    microgrid.sharing = """
      sharing:
        - kind: shared-generation
          members: [{name: alice}, {name: bob}]
          plants: [alice]
          price: 0.12 EUR/kWh
          window: 1 h
      """
    let run = try microgrid.run()
    var states = [BillingState(), BillingState()]
    let bills = try CommunityBilling(
      plans: run.scenario.tariffs.map(\.plan), planOfMember: [0, 0],
      memberNames: ["alice", "bob"], on: run.grid(), sharing: run.scenario.sharing
    ).bills(for: run.meters, states: &states)
    run.expectLines(of: bills)
    #expect(run.lines.contains { $0.kind == Int64(PostingKind.sharedEnergy.rawValue) })
    #expect(run.balances["auctioneer"] == 0)
    // Both gain against the tariff alone: the price lies between feed-in and the retail price.
    #expect(run.savings.allSatisfy { $0 > 0 })
  }

  @Test(
    "A rule that names no member, and a tariff that ends inside the horizon, are told at their places"
  )
  func faults() throws {
    var microgrid = BilledMicrogrid()
    microgrid.sharing =
      "sharing: [{kind: shared-generation, members: [{name: alice}, {name: bbo}]}]"
    let stranger = #expect(throws: ScenarioError.self) { try microgrid.scenario() }
    #expect(stranger?.description.contains("there is no such member") == true)
    let ending = BilledMicrogrid(
      tariff: """
        kind: rate-plan
            validUntil: 2016-03-31
            components: [{name: energy, party: retailer}]
            energy: [{prices: [0.2 EUR/kWh]}]
        """)
    let ended = #expect(throws: ScenarioError.self) { try ending.scenario() }
    #expect(
      ended?.description.contains(
        "the tariff 'household' is no longer in force from 2016-03-31 on, but the horizon lasts to "
          + "2016-03-31.") == true, "\(String(describing: ended))")
  }
}
