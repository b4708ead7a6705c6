import Accounting
import Contracts
import Devices
import Quantities
import ResultFiles
import Scenarios

extension IntervalCycle {
  /// Writes what is known only at the end and gives the file its name.
  consuming func finish(
    _ scenario: borrowing Scenario, identity: RunIdentity, layout: ResultLayout,
    destination: ResultDestination, overwrites: Bool
  ) throws -> RunReport {
    let currency = scenario.currency
    let indicators = indicators(currency: currency)
    let summary = RunSummary(
      title: scenario.title, output: destination.path ?? "", runID: identity.runID,
      currency: scenario.currency,
      intervals: interval, members: tariffOfMember.count, trades: tradeCount,
      powerFlows: feeder.map { $0.total.solutions } ?? 0,
      powerFlowsNotConverged: feeder.map { $0.total.failures } ?? 0, events: eventCount,
      indicators: indicators,
      governance: community.map {
        governanceIndicators(
          $0.metrics.summary(at: $0.contract.time, contract: $0.contract), currency: currency)
      })
    var groups = [
      ResultGroup(
        path: "indicators",
        scalars: indicators.map {
          Scalar($0.name, .number($0.value), units: $0.units, longName: $0.longName)
        }),
      memberIndicators(currency: scenario.currency),
    ]
    groups += networkIndicatorsByAxis()
    groups += contractGroups(currency: scenario.currency)
    groups += memberEconomics(scenario)
    groups.append(
      ResultGroup(
        path: "indicators/by_account", rows: .axis("account"),
        columns: [
          Column(
            "balance",
            .float64(books.ledger.accounts.map { books.ledger.balance(of: $0.id).units }),
            units: scenario.currency,
            longName: "What the account received less what it paid in the whole run")
        ]))
    let tables = RunTable.tables(of: groups, along: layout.schema.axes)
    groups += Self.scenarioGroups(scenario)
    if let recorder {
      let image = try recorder.finish(status: .complete, trailing: groups)
      return RunReport(summary: summary, tables: tables, image: image)
    }
    let image = try IndicatorFile.write(
      to: destination, attributes: layout.schema.attributes, axes: layout.schema.axes,
      covering: scenario.time.start..<scenario.time.end,
      groups: groups.filter { !$0.path.hasPrefix("contract") }, overwrites: overwrites)
    return RunReport(summary: summary, tables: tables, image: image)
  }

  private func memberIndicators(currency: String) -> ResultGroup {
    ResultGroup(
      path: "indicators/by_member", rows: .axis("member"),
      columns: [
        Column(
          "bill", .float64(books.billed.map(\.units)), units: currency,
          longName: "What the member owes for the whole run; negative when it is owed"),
        Column(
          "load_energy", .float64(memberTotals.map { $0.load / 1000 }), units: "kWh",
          longName: "Energy consumed by the load"),
        Column(
          "generation_energy", .float64(memberTotals.map { $0.generation / 1000 }), units: "kWh",
          longName: "Energy generated"),
        Column(
          "imported", .float64(memberTotals.map { $0.imported.kilowattHours }), units: "kWh",
          longName: "Energy that the meter registered as imported"),
        Column(
          "exported", .float64(memberTotals.map { $0.exported.kilowattHours }), units: "kWh",
          longName: "Energy that the meter registered as exported"),
        Column(
          "bought", .float64(memberTotals.map { $0.bought.kilowattHours }), units: "kWh",
          longName: "Energy bought on the local market"),
        Column(
          "sold", .float64(memberTotals.map { $0.sold.kilowattHours }), units: "kWh",
          longName: "Energy sold on the local market"),
        Column(
          "self_consumption", .float64(memberTotals.map(\.selfConsumption)), units: "1",
          longName: "1 - export / generation of the member; NaN without generation"),
        Column(
          "self_sufficiency", .float64(memberTotals.map(\.selfSufficiency)), units: "1",
          longName: "1 - import / load of the member; NaN without load"),
        Column(
          "battery_capacity",
          .float64(
            devices.batteryOfMember.map {
              $0 < 0 ? 0 : devices.batteries[$0].specification.capacity.kilowattHours
            }), units: "kWh", longName: "Energy that the member's battery holds when full"),
        Column(
          "peak_import",
          .float64(
            memberTotals.map {
              $0.greatestImport.kilowattHours * 3.6e12 / Double(time.intervalNanoseconds)
            }), units: "kW", longName: "Greatest mean power imported in an interval"),
      ] + flexibleColumns)
  }

  private static func scenarioGroups(_ scenario: borrowing Scenario) -> [ResultGroup] {
    let changes = scenario.overrides
    let inputs = scenario.inputs
    let texts = ResultGroup(
      path: "scenario", attributes: [NamedAttribute("media_type", "application/yaml")],
      scalars: [
        Scalar("source_text", .text(scenario.sourceText), longName: "Text of the scenario file"),
        Scalar(
          "resolved_text", .text(scenario.resolvedText),
          longName: "Scenario with all overrides applied and all defaults written out"),
      ])
    return (scenario.recording.detail == .full ? [texts] : []) + [
      ResultGroup(
        path: "scenario/inputs",
        rows: .numbered(dimension: "input", longName: "Number of the file"),
        columns: [
          Column(
            "input_file", .text(inputs.map { Self.withoutFolders($0.path) }),
            longName: "File that the scenario is made of"),
          Column(
            "input_sha256", .text(inputs.map(\.sha256)), longName: "SHA-256 of its bytes"),
        ])
    ]
      + (changes.isEmpty
        ? []
        : [
          ResultGroup(
            path: "scenario/overrides",
            rows: .numbered(dimension: "override", longName: "Number of the override"),
            columns: [
              Column("override_path", .text(changes.map(\.path)), longName: "Key that was set"),
              Column("override_value", .text(changes.map(\.value)), longName: "Value"),
            ])
        ])
  }

  /// A path as it may stand in a file that others read: an absolute one loses its folders.
  private static func withoutFolders(_ path: String) -> String {
    guard path.hasPrefix("/"), let last = path.split(separator: "/").last else { return path }
    return String(last)
  }
}
