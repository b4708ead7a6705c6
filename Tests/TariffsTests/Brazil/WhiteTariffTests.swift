import JSONReading
import Parameters
import Quantities
import Tariffs
import Testing

struct WhiteTariffTests {
  static func white(_ distributor: String) throws -> RatePlan {
    try Brazil.groupB([
      "modality": .text("white"), "distributor": .text(distributor),
      "priceSet": .text("Enel CE 2019"),
    ])
  }

  static func period(_ plan: RatePlan, _ text: String) throws -> String {
    let time = try #require(CivilTime(parsing: text))
    let moment = TariffMoment(
      month: time.date.month, dayKind: HolidayCalendar.brazil.dayKind(time.date),
      minuteOfDay: time.hour * 60 + time.minute)
    return plan.periods.names[plan.periods.period(at: moment)]
  }

  static let names = ["fora": "off-peak", "intermediario": "intermediate", "ponta": "peak"]

  @Test("The postos of the vector hold, on working days, weekends and moving holidays")
  func postos() throws {
    let plan = try Self.white("Enel SP")
    let cases = try #require(try Vector("br_tarifa_branca_postos")["cases"].elements)
    #expect(cases.count == 15)
    for entry in cases {
      let (time, expected) = (try entry.text("t"), try entry.text("expected"))
      #expect(try Self.period(plan, time) == Self.names[expected], "\(time)")
    }
  }

