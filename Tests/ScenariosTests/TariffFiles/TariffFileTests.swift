import Foundation
import Quantities
import Scenarios
import TariffFiles
import Tariffs
import Testing

@Suite("Tariff files")
struct TariffFileTests {
  static let tariff = """
    kind: rate-plan
    name: white
    currency: BRL
    timeZone: America/Sao_Paulo
    holidays: brazil
    validFrom: 2026-01-01
    components:
      - {name: TE, party: retailer}
      - {name: TUSD, party: distribution-company}
    periods:
      otherwise: off-peak
      windows:
        - {period: peak, days: working, from: "17:30", to: "20:30"}
        - {period: shoulder, days: working, from: "16:30", to: "17:30"}
        - {period: shoulder, days: working, from: "20:30", to: "21:30"}
    energy:
      - period: off-peak
        tiers:
          - {upTo: 100 kWh, prices: [0.30 BRL/kWh, 0.40 BRL/kWh]}
          - {prices: [0.35 BRL/kWh, 0.441478264 BRL/kWh]}
      - {period: peak, prices: [0.50 BRL/kWh, 1.10 BRL/kWh]}
      - {period: shoulder, prices: [0.40 BRL/kWh, 0.70 BRL/kWh]}
    exports:
      kind: net-metering
      window: cycle-by-period
      credits:
        lifeCycles: 60
        retained:
          - {component: TUSD, fromYear: 2026, share: 60 %}
    demand:
      - {name: peak power, price: 12.5 BRL/kW, window: 15 min}
    fixed:
      - {amount: 9.5 BRL}
    adders:
      - name: event
        price: 1 BRL/kWh
        events:
          - {from: 2026-03-01T18:00, to: 2026-03-01T21:00}
    taxes:
      method: inside-each
      rates:
        - {name: ICMS, rate: 20 %}
        - {name: PIS, rate: 1.65 %, group: 1}

    """

  static func read(
    _ text: String, _ context: TariffFile.Context = .init(), files: [String: String] = [:]
  ) throws(ScenarioError) -> TariffFile {
    struct Missing: Error, CustomStringConvertible { let description = "there is no such file." }
    return try TariffFile.read(bytes: Array(text.utf8), path: "t.yaml", context) { path in
      guard let text = files[path] else { throw Missing() }
      return Array(text.utf8)
    }
  }

