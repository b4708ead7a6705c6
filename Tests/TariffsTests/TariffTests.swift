import Parameters
import Quantities
import Tariffs
import Testing

struct TariffTests {
  static func component(
    _ name: String, _ party: String, _ price: Double, localShare: Double = 0,
    prices: [(String, Double)] = []
  ) -> ParameterValues {
    ParameterValues([
      "name": .text(name), "party": .text(party), "price": .number(price),
      "localTradeShare": .number(localShare),
      "prices": .list(
        prices.map { ParameterValues(["period": .text($0.0), "price": .number($0.1)]) }),
    ])
  }

  static let flat: ParameterValues = ParameterValues([
    "components": .list([
      component("energy", "retailer", 0.09),
      component("network", "distribution-company", 0.07, localShare: 0.5),
      component("taxes", "government", 0.12, localShare: 0.25),
    ]),
    "exportPrice": .number(0.08), "standingCharge": .number(9.5),
  ])

  @Test("A flat price is the sum of its components, and local trades owe their share of each")
  func flatTariff() throws {
    let plan = try FlatTariff(Self.flat).plan(named: "home", TariffInputs(currency: "EUR"))
    #expect(plan.name == "home" && plan.currency == "EUR")
    #expect(plan.importPrice(inPeriod: 0) == UnitPrice(nanos: 280_000_000))
    #expect(plan.localCharges(inPeriod: 0).microsPerKilowattHour == 65_000)
    #expect(plan.exportPrice(inPeriod: 0) == UnitPrice(nanos: 80_000_000))
    #expect(plan.fixed == [FixedCharge("standing charge", price: UnitPrice(nanos: 9_500_000_000))])
    #expect(plan.components.map(\.party) == [.retailer, .distributionCompany, .government])
    #expect(plan.isSettledByInterval)
  }

  static func timeOfUse(windows: [(String, String, Int64, Int64)]) throws -> RatePlan {
    try TimeOfUseTariff(
      ParameterValues([
        "otherwise": .text("off-peak"),
        "windows": .list(
          windows.map {
            ParameterValues([
              "period": .text($0.0), "days": .text($0.1), "from": .integer($0.2),
              "to": .integer($0.3),
            ])
          }),
        "components": .list([
          component("energy", "retailer", 0.56, prices: [("peak", 1.44), ("shoulder", 0.88)])
        ]),
        "exportPrice": .number(0.1), "standingCharge": .number(0),
      ])
    ).plan(named: "white", TariffInputs(currency: "BRL"))
  }

  /// The hours of a Brazilian white tariff with half-hour boundaries.
  static let branca: [(String, String, Int64, Int64)] = [
    ("peak", "working", 1050, 1230), ("shoulder", "working", 990, 1050),
    ("shoulder", "working", 1230, 1290),
  ]

  struct Moment: CustomStringConvertible {
    let kind: DayKind
    let minute: Int
    let period: String
    var description: String { "\(kind) \(minute)" }
  }

  static let moments = [
    Moment(kind: .working, minute: 989, period: "off-peak"),
    Moment(kind: .working, minute: 990, period: "shoulder"),
    Moment(kind: .working, minute: 1049, period: "shoulder"),
    Moment(kind: .working, minute: 1050, period: "peak"),
    Moment(kind: .working, minute: 1229, period: "peak"),
    Moment(kind: .working, minute: 1230, period: "shoulder"),
    Moment(kind: .working, minute: 1290, period: "off-peak"),
    Moment(kind: .saturday, minute: 1100, period: "off-peak"),
    Moment(kind: .sunday, minute: 1100, period: "off-peak"),
    Moment(kind: .holiday, minute: 1100, period: "off-peak"),
  ]

  @Test("Windows are half-open and closed on holidays", arguments: moments)
  func windows(moment: Moment) throws {
    let tariff = try Self.timeOfUse(windows: Self.branca)
    let period = tariff.periods.period(
      at: TariffMoment(month: 1, dayKind: moment.kind, minuteOfDay: moment.minute))
    #expect(tariff.periods.names[period] == moment.period)
  }

  @Test("Each period has its price, and the rest the price of the component")
  func pricesByPeriod() throws {
    let tariff = try Self.timeOfUse(windows: Self.branca)
    let prices = Dictionary(
      uniqueKeysWithValues: tariff.periods.names.indices.map {
        (tariff.periods.names[$0], tariff.importPrice(inPeriod: $0).nanos)
      })
    #expect(prices["off-peak"] == 560_000_000)
    #expect(prices["shoulder"] == 880_000_000)
    #expect(prices["peak"] == 1_440_000_000)
    #expect(Set(tariff.periods.boundaryMinutes) == [990, 1050, 1230, 1290])
  }

  @Test("A window that ends before it begins, and a price for no period, are refused")
  func contradictionsAreRefused() {
    #expect(throws: ParameterError.self) {
      try Self.timeOfUse(windows: [("peak", "all", 1230, 1050), ("shoulder", "all", 0, 5)])
    }
    #expect(throws: ParameterError.self) { try Self.timeOfUse(windows: []) }
  }

  @Test("Windows of different periods that overlap are refused, and both are named")
  func overlapsAreRefused() {
    let windows: [(String, String, Int64, Int64)] = [
      ("shoulder", "all", 960, 1050), ("shoulder", "working", 1000, 1050),
      ("peak", "working", 1020, 1200),
    ]
    let error = #expect(throws: ParameterError.self) { try Self.timeOfUse(windows: windows) }
    #expect(
      error?.message == "must not overlap, but window 1 ('shoulder', 16:00 to 17:30, all days) and "
        + "window 3 ('peak', 17:00 to 20:00, working days) do")
  }

  @Test("Windows of different kinds of day may lie at the same hours")
  func kindsOfDayDoNotOverlap() throws {
    let plan = try Self.timeOfUse(windows: [
      ("peak", "working", 1000, 1100), ("shoulder", "non-working", 1050, 1150),
    ])
    let period = { (kind: DayKind, minute: Int) in
      plan.periods.names[
        plan.periods.period(at: TariffMoment(month: 7, dayKind: kind, minuteOfDay: minute))]
    }
    #expect(period(.working, 1075) == "peak" && period(.sunday, 1075) == "shoulder")
    #expect(period(.working, 1125) == "off-peak" && period(.holiday, 1125) == "shoulder")
  }

  @Test("What looks at a whole billing cycle is not settled by the interval")
  func intervalSettlement() throws {
    let plan = try Self.timeOfUse(windows: Self.branca)
    #expect(plan.isSettledByInterval)
    let changes: [(inout RatePlan) -> Void] = [
      { $0.exports.kind = .netMetering },
      { $0.exports.window = .cycle },
      { $0.exports.money = .lapses },
      { $0.minimum = .energy(30_000_000, appliesTo: .billed) },
      { $0.taxes.taxes = [Tax("ICMS", rateMillionths: 200_000, group: 0)] },
      { $0.rounding.decimals = 2 },
      { $0.energy[1].append($0.energy[1][0]) },
      { $0.energy.removeLast() },
      { $0.demand = [DemandCharge("demand", tiers: [])] },
      { $0.adders = [EnergyAdder("flag", times: .months([]))] },
      { $0.fixed = [FixedCharge("meter", price: UnitPrice(nanos: 1), span: .day)] },
    ]
    for change in changes {
      var changed = plan
      change(&changed)
      #expect(!changed.isSettledByInterval)
    }
  }
}
