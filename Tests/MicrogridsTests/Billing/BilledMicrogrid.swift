import Microgrids
import Quantities
import Reports
import ResultFiles
import Scenarios
import Tariffs
import TestSupport
import Testing

/// Two houses for some months, hour by hour, whose bills are read from the result file.
struct BilledMicrogrid {
  var market = "kind: none"
  var end = "2016-04-01"
  var tariff = BilledMicrogrid.flat
  var sharing = ""
  var battery = ""
  /// What differs from the file.
  var change: (inout Scenario) -> Void = { _ in }

  static let flat = """
    kind: flat
        components:
          - {name: energy, price: 0.20 EUR/kWh}
          - {name: wires, party: distribution-company, price: 0.10 EUR/kWh, localTradeShare: 40 %}
        exportPrice: 0.08 EUR/kWh
        standingCharge: 7.50 EUR/month
    """

  static let timeOfUse = """
    kind: time-of-use
        windows:
          - {period: peak, days: working, from: "17:00", to: "21:00"}
          - {period: night, from: "00:00", to: "06:00"}
        components:
          - name: energy
            price: 0.20 EUR/kWh
            prices: [{period: peak, price: 0.35 EUR/kWh}, {period: night, price: 0.12 EUR/kWh}]
          - {name: wires, party: distribution-company, price: 0.10 EUR/kWh, localTradeShare: 40 %}
        exportPrice: 0.08 EUR/kWh
    """

  /// Eleven days that are played again and again.
  private static let profile: String = {
    var generator = TestGenerator(seed: 11)
    var text = "load,sun\n"
    for hour in 0..<(11 * 24) {
      let load = Double.random(in: 0.05...1, using: &generator)
      let isDay = (7..<18).contains(hour % 24)
      text += "\(load),\(isDay ? Double.random(in: 0...1, using: &generator) : 0)\n"
    }
    return text
  }()

  private var yaml: String {
    """
    schemaVersion: 1
    title: Two houses for some months
    seed: 3
    currency: EUR
    time:
      zone: Europe/Berlin
      start: 2016-01-01
      end: \(end)
      interval: 1 h
    profiles: [{name: days, file: days.csv, start: 2016-01-01, step: 1 h, repeat: by-row}]
    tariffs:
      - name: household
        \(tariff)
    \(sharing)
    market: {\(market)}
    members:
      - name: alice
        load: {profile: days/load, power: 2 kW}
        photovoltaic: {profile: days/sun, power: 5 kW}
        tariff: household
        \(battery)
      - name: bob
        load: {profile: days/load, power: 3 kW}
        tariff: household

    """
  }

  func scenario() throws -> Scenario {
    var scenario = try Scenario.read(path: "home.yaml", overrides: []) { name in
      Array((name == "home.yaml" ? yaml : Self.profile).utf8)
    }
    change(&scenario)
    return scenario
  }

  /// Runs the months, lets the file be checked, and reads it.
  func run() throws -> BilledRun {
    let folder = try TemporaryFolder()
    let scenario = try scenario()
    _ = try Microgrid(scenario).run(writing: folder.file("run.h5"))
    let reader = try ResultFileReader(opening: folder.file("run.h5"))
    for check in try ResultAudit.run(reader) {
      #expect(check.passed, "\(check.property): \(check.finding)")
    }
    return try BilledRun(scenario, reader)
  }
}

/// What the result file says of meters and bills.
struct BilledRun {
  let scenario: Scenario
  /// What each member's meter registered.
  let meters: [MeterSeries]
  let lines: [Line]
  /// What each member owes, and each account's balance.
  let bills: [Double]
  let balances: [String: Double]
  let savings: [Double]
  /// The energy bought locally, interval by interval and member by member.
  let bought: [Double]

  /// A line of a bill.
  struct Line: Hashable {
    var member: Int
    var kind: Int64
    var component: String
    var period: String
    var tier: Int
    var quantity: Double
    var unit: String
    var price: Double
    var tax: Double
    var amount: Double
  }

  init(_ scenario: Scenario, _ reader: borrowing ResultFileReader) throws {
    self.scenario = scenario
    let (imports, exports) = (
      try reader.numbers(of: "member_import"), try reader.numbers(of: "member_export")
    )
    let count = scenario.members.count
    func column(_ values: [Double], _ member: Int) -> [Int64] {
      stride(from: member, to: values.count, by: count).map { Int64((values[$0] * 1e6).rounded()) }
    }
    meters = (0..<count).map {
      MeterSeries(imported: column(imports, $0), exported: column(exports, $0))
    }
    let members = try reader.integers(of: "bills/member")
    let kinds = try reader.integers(of: "bills/kind")
    let (components, periods, units) = (
      try reader.texts(of: "bills/component"), try reader.texts(of: "bills/tariff_period"),
      try reader.texts(of: "bills/unit")
    )
    let tiers = try reader.integers(of: "bills/tier")
    let (quantities, prices) = (
      try reader.numbers(of: "bills/quantity"), try reader.numbers(of: "bills/price")
    )
    let (taxes, amounts) = (
      try reader.numbers(of: "bills/tax"), try reader.numbers(of: "bills/amount")
    )
    lines = members.indices.map {
      Line(
        member: Int(members[$0]), kind: kinds[$0],
        component: components[$0], period: periods[$0], tier: Int(tiers[$0]),
        quantity: quantities[$0], unit: units[$0], price: prices[$0], tax: taxes[$0],
        amount: amounts[$0])
    }
    bills = try reader.numbers(of: "indicators/by_member/bill")
    savings = try reader.numbers(of: "indicators/economics/saving")
    bought = try reader.numbers(of: "member_bought")
    balances = Dictionary(
      uniqueKeysWithValues: zip(
        try reader.texts(of: "account"), try reader.numbers(of: "indicators/by_account/balance")))
  }

  /// The whole horizon as one grid.
  func grid() throws -> BillingGrid {
    try BillingGrid(
      start: scenario.time.start, intervalNanoseconds: scenario.time.intervalNanoseconds,
      count: scenario.time.intervalCount, zone: scenario.time.zone,
      holidays: scenario.time.holidays)
  }

  /// Expects that the file's lines are those that the pipeline makes of the meters at one go.
  func expectLines(
    of bills: [[Bill]], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for (member, bills) in bills.enumerated() {
      let own = lines.filter { $0.member == member }
      let expected = bills.flatMap(\.lines)
      #expect(own.count == expected.count, sourceLocation: sourceLocation)
      for (line, other) in zip(own, expected) {
        #expect(
          line.component == other.component && line.period == other.period
            && line.tier == other.tier ?? 0 && line.unit == other.unit.rawValue
            && micros(line.quantity) == other.quantity && micros(line.tax) == other.tax.micros
            && micros(line.amount) == other.amount.micros
            && abs(line.price - other.price.units) < 1e-12,
          "\(line) \(other)", sourceLocation: sourceLocation)
      }
      let total = bills.reduce(0) { $0 + $1.total.micros }
      #expect(micros(self.bills[member]) == total, sourceLocation: sourceLocation)
    }
  }

  /// The bills that the pipeline makes of the meters at one go.
  func billed() throws -> [[Bill]] {
    let engine = try BillingEngine(scenario.tariffs[0].plan, on: grid())
    return try meters.map {
      var state = BillingState()
      return try engine.bills(for: $0, state: &state)
    }
  }

  private func micros(_ number: Double) -> Int64 { Int64((number * 1e6).rounded()) }
}
