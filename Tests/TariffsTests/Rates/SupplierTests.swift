import Quantities
import Tariffs
import Testing

struct SupplierTests {
  private static func price(_ units: Double) -> UnitPrice { UnitPrice(rounding: units) }

  private static var network: RatePlan {
    var plan = RatePlan(
      name: "B1", currency: "BRL",
      components: [
        RateComponent("TE", party: .retailer), RateComponent("TUSD", party: .distributionCompany),
      ], energy: [[EnergyTier(prices: [price(0.3), price(0.7)])]])
    plan.fixed = [FixedCharge("standing charge", price: price(9))]
    return plan
  }

  private static var supplier: RatePlan {
    get throws {
      let schedule = try PeriodSchedule(
        windows: [PeriodWindow("peak", minutes: 1080..<1260)], otherwise: "off-peak")
      return RatePlan(
        name: "green", currency: "BRL", components: [RateComponent("energy", party: .retailer)],
        periods: schedule,
        energy: schedule.names.map {
          [
            EnergyTier(
              prices: [Self.price($0 == "peak" ? 0.5 : 0.2)], exportPrice: Self.price(0.1))
          ]
        })
    }
  }

  @Test("Another supplier's prices take the place of the retailer's; the network's stay")
  func joins() throws {
    let plan = try Self.network.supplied(by: Self.supplier)
    #expect(plan.components.map(\.name) == ["energy", "TUSD"])
    #expect(Set(plan.periods.names) == ["peak", "off-peak"])
    for (name, tiers) in zip(plan.periods.names, plan.energy) {
      #expect(tiers.count == 1)
      #expect(tiers[0].prices == [Self.price(name == "peak" ? 0.5 : 0.2), Self.price(0.7)])
      #expect(tiers[0].exportPrice == Self.price(0.1))
    }
    #expect(plan.fixed.isEmpty)
    for minute in [0, 1079, 1080, 1259, 1260] {
      let moment = TariffMoment(month: 3, dayKind: .holiday, minuteOfDay: minute)
      let name = plan.periods.names[plan.periods.period(at: moment)]
      #expect(name == ((1080..<1260).contains(minute) ? "peak" : "off-peak"))
    }
  }

  @Test("A supplier that charges for the network, or in another currency, is refused")
  func refuses() throws {
    var stranger = try Self.supplier
    stranger.components[0].party = .distributionCompany
    #expect(throws: BillingError.self) { try Self.network.supplied(by: stranger) }
    var foreign = try Self.supplier
    foreign.currency = "EUR"
    let error = #expect(throws: BillingError.self) { try Self.network.supplied(by: foreign) }
    #expect(error?.description.contains("BRL") == true)
  }

  @Test("Two plans with periods of their own have one period for each pair that occurs")
  func pairs() throws {
    var network = Self.network
    network.periods = try PeriodSchedule(
      windows: [PeriodWindow("day", minutes: 360..<1200)], otherwise: "night")
    network.energy = [0.6, 0.9].map { [EnergyTier(prices: [Self.price(0), Self.price($0)])] }
    let plan = try network.supplied(by: Self.supplier)
    #expect(plan.periods.names.count == 4)
    #expect(plan.energy.count == 4)
    let moment = TariffMoment(month: 1, dayKind: .working, minuteOfDay: 1230)
    let period = plan.periods.period(at: moment)
    #expect(plan.periods.names[period] == "night / peak")
    #expect(plan.energy[period][0].prices[0] == Self.price(0.5))
  }
}