  @Test("A tariff file says what a scenario's tariff says, and its currency, zone and holidays")
  func reading() throws {
    let file = try Self.read(Self.tariff)
    let plan = file.plan
    #expect(file.kindName == "rate-plan" && plan.currency == "BRL" && plan.name == "white")
    #expect(file.zone?.identifier == "America/Sao_Paulo")
    #expect(file.holidays == .brazil)
    #expect(plan.periods.names == ["off-peak", "peak", "shoulder"])
    #expect(plan.periods.slotMinutes == 30)
    let moment = TariffMoment(month: 7, dayKind: .working, minuteOfDay: 17 * 60 + 30)
    #expect(plan.periods.period(at: moment) == 1)
    #expect(plan.energy[0].map(\.limit) == [100_000_000, nil])
    #expect(plan.energy[0][1].prices[1] == UnitPrice(nanos: 441_478_264))
    #expect(
      plan.exports.credits.retained == [
        RetainedShare(component: 1, fromYear: 2026, millionths: 600_000)
      ])
    guard case .events(let events, _) = plan.adders[0].times else {
      Issue.record("there are no events")
      return
    }
    // 18:00 in São Paulo is 21:00 UTC.
    #expect(events[0].lowerBound == Instant(seconds: 1_772_398_800))
    #expect(file.inputs.map(\.path) == ["t.yaml"])
  }

  @Test("A plan that was written as a file is read back as the same", arguments: 0..<80)
  func roundTrip(seed: Int) throws {
    var random = RandomRatePlan(seed: seed)
    for _ in 0..<3 {
      let plan = try random.plan()
      let text = RatePlanWriter.yaml(plan)
      let file = try Self.read(text)
      #expect(file.plan == plan, "\(text)")
    }
  }

  @Test("The zone, the holidays and a comment are written too")
  func header() throws {
    let plan = try Self.read(Self.tariff).plan
    let text = RatePlanWriter.yaml(
      plan, timeZone: "America/Sao_Paulo", holidays: "brazil", comment: "two\nlines: 1")
    let file = try Self.read(text)
    #expect(file.plan == plan && file.holidays == .brazil)
    #expect(file.zone?.identifier == "America/Sao_Paulo")
    #expect(text.hasPrefix("# two\n# lines: 1\nkind: rate-plan\nname: white\n"))
  }

  @Test("Prices of a file follow one another by its stamps")
  func series() throws {
    let file = try Self.read(
      """
      kind: rate-plan
      name: spot
      currency: EUR
      timeZone: Europe/Berlin
      energy:
        - {price: 0.1 EUR/kWh}
      adders:
        - {name: spot, series: {file: spot.csv, column: price}}
      """,
      files: [
        "spot.csv": "time,price\n2026-01-01T00:00,0.123456789\n2026-01-01T01:00,-0.05\n"
      ])
    #expect(
      file.plan.adders[0].times
        == .series(
          PriceSeries(
            start: Instant(seconds: 1_767_222_000), intervalNanoseconds: 3_600_000_000_000,
            prices: [UnitPrice(nanos: 123_456_789), UnitPrice(nanos: -50_000_000)])))
    #expect(file.inputs.map(\.path) == ["t.yaml", "spot.csv"])
  }

  @Test("Every key of the page on tariff files is read, and written again as the same plan")
  func documentation() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/Tariffs/Tariffs.docc/TariffFiles.md").standardized
    let parts = try String(contentsOf: page, encoding: .utf8)
      .split(separator: "```", omittingEmptySubsequences: false)
    let examples = parts.filter { $0.hasPrefix("yaml\n") }.map { String($0.dropFirst(5)) }
    #expect(examples.count == 2)
    for example in examples {
      let file = try Self.read(example)
      let text = RatePlanWriter.yaml(file.plan)
      #expect(try Self.read(text).plan == file.plan, "\(text)")
      #expect(file.plan.name == "matrix" || !file.plan.levies.isEmpty)
    }
  }

  struct Bad: Sendable, CustomTestStringConvertible {
    let old: String
    let new: String
    let faults: [String]
    init(_ old: String, _ new: String, _ faults: String...) {
      (self.old, self.new, self.faults) = (old, new, faults)
    }
    var testDescription: String { new }
  }

  static let bad = [
    Bad(
      "  otherwise: off-peak\n", "",
      "t.yaml:12:5: 'windows' in 'periods' leaves a gap: no window holds 00:00 on working days in "
        + "jan. Add a window, or name the period of the rest with 'otherwise'."),
    Bad(
      "from: \"16:30\", to: \"17:30\"", "from: \"16:30\", to: \"18:00\"",
      "t.yaml:14:7: 'window' ('shoulder') overlaps the window 1 ('peak') at 17:30 on working days "
        + "in jan."),
    Bad(
      "from: \"17:30\", to: \"20:30\"", "from: \"20:30\", to: \"17:30\"",
      "t.yaml:13:56: 'to' in 'window' must come after 'from'; write two windows to pass midnight."),
    Bad(
      "period: peak, days: working", "period: peak, days: workdays",
      "t.yaml:13:28: 'days' in 'window' must be one or several of 'all', 'working', 'non-working', "
        + "'weekend', 'saturday', 'sunday', 'holiday', but is 'workdays'."),
    Bad(
      "      - {prices: [0.35 BRL/kWh, 0.441478264 BRL/kWh]}",
      "      - {upTo: 80 kWh, prices: [0.35 BRL/kWh, 0.4 BRL/kWh]}\n"
        + "      - {prices: [0.35 BRL/kWh, 0.4 BRL/kWh]}",
      "t.yaml:20:16: 'upTo' in 'tier' must rise from tier to tier, but is out of order."),
    Bad(
      "      - {prices: [0.35 BRL/kWh, 0.441478264 BRL/kWh]}",
      "      - {upTo: 800 kWh, prices: [0.35 BRL/kWh, 0.4 BRL/kWh]}",
      "t.yaml:20:16: 'upTo' in 'tier' cannot stand in the last tier."),
    Bad(
      "    tiers:\n", "    exportPrice: 0.1 BRL/kWh\n    tiers:\n",
      "t.yaml:18:18: 'exportPrice' in 'energy' must be written in each of the 'tiers'."),
    Bad(
      "prices: [0.50 BRL/kWh, 1.10 BRL/kWh]", "prices: [0.50 BRL/kWh]",
      "t.yaml:21:28: 'prices' in 'energy' must be 2 prices, one for each component, but there is "
        + "1."),
    Bad(
      "period: shoulder, prices", "period: sholder, prices",
      "t.yaml:22:14: 'period' in 'energy' is 'sholder', but the periods are 'off-peak', 'peak', "
        + "'shoulder'."),
    Bad(
      "  - {period: shoulder, prices: [0.40 BRL/kWh, 0.70 BRL/kWh]}\n", "",
      "t.yaml:17:3: 'energy' in 'tariff' says nothing of the period 'shoulder'."),
    Bad(
      "price: 12.5 BRL/kW,", "price: 12.5 BRL/kWh,",
      "t.yaml:31:31: 'price' in 'demand' must be a price such as '12.50 BRL/kW', but '12.5 BRL/kWh' "
        + "has the unit 'BRL/kWh'. Units: BRL/kW, BRL/kVA, BRL/kvar, BRL/kvarh."),
    Bad(
      "amount: 9.5 BRL", "amount: \"9,5 BRL\"",
      "t.yaml:33:14: 'amount' in 'fixed' must be an amount such as '100 BRL', but is '9,5 BRL': "
        + "write a decimal point."),
    Bad(
      "component: TUSD, fromYear", "component: TUST, fromYear",
      "t.yaml:29:21: 'component' in 'retained' is 'TUST', but the components are 'TE', 'TUSD'."),
    Bad(
      "to: 2026-03-01T21:00", "to: 2026-03-01T17:00",
      "t.yaml:38:38: 'to' in 'event' must come after 'from'."),
    Bad(
      "rate: 20 %", "rate: 100 %",
      "t.yaml:42:26: 'rate' in 'tax' must be below 100 % where taxes are part of the price."),
    Bad(
      "currency: BRL", "currency: Reais",
      "t.yaml:3:11: 'currency' in 'tariff' must be the code of a currency such as 'EUR', but is "
        + "'Reais'."),
    Bad(
      "kind: rate-plan", "kind: rateplan",
      "t.yaml:1:7: unknown kind 'rateplan' of 'tariff'. Did you mean 'rate-plan'?"),
    Bad(
      "lifeCycles: 60", "life: 60",
      "t.yaml:27:5: unknown key 'life' in 'credits'. Known: 'lifeCycles', 'crossing', "
        + "'crossingComponent', 'periodTransfers', 'retained', 'minimumBilled', 'cashOutPrice', "
        + "'offsetTaxes', 'offsetTaxesByComponent'."),
    Bad(
      "timeZone: America/Sao_Paulo", "timeZone: America/Sao_Paolo",
      "t.yaml:4:11: there is no time zone 'America/Sao_Paolo'"),
  ]

  @Test("What is wrong with a tariff is said with its place", arguments: bad)
  func refusing(example: Bad) {
    #expect(Self.tariff.contains(example.old))
    let text = Self.tariff.replacing(example.old, with: example.new)
    let error = #expect(throws: ScenarioError.self) { try Self.read(text) }
    for fault in example.faults {
      #expect(
        error?.diagnostics.contains { $0.description.hasPrefix(fault) } == true,
        "\(error?.description ?? "")")
    }
  }

  @Test("A tariff that ends within the time that is billed is refused")
  func validity() throws {
    var context = TariffFile.Context()
    let first = try #require(CivilDate(year: 2025, month: 12, day: 1))
    context.days = first...(try #require(CivilDate(year: 2026, month: 5, day: 1)))
    let error = #expect(throws: ScenarioError.self) { try Self.read(Self.tariff, context) }
    #expect(
      error?.description
        == "t.yaml:2:7: the tariff 'white' is in force from 2026-01-01 only, but the horizon begins "
        + "on 2025-12-01.")
  }

  @Test("A currency or a time zone that is another than the scenario's is refused")
  func context() throws {
    var context = TariffFile.Context()
    context.currency = "EUR"
    context.zone = .utc
    let error = #expect(throws: ScenarioError.self) { try Self.read(Self.tariff, context) }
    #expect(
      error?.diagnostics.prefix(2).map(\.description) == [
        "t.yaml:3:11: the tariff is written in BRL, but EUR is needed.",
        "t.yaml:4:11: the tariff is written for America/Sao_Paulo, but the time zone is UTC.",
      ])
  }

  @Test("Mutations of a tariff give a tariff or an error, never a trap", arguments: 0..<20)
  func mutations(seed: Int) throws {
    var random = RandomRatePlan(seed: seed)
    let pieces = [
      "*a", "&a ", "|", "\"", "'", "[", "]", "{", "}", ":", ",", "-", "\n", "  ", "#", "%", "1e999",
      "-1", "99999999999999999999", "nan", "~", "null", "true", "kWh", "24:00", "2016-02-30",
      "00:00", "all", "jan-", "-dec", "working,", "0 min", "7 min", "1e9 BRL/kWh", "0123", " 1 2",
      "1e15 kWh", "366 d", "1e-300", "period: peak", "upTo: 0 kWh", "- {}", "windows: []",
    ]
    let originals = [
      Array(Self.tariff.utf8), Array(RatePlanWriter.yaml(try random.plan()).utf8),
    ]
    for _ in 0..<100 {
      var bytes = originals[random.below(2)]
      for _ in 0...random.below(4) where !bytes.isEmpty {
        let position = random.below(bytes.count)
        switch random.below(5) {
        case 0: bytes[position] = UInt8(random.below(256))
        case 1: bytes.remove(at: position)
        case 2:
          bytes.insert(contentsOf: pieces[random.below(pieces.count)].utf8, at: position)
        case 3:
          bytes.removeSubrange(position..<min(bytes.count, position + random.below(40)))
        default:
          let end = min(bytes.count, position + random.below(80))
          bytes.insert(contentsOf: Array(bytes[position..<end]), at: random.below(bytes.count))
        }
      }
      do {
        let plan = try TariffFile.read(bytes: bytes, path: "t.yaml") { _ in [] }.plan
        #expect(plan.energy.count == plan.periods.names.count)
      } catch {
        #expect(!error.diagnostics.isEmpty)
      }
    }
  }
}
