import Foundation
import Quantities
import Reports
import Settlement
import Tariffs
import Testing

@Suite("Network tariffs of equal revenue, and investments, on a finished run")
struct NetworkTariffReportTests {
  private func meters() throws -> RunMeters {
    var options = RunMetersTests.options(.net)
    options.includesGeneration = true
    return try RunMetersTests.meters(RunFile(), options)
  }

  @Test("Every design collects the same revenue, and what some save others pay")
  func designs() throws {
    var options = NetworkTariffReport.Options()
    options.carbon = CarbonIntensity(constant: 0.1)
    let network = try NetworkTariffReport(
      try meters(), tariffs: [TariffChoice(ShadowBillingTests.own)], options)
    let report = network.report
    #expect(
      report.results.map(\.name) == ["volumetric", "capacity subscription", "coincident peak"])
    for result in report.results {
      #expect(abs(result.scaling.ratio - 1) < 1e-5, "\(result.name)")
      #expect(result.change.gap == 0)
      let shift = result.costShift.rows.reduce(0) { $0 + $1.change }
      let members = result.change.members.reduce(0) { $0 + $1.units }
      #expect(abs(shift - members) < 1e-6)
    }
    #expect(report.results[0].scaling.factor == 1)
    #expect(network.tables.tables.map(\.name) == ["parties", "cost_shift", "emissions"])
  }

  @Test("The same tables in every format", arguments: ReportFormat.allCases)
  func formats(format: ReportFormat) throws {
    let network = try NetworkTariffReport(
      try meters(), tariffs: [TariffChoice(ShadowBillingTests.own)])
    let text = network.tables.text(format)
    #expect(text.hasSuffix("\n"))
    #expect(text.contains("coincident peak"))
    guard format == .json else { return }
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let rows = try #require(object?["cost_shift"] as? [[String: Any]])
    #expect(rows.count == 6)
    #expect(rows[0]["design"] as? String == "volumetric")
  }

  @Test("A saving is the bill of the load alone less that of the meter")
  func investment() throws {
    let meters = try meters()
    let report = try InvestmentReport(
      meters, tariffs: [TariffChoice(ShadowBillingTests.own)],
      capital: [.init(members: "sun*", amount: 1000)])
    let owner = try #require(report.owners.first)
    #expect(report.owners.count == 1)
    #expect(owner.name == "sun-1")
    let meter = meters.meter(ofMember: 2)
    let load = meter.load.reduce(0) { $0 + Double($1) / 1e6 }
    let imported = meter.imported.reduce(0) { $0 + Double($1) / 1e6 }
    let exported = meter.exported.reduce(0) { $0 + Double($1) / 1e6 }
    let years = 48.0 * 3600 / 31_556_952
    let saving = (0.8 * load - (0.8 * imported - 0.25 * exported)) / years
    #expect(abs((owner.investment.yearlySavings.first ?? 0) - saving) < 1e-3)
    #expect(owner.investment.cashFlows.flows.count == 26)
  }

  @Test("Who is not there cannot invest, and one tariff is the start")
  func refusals() throws {
    let own = TariffChoice(ShadowBillingTests.own)
    #expect(throws: ShadowBillError.self) {
      try InvestmentReport(
        try meters(), tariffs: [own], capital: [.init(members: "nobody", amount: 1)])
    }
    #expect(throws: ShadowBillError.self) {
      try NetworkTariffReport(
        try meters(), tariffs: [own, TariffChoice(ShadowBillingTests.rich)])
    }
  }
}
