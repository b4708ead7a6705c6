import JSONReading
import Parameters
import Quantities
import Tariffs
import Testing

struct GroupATests {
  static func prices(_ te: Double = 0, _ tusd: Double = 0) -> ParameterValue {
    Brazil.list(
      ["off-peak", "peak"].map {
        ["period": .text($0), "te": .number(te), "tusd": .number(tusd)]
      })
  }

  /// Energy in one quarter of an hour that is the mean power of a demand.
  static func bill(_ plan: RatePlan, _ demands: [String: Double]) throws -> Bill {
    try Brazil.bill(plan, 2026, 3, imported: demands.mapValues { $0 / 4 })
  }

  @Test("Green demand is the greater of measured and contracted, with twice the excess beyond 5 %")
  func green() throws {
    let vector = try Vector("br_group_a_demand")
    let plan = try Brazil.groupA([
      "modality": .text("green"), "prices": Self.prices(),
      "contracted": .number(try vector.number("contracted_kw") * 1000),
      "demandPrice": .number(try vector.number("tariff_R$_kW")),
    ])
    for entry in try #require(try vector["cases"].elements) {
      let bill = try Self.bill(plan, ["peak": try entry.number("measured")])
      #expect(bill.amount(.demand, .overrun) == (try entry.number("expected")))
      #expect(bill.units == (try entry.number("expected")))
    }
  }

  @Test("Blue demand is billed in each period by itself")
  func blue() throws {
    let vector = try Vector("br_group_a_demand")
    func number(_ period: String, _ key: String) throws -> Double {
      try vector.number("azul", period, key)
    }
    let plan = try Brazil.groupA([
      "modality": .text("blue"), "prices": Self.prices(), "subgroup": .text("A3"),
      "contractedPeak": .number(try number("ponta", "contracted") * 1000),
      "contractedOffPeak": .number(try number("fora", "contracted") * 1000),
      "demandPricePeak": .number(try number("ponta", "T")),
      "demandPriceOffPeak": .number(try number("fora", "T")),
    ])
    let bill = try Self.bill(
      plan,
      ["peak": try number("ponta", "measured"), "off-peak": try number("fora", "measured")])
    #expect(bill.units == (try vector.number("azul", "expected")))
  }

  static let green: [String: ParameterValue] = [
    "modality": .text("green"), "prices": prices(), "contracted": .number(0),
    "demandPrice": .number(0),
  ]

  @Test("Demand is the mean of 15 minutes on a finer meter, too")
  func window() throws {
    let plan = try Brazil.groupA(
      Self.green.merging(["demandPrice": .number(10)]) { $1 })
    let grid = try Brazil.grid(2026, 3, minutes: 5)
    var meter = MeterSeries(
      imported: Array(repeating: 0, count: grid.count),
      exported: Array(repeating: 0, count: grid.count))
    // 3 kWh in five minutes, alone in its quarter of an hour: 12 kW.
    meter.imported[4] = 3_000_000
    var state = BillingState()
    let bill = try BillingEngine(plan, on: grid).bills(for: meter, state: &state)[0]
    #expect(bill.amount(.demand) == 120)
  }

  @Test("Reactive energy beyond the reference power factor is billed hour by hour")
  func reactive() throws {
    let plan = try Brazil.groupA(
      Self.green.merging(["reactivePrice": .number(0.3)]) { $1 })
    let grid = try Brazil.grid(2026, 3)
    var meter = MeterSeries(
      imported: Array(repeating: 0, count: grid.count),
      exported: Array(repeating: 0, count: grid.count))
    meter.reactive = meter.imported
    // 100 kWh with 75 kvarh: f = 0.8, so 100·(0.92/0.8 − 1) = 15 kWh. The next hour is within bounds.
    for quarter in 0..<4 {
      meter.imported[quarter] = 25_000_000
      meter.reactive[quarter] = quarter == 0 ? 75_000_000 : 0
      meter.imported[4 + quarter] = 25_000_000
      meter.reactive[4 + quarter] = 10_000_000
    }
    var state = BillingState()
    let engine = try BillingEngine(plan, on: grid)
    let bill = try engine.bills(for: meter, state: &state)[0]
    #expect(bill.amount(.reactive) == 4.5)
    meter.reactive = []
    #expect(
      Brazil.message { _ = try engine.bills(for: meter, state: &state) }
        .contains("needs the meter's reactive energy"))
  }

  @Test("Energy is billed in peak and off-peak, and the windows between them are off-peak")
  func energy() throws {
    let plan = try Brazil.groupA(
      Self.green.merging([
        "prices": Brazil.list([
          ["period": .text("peak"), "te": .number(0.5), "tusd": .number(1.5)],
          ["period": .text("off-peak"), "te": .number(0.3), "tusd": .number(0.1)],
        ])
      ]) { $1 })
    #expect(plan.periods.names == ["off-peak", "peak"])
    #expect(try WhiteTariffTests.period(plan, "2026-03-02T16:30") == "off-peak")
    #expect(try WhiteTariffTests.period(plan, "2026-03-02T17:30") == "peak")
    let bill = try Brazil.bill(plan, 2026, 3, imported: ["peak": 10, "off-peak": 100])
    #expect(bill.amount(.energy) == 60)
  }

  @Test("Credits cross the periods at the ratio of the energy tariffs")
  func crossing() throws {
    let plan = try Brazil.groupA(
      Self.green.merging([
        "generation": Brazil.generation(requested: nil),
        "prices": Brazil.list([
          ["period": .text("peak"), "te": .number(0.5), "tusd": .number(1)],
          ["period": .text("off-peak"), "te": .number(0.25), "tusd": .number(0)],
        ]),
      ]) { $1 })
    let bill = try Brazil.bill(
      plan, 2026, 3, imported: ["peak": 100], exported: ["off-peak": 120])
    // 120 kWh at 0.25 are worth 60 kWh at 0.5.
    #expect(bill.credits.used == 120_000_000)
    #expect(bill.amount(.compensation) == -90)
    #expect(bill.units == 60)
  }

  @Test("The highest voltages must be blue, and keys of the other modality are refused")
  func refusals() {
    #expect(
      Brazil.message {
        _ = try Brazil.groupA(Self.green.merging(["subgroup": .text("A2")]) { $1 })
      } == "modality: must be blue for the subgroups A1, A2, A3")
    #expect(
      Brazil.message {
        _ = try Brazil.groupA(Self.green.merging(["contractedPeak": .number(1)]) { $1 })
      } == "contractedPeak: belongs to the blue tariff")
    #expect(
      Brazil.message {
        _ = try Brazil.groupA(Self.green.merging(["modality": .text("blue")]) { $1 })
      } == "contractedPeak: must be given with the blue tariff")
  }
}
