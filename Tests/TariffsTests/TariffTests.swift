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
    let tariff = try FlatTariff(Self.flat)
    #expect(tariff.importPrice(inPeriod: 0).microsPerKilowattHour == 280_000)
    #expect(tariff.localCharges(inPeriod: 0).microsPerKilowattHour == 65_000)
    #expect(tariff.exportPrices == [EnergyPrice(microsPerKilowattHour: 80_000)])
    #expect(tariff.standingCharge == Money(micros: 9_500_000))
    #expect(tariff.components.map(\.party) == [.retailer, .distributionCompany, .government])
  }

  static func timeOfUse(windows: [(String, String, Int64, Int64)]) throws -> TimeOfUseTariff {
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
      ]))
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
    let period = tariff.period(
      at: TariffMoment(month: 1, dayKind: moment.kind, minuteOfDay: moment.minute))
    #expect(tariff.periodNames[period] == moment.period)
  }

  @Test("Each period has its price, and the rest the price of the component")
  func pricesByPeriod() throws {
    let tariff = try Self.timeOfUse(windows: Self.branca)
    let prices = Dictionary(
      uniqueKeysWithValues: zip(tariff.periodNames, tariff.components[0].prices))
    #expect(prices["off-peak"]?.microsPerKilowattHour == 560_000)
    #expect(prices["shoulder"]?.microsPerKilowattHour == 880_000)
    #expect(prices["peak"]?.microsPerKilowattHour == 1_440_000)
    #expect(Set(tariff.boundaryMinutes) == [990, 1050, 1230, 1290])
  }

  @Test("A window that ends before it begins, and a price for no period, are refused")
  func contradictionsAreRefused() {
    #expect(throws: ParameterError.self) {
      try Self.timeOfUse(windows: [("peak", "all", 1230, 1050), ("shoulder", "all", 0, 5)])
    }
    #expect(throws: ParameterError.self) { try Self.timeOfUse(windows: []) }
  }
}
