import JSONReading
import Parameters
import Quantities
import Tariffs
import Testing

/// Rates of the Utility Rate Database as rate plans.
struct URDBPlanTests {
  static func plan(
    _ more: String = "", structure: String = "[[{\"rate\": 0.1}]]",
    _ change: (inout URDBOptions) -> Void = { _ in }
  ) throws -> RatePlan {
    var options = URDBOptions()
    change(&options)
    return try URDBRate.read(URDBReadingTests.rate(more, structure: structure), named: "r")
      .plan(options)
  }

  static func differences(_ plan: RatePlan) -> [String] {
    plan.metadata.filter { $0.name == URDBRate.differenceName }.map(\.text)
  }

  static let always = "[0,0,0,0,0,0,0,0,0,0,0,0]"

  static func flat(_ tiers: String, unit: String) -> String {
    ", \"flatdemandstructure\": [\(tiers)], \"flatdemandmonths\": \(always), "
      + "\"flatdemandunit\": \"\(unit)\""
  }

  @Test("The price of energy is rate and adjustment; the unit of the limits is the tier basis")
  func energy() throws {
    let plan = try Self.plan(
      structure: """
        [[{"rate": 0.1, "adj": 0.02, "max": 5.5, "unit": "kWh/kW daily", "sell": 0.03},
          {"rate": 0.123456789, "unit": "kWh/kW daily"}]]
        """)
    #expect(plan.tierBasis == .energyOfDayPerPeak)
    let (first, second) = (plan.energy[0][0], plan.energy[0][1])
    #expect(first.limit == 5_500_000 && first.prices == [UnitPrice(nanos: 120_000_000)])
    #expect(first.exportPrice == UnitPrice(nanos: 30_000_000))
    #expect(second.limit == nil && second.prices == [UnitPrice(nanos: 123_456_789)])
    #expect(second.exportPrice == UnitPrice(nanos: 0))
  }