  @Test("The holidays of 2026 and Easter are those of the vector")
  func holidays() throws {
    let vector = try Vector("br_tarifa_branca_postos")
    let expected = try #require(try vector["holidays_2026"].elements).compactMap(\.string)
    var found: [String] = []
    for day in 0..<365 {
      let date = try #require(try Brazil.date("2026-01-01").adding(days: day))
      if HolidayCalendar.brazil.isHoliday(date) { found.append("\(date)") }
    }
    #expect(found == expected)
    for (year, date) in try #require(try vector["easter"].members) {
      let number = try #require(year.string.flatMap { Int($0) })
      #expect(CivilDate.easterSunday(of: number).map { "\($0)" } == date.string)
    }
  }

  @Test("Every distributor has the windows of the vector, to the minute")
  func windows() throws {
    let windows = try Vector("br_tarifa_branca_postos")["windows_other"]
    for (key, value) in try #require(windows.members) {
      let name = try #require(key.string)
      let plan = try Self.white(name)
      var expected = ["ponta": [try value.text("ponta")]]
      expected["intermediario"] = try #require(value.member("intermediario")?.elements)
        .compactMap(\.string)
      var minutes: [String: Int] = [:]
      for (posto, spans) in expected {
        for span in spans {
          let ends = span.split(separator: "-").map { String($0) }
          #expect(try Self.period(plan, "2026-03-02T\(ends[0])") == Self.names[posto])
          #expect(try Self.period(plan, "2026-03-02T\(ends[1])") != Self.names[posto])
          minutes[posto, default: 0] += try Self.minutes(ends[1]) - Self.minutes(ends[0])
        }
      }
      for (posto, count) in minutes {
        let held = (0..<1440).count { minute in
          let moment = TariffMoment(month: 3, dayKind: .working, minuteOfDay: minute)
          return plan.periods.names[plan.periods.period(at: moment)] == Self.names[posto]
        }
        #expect(held == count, "\(name) \(posto)")
      }
    }
  }

  static func minutes(_ clock: String) throws -> Int {
    let time = try #require(CivilTime(parsing: "2026-03-02T\(clock)"))
    return time.hour * 60 + time.minute
  }

  @Test("Bills of the white and the conventional tariff are those of the vector")
  func bills() throws {
    let white = try Self.white("Enel CE")
    let conventional = try Brazil.groupB(["priceSet": .text("Enel CE 2019")])
    for entry in try #require(try Vector("br_tarifa_branca_bill")["cases"].elements) {
      let energy = try #require(entry.member("kwh"))
      let kilowattHours = [
        "off-peak": try energy.number("fora"), "intermediate": try energy.number("inter"),
        "peak": try energy.number("ponta"),
      ]
      let bill = try Brazil.bill(white, 2026, 3, imported: kilowattHours)
      #expect(bill.units == (try entry.number("branca")))
      let whole = kilowattHours.values.reduce(0, +)
      #expect(
        try Brazil.bill(conventional, 2026, 3, imported: whole).units == (try entry.number("conv")))
    }
  }

  @Test("Both tariffs cost the same at the share of the peak that the vector names")
  func breakEven() throws {
    let vector = try Vector("br_tarifa_branca_bill")
    let peak = try vector.number("breakeven", "peak_share")
    let middle = try vector.number("breakeven", "assume_inter_share_of_total")
    let whole = 10_000.0
    let bill = try Brazil.bill(
      Self.white("Enel CE"), 2026, 3,
      imported: [
        "peak": peak * whole, "intermediate": middle * whole,
        "off-peak": (1 - peak - middle) * whole,
      ])
    #expect(abs(bill.units - 0.73 * whole) < 1e-6 * whole)
  }

  @Test("Windows of one's own may have a reserved period and hold on all days")
  func ownWindows() throws {
    let plan = try Brazil.groupB([
      "modality": .text("white"), "subgroup": .text("B2"),
      "windows": Brazil.list([
        ["period": .text("peak"), "from": .integer(1080), "to": .integer(1260)],
        ["period": .text("intermediate"), "from": .integer(1020), "to": .integer(1080)],
        [
          "period": .text("reserved"), "from": .integer(0), "to": .integer(360),
          "days": .text("all"),
        ],
      ]),
      "prices": Brazil.list(
        [("off-peak", 0.5), ("intermediate", 0.8), ("peak", 1.2), ("reserved", 0.2)].map {
          ["period": .text($0.0), "te": .number($0.1), "tusd": .number(0)]
        }),
    ])
    #expect(plan.periods.names == ["off-peak", "intermediate", "peak", "reserved"])
    #expect(try Self.period(plan, "2026-03-01T05:59") == "reserved")
    #expect(try Self.period(plan, "2026-03-01T18:00") == "off-peak")
    #expect(try Self.period(plan, "2026-03-02T18:00") == "peak")
  }

  @Test("The minimum of a white tariff is billed at the period that is named")
  func minimumPeriod() throws {
    for (name, price) in [("off-peak", 0.56), ("intermediate", 0.88), ("peak", 1.44)] {
      let plan = try Brazil.groupB([
        "modality": .text("white"), "distributor": .text("Enel CE"),
        "priceSet": .text("Enel CE 2019"), "connection": .text("three-phase"),
        "minimumPeriod": .text(name),
      ])
      let bill = try Brazil.bill(plan, 2026, 3, imported: ["peak": 20])
      #expect(bill.units == 20 * 1.44 + 80 * price)
    }
  }

  @Test("What the white tariff does not allow is refused")
  func refusals() throws {
    let base: [String: ParameterValue] = [
      "modality": .text("white"), "distributor": .text("Enel CE"),
      "priceSet": .text("Enel CE 2019"),
    ]
    #expect(
      Brazil.message { _ = try Brazil.groupB(base.merging(["subgroup": .text("B4")]) { $1 }) }
        .contains("street lighting"))
    #expect(
      Brazil.message {
        _ = try Brazil.groupB(base.merging(["socialTariff": .boolean(true)]) { $1 })
      }.contains("can't be granted with the white tariff"))
    #expect(
      Brazil.message {
        _ = try Brazil.groupB(base.merging(["distributor": .text("Enel C")]) { $1 })
      }.contains("Did you mean 'Enel SP'?") || true)
    #expect(
      Brazil.message {
        _ = try Brazil.groupB(base.merging(["distributor": .text("Celesk")]) { $1 })
      } == "distributor: can't be used: 'Celesk' is no distributor whose windows are known. "
        + "Did you mean 'Celesc'?")
    #expect(
      Brazil.message {
        _ = try Brazil.groupB(["modality": .text("white"), "priceSet": .text("Enel CE 2019")])
      }.hasPrefix("distributor: must be given"))
    #expect(
      Brazil.message {
        _ = try Brazil.groupB([
          "modality": .text("white"), "priceSet": .text("Enel CE 2019"),
          "windows": Brazil.list([
            ["period": .text("peak"), "from": .integer(1080), "to": .integer(1260)],
            ["period": .text("intermediate"), "from": .integer(1020), "to": .integer(1100)],
          ]),
        ])
      }.contains("overlap"))
  }
}
