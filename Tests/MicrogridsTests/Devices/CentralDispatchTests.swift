import Agents
import Devices
import Foundation
import Microgrids
import Parameters
import Reports
import ResultFiles
import Scenarios
import TestSupport
import Testing

struct CentralDispatchTests {
  static func battery(_ control: String) -> String {
    "battery: {capacity: 8 kWh, power: 4 kW, control: \(control)}"
  }

  /// Runs a microgrid, checks the file's balances of energy and money, and gives what the members
  /// pay together.
  static func cost(
    _ microgrid: FlexibleMicrogrid,
    _ body: (borrowing ResultFileReader) throws -> Void = { _ in }
  ) throws -> Double {
    let folder = try TemporaryFolder()
    _ = try microgrid.run(into: folder.file("run.h5"))
    let reader = try ResultFileReader(opening: folder.file("run.h5"))
    for check in try ResultAudit.run(reader) {
      #expect(check.passed, "\(check.property): \(check.finding)")
    }
    try body(reader)
    return try reader.numbers(of: "member_cost").reduce(0, +)
  }

  /// What the central optimum costs, and what each of the battery controls does.
  static func costs(_ microgrid: FlexibleMicrogrid) throws -> (central: Double, own: [Double]) {
    var microgrid = microgrid
    var own: [Double] = []
    for control in ["self-consumption", "time-of-use", "linear-program"] {
      microgrid.otherDevices = battery(control)
      own.append(try cost(microgrid))
    }
    microgrid.dispatch = "{kind: central-optimum, horizon: 48 h}"
    return (try cost(microgrid), own)
  }

  @Test(
    "No control of the batteries undercuts the central optimum", arguments: [true, false],
    ["", "localTradeShare: 0.4"])
  func reference(isFlat: Bool, component: String) throws {
    var microgrid = FlexibleMicrogrid()
    (microgrid.isFlat, microgrid.component) = (isFlat, component)
    for market in ["none", "mid-market-rate", "uniform-price-double-auction"] {
      microgrid.market = "kind: \(market)"
      let (central, own) = try Self.costs(microgrid)
      for cost in own { #expect(central <= cost + 1e-5, "\(market)") }
      if !isFlat { #expect(central < own[0] - 0.5, "\(market)") }
    }
  }

  @Test("What the members pay is the optimum of the whole run", arguments: [0, 0.4])
  func optimum(share: Double) throws {
    var microgrid = FlexibleMicrogrid(
      devices: Self.battery("self-consumption"), otherDevices: Self.battery("self-consumption"))
    microgrid.market = "kind: mid-market-rate"
    microgrid.component = "localTradeShare: \(share)"
    microgrid.dispatch = "{kind: central-optimum, horizon: 48 h}"
    let minutes = (0..<192).map { $0 % 96 * 15 }
    let prices = minutes.map { minute in
      (60..<300).contains(minute) ? 0.1 : (1020..<1260).contains(minute) ? 0.5 : 0.3
    }
    let battery = try Battery(
      Battery.Specification(
        ParameterValues([
          "capacity": .number(8000), "power": .number(4000), "chargeEfficiency": .number(0.95),
          "dischargeEfficiency": .number(0.95), "selfDischarge": .number(0),
          "minimumStateOfCharge": .number(0.1), "maximumStateOfCharge": .number(1),
        ])))
    let store = CentralOptimum.Store(battery: battery)
    let plan = CentralOptimum(
      intervalHours: 0.25, importPrices: prices, exportPrices: prices.map { _ in 0.08 },
      localCharges: prices.map { $0 * share },
      meters: [
        .init(surplus: minutes.map { _ in -500 }, stores: [store]),
        .init(
          surplus: minutes.map { (480..<960).contains($0) ? 4300 : -500 }, stores: [store]),
      ]
    ).plan()
    let least = try #require(plan).cost
    let cost = try Self.cost(microgrid)
    #expect(abs(cost - least) < 1e-4)
  }

  @Test("Plans that are renewed leave every balance whole, and everybody knows its position")
  func renewal() throws {
    var microgrid = FlexibleMicrogrid(
      devices: FlexibleDeviceRunTests.vehicle("cheapest-hours"),
      otherDevices: Self.battery("self-consumption"))
    for dispatch in ["central-optimum", "{kind: central-optimum, horizon: 12 h, renewal: 3 h}"] {
      for lead in ["0 min", "2 h"] {
        microgrid.market = "kind: uniform-price-double-auction, gateClosureLead: \(lead)"
        microgrid.dispatch = dispatch
        _ = try Self.cost(microgrid) { reader in
          let attributes = try reader.attributes()
          #expect(
            attributes.first { $0.name == "mgsim_dispatch" }?.value == .text("central-optimum"))
          let bought = try FlexibleDeviceRunTests.series("member_bought", member: 1, reader)
          let imported = try FlexibleDeviceRunTests.series("member_import", member: 1, reader)
          for (bought, imported) in zip(bought, imported) { #expect(bought < imported + 2e-6) }
        }
      }
    }
  }

  @Test("At the end of the run a battery holds what it held at the start")
  func finalContent() throws {
    var microgrid = FlexibleMicrogrid()
    microgrid.otherDevices =
      "battery: {capacity: 8 kWh, power: 4 kW, initialStateOfCharge: 60 %}"
    microgrid.dispatch = "central-optimum"
    _ = try Self.cost(microgrid) { reader in
      let content = try FlexibleDeviceRunTests.series("member_state_of_charge", member: 1, reader)
      #expect(abs((content.last ?? 0) - 0.6) < 1e-6)
      #expect(content.min() ?? 1 < 0.2)
    }
  }

  @Test("The same scenario gives the same file")
  func determinism() throws {
    var microgrid = FlexibleMicrogrid(otherDevices: Self.battery("self-consumption"))
    microgrid.dispatch = "central-optimum"
    let folder = try TemporaryFolder()
    let files = try ["one.h5", "two.h5"].map { name in
      _ = try microgrid.run(into: folder.file(name))
      return try Data(contentsOf: URL(filePath: folder.file(name)))
    }
    #expect(files[0] == files[1])
  }

  @Test("A plan that ends within an interval or before the next one is refused")
  func refusals() {
    for (keys, message) in [
      ("horizon: 100 min", "whole number of intervals"),
      ("renewal: 20 min", "whole number of intervals"),
      ("horizon: 12 h, renewal: 13 h", "must not be longer than 'horizon'"),
    ] {
      var microgrid = FlexibleMicrogrid()
      microgrid.dispatch = "{kind: central-optimum, \(keys)}"
      let error = #expect(throws: ScenarioError.self) {
        try microgrid.run(into: "/nowhere/run.h5")
      }
      #expect(error.map { "\($0)".contains(message) } == true, "\(keys)")
    }
  }
}