  @Test("Tiers that count different things cannot be one plan")
  func mixedUnits() {
    #expect(throws: URDBPlanError.self) {
      try Self.plan(
        structure: """
          [[{"max": 5, "unit": "kWh"}, {"max": 9, "unit": "kWh/kW"}, {"unit": "kWh/kW"}]]
          """)
    }
  }

  @Test("A horsepower is 746 W, and a kVA so many kW as the power factor says")
  func demandUnits() throws {
    let tiers = "[{\"rate\": 7.46, \"max\": 100}, {\"rate\": 2}]"
    let power = try #require(try Self.plan(Self.flat(tiers, unit: "hp daily")).demand.first)
    #expect(power.isDaily && power.tiers[0][0].limit == 74_600_000)
    #expect(power.tiers[0][0].price == UnitPrice(nanos: 10_000_000_000))
    let apparent = try #require(
      try Self.plan(Self.flat(tiers, unit: "kVA")) { $0.powerFactor = 800_000 }.demand.first)
    #expect(!apparent.isDaily && apparent.tiers[0][0].limit == 80_000_000)
    #expect(apparent.tiers[0][1].price == UnitPrice(nanos: 2_500_000_000))
    do {
      _ = try Self.plan(Self.flat(tiers, unit: "kVA"))
      Issue.record("demand in kVA was billed without a power factor")
    } catch let error as URDBPlanError {
      #expect(error.option == "powerFactor" && error.description.contains("kVA"))
    }
  }

  @Test("Reactive demand is billed with a power factor, and named as not billed without one")
  func reactive() throws {
    let more = ", \"demandreactivepowercharge\": 3"
    #expect(try Self.plan(more).demand.isEmpty)
    #expect(Self.differences(try Self.plan(more)).contains { $0.contains("is not billed") })
    // tan(arccos 0.8) = 0.75.
    let plan = try Self.plan(more) { $0.powerFactor = 800_000 }
    #expect(plan.demand.first?.tiers == [[DemandTier(price: UnitPrice(nanos: 2_250_000_000))]])
  }

  @Test("A look-back keeps its share, range and months; the window is that of every charge")
  func ratchets() throws {
    let flat = Self.flat("[{\"rate\": 5}]", unit: "kW") + ", \"demandwindow\": 15"
    let months = "[1,0,0,0,0,0,0,0,0,0,0,0]"
    let plan = try Self.plan(
      flat + ", \"lookbackpercent\": 0.8, \"lookbackrange\": 6, \"lookbackmonths\": \(months)")
    let ratchet = try #require(plan.demand[0].ratchet)
    #expect(ratchet.lookbackCycles == 6 && ratchet.sharesOfOrigin && ratchet.spansPeriods)
    #expect(ratchet.shares == [800_000] + Array(repeating: 0, count: 11))
    #expect(plan.demand[0].windowMinutes == 15)
    let shares = "[0.35,0.35,0.35,0.35,0.35,0.35,0.35,0.35,0.35,0.35,0.35,0.5]"
    let other = try Self.plan(flat + ", \"demandratchetpercentage\": \(shares)").demand[0].ratchet
    #expect(other?.shares == Array(repeating: 350_000, count: 11) + [500_000])
    #expect(other?.lookbackCycles == 11)
  }

  @Test("Coincident demand is measured in the hours that have a price alone")
  func coincident() throws {
    let hours = URDBReadingTests.year.replacing("[[0,", with: "[[1,")
    let plan = try Self.plan(
      ", \"coincidentratestructure\": [[{\"rate\": 0}],[{\"rate\": 4}]], "
        + "\"coincidentrateschedule\": \(hours)")
    #expect(plan.demand.count == 1 && plan.demand[0].unmeasured == [0])
    #expect(Self.differences(plan).contains { $0.contains("coincident demand") })
  }

  @Test("Fixed and minimum charges keep their spans; a day is 12/365 of a month")
  func charges() throws {
    let daily = try Self.plan(
      ", \"fixedchargefirstmeter\": 1.2, \"fixedchargeeaaddl\": 0.12, "
        + "\"fixedchargeunits\": \"$/day\", \"mincharge\": 240, \"minchargeunits\": \"$/year\"")
    #expect(daily.fixed[0].span == .month && daily.fixed[0].price.nanos == 36_500_000_000)
    #expect(daily.fixed[0].furtherMeterPrice.nanos == 3_650_000_000)
    #expect(
      daily.minimum
        == .amount(UnitPrice(nanos: 240_000_000_000), span: .year, party: .retailer))
    let former = try Self.plan(
      ", \"fixedmonthlycharge\": 275, \"minmonthlycharge\": 30, \"servicetype\": \"Delivery\"")
    #expect(former.fixed[0].price.nanos == 275_000_000_000)
    #expect(
      former.minimum
        == .amount(
          UnitPrice(nanos: 30_000_000_000), span: .month, party: .distributionCompany))
    let meters = try Self.plan(
      ", \"fixedchargefirstmeter\": 10, \"fixedchargeeaaddl\": 4"
    ) { $0.meters = 3 }
    #expect(meters.fixed[0].price.nanos == 18_000_000_000)
  }

  @Test("What a rate says about generation is its export scheme; the caller's goes first")
  func exportSchemes() throws {
    func scheme(_ rules: String) throws -> ExportScheme {
      try Self.plan(", \"dgrules\": \"\(rules)\"").exports
    }
    #expect(try scheme("Net Metering").kind == .netMetering)
    #expect(try scheme("Net Billing Instantaneous").kind == .netPurchaseAndSale)
    #expect(try scheme("Net Billing Hourly").window == .minutes(60))
    #expect(try scheme("Buy All Sell All").kind == .buyAllSellAll)
    let silent = try Self.plan()
    #expect(silent.exports.kind == .netMetering)
    #expect(Self.differences(silent).contains { $0.contains("net-metering") })
    #expect(try Self.plan(", \"usenetmetering\": false").exports.kind == .netPurchaseAndSale)
    let chosen = try Self.plan(", \"dgrules\": \"Net Metering\"") {
      $0.exportScheme = .netBillingCarry
    }
    #expect(chosen.exports.money == .creditedNextMonth)
  }

  @Test("A rate is in force from its first to its last day, unless its dates are ignored")
  func dates() throws {
    // 2013-01-01T00:00Z and 2013-10-31T06:00Z.
    let more = ", \"startdate\": 1356998400, \"enddate\": 1383199200"
    let plan = try Self.plan(more)
    #expect(plan.validFrom == CivilDate(year: 2013, month: 1, day: 1))
    #expect(plan.validUntil == CivilDate(year: 2013, month: 11, day: 1))
    let open = try Self.plan(more) { $0.ignoresDates = true }
    #expect(open.validFrom == nil && open.validUntil == nil)
  }

  @Test("Credits follow the time of day when the season changes")
  func creditTransfers() throws {
    let summer = "[\(Array(repeating: "1", count: 24).joined(separator: ","))]"
    let months = (0..<12).map { (5...8).contains($0) ? summer : URDBReadingTests.zeros }
    let year = "[\(months.joined(separator: ","))]"
    let text = String(
      decoding: URDBReadingTests.rate(structure: "[[{\"rate\": 0.1}],[{\"rate\": 0.3}]]"),
      as: UTF8.self
    ).replacing(URDBReadingTests.year, with: year)
    let credits = try URDBRate.read(Array(text.utf8), named: "r").plan().exports.credits
    #expect(credits.periodTransfers[5] == [1, 1])
    #expect(credits.periodTransfers[9] == [0, 0])
    #expect(credits.periodTransfers[6] == [0, 1])
    #expect(try Self.plan().exports.credits.periodTransfers.isEmpty)
  }

  @Test("What is not billed stays in the metadata, and a key that looks mistyped is named")
  func metadata() throws {
    let plan = try Self.plan(
      ", \"utility\": \"Test\", \"energycomments\": \"see sheet\", \"energyratestructur\": 5")
    #expect(plan.provider == "Test")
    #expect(plan.metadata.contains(MetadataEntry("energycomments", "see sheet")))
    #expect(
      Self.differences(plan).contains {
        $0.contains("'energyratestructur' is unknown") && $0.contains("'energyratestructure'")
      })
  }

  @Test("The tariff kind 'urdb' reads its file and hands its options on")
  func kind() throws {
    var inputs = TariffInputs(currency: "CAD")
    inputs.bytes = { (name) throws(ParameterError) in
      name == "rate.json"
        ? URDBReadingTests.rate(Self.flat("[{\"rate\": 2}]", unit: "kVA")) : Array("{".utf8)
    }
    func tariff(_ more: [String: ParameterValue]) throws -> UrdbTariff {
      try UrdbTariff(
        ParameterValues(
          ["file": .text("rate.json"), "meters": .integer(1), "ignoreDates": .boolean(false)]
            .merging(more) { $1 }))
    }
    let plan = try tariff(["powerFactor": .number(0.8), "exportScheme": .text("buy-all-sell-all")])
      .plan(named: "home", inputs)
    #expect(plan.name == "home" && plan.currency == "CAD")
    #expect(plan.exports.kind == .buyAllSellAll)
    #expect(plan.demand[0].tiers[0][0].price.nanos == 2_500_000_000)
    do {
      _ = try tariff([:]).plan(named: "home", inputs)
      Issue.record("a missing power factor was not noticed")
    } catch let error as ParameterError {
      #expect(error.parameter == "powerFactor")
    }
    do {
      _ = try tariff(["file": .text("other.json")]).plan(named: "home", inputs)
      Issue.record("a broken file was not noticed")
    } catch let error as ParameterError {
      #expect(error.parameter == "file" && error.message.contains("other.json:1:2:"))
    }
  }
}
