public import PowerFlow

extension BalancedSolution {
  /// The solution as tables, with the names and units of the reference cases.
  public var report: SolutionReport {
    let lines = branches.filter { !$0.isTransformer }
    let transformers = branches.filter(\.isTransformer)
    return SolutionReport(
      facts: facts,
      tables: [
        ReportTable(
          "buses", keys: [ReportColumn("id", buses.map { .text($0.name) })],
          columns: [
            ReportColumn("vm_pu", buses.map(\.magnitudePerUnit), units: "1"),
            ReportColumn("va_deg", buses.map(\.angleDegrees), units: "degree"),
            ReportColumn(
              "v_kv", buses.map { $0.magnitudePerUnit * $0.nominalVolts / 1000 }, units: "kV"),
          ]),
        Self.table("lines", lines), Self.table("transformers", transformers),
        ReportTable(
          "sources", keys: [ReportColumn("id", sources.map { .text($0.name) })],
          columns: [
            ReportColumn("p_kw", sources.map { $0.activePowerWatts / 1000 }, units: "kW"),
            ReportColumn("q_kvar", sources.map { $0.reactivePowerVar / 1000 }, units: "kvar"),
          ]),
      ] + generatorTable)
  }

  private var facts: [ReportFact] {
    func power(_ name: String, _ watts: Double, _ units: String) -> ReportFact {
      ReportFact(name, .number(watts / 1000), units: units)
    }
    return [
      ReportFact("converged", .flag(converged)), ReportFact("solver", .text(method.rawValue)),
      ReportFact("iterations", .integer(iterations)),
      power("mismatch_kva", mismatchVoltAmperes, "kV A"),
      ReportFact("worst_bus", .text(worstBus)),
      power("total_loss_kw", totalLossWatts, "kW"), power("total_loss_kvar", totalLossVar, "kvar"),
      power("source_p_kw", sourceActivePowerWatts, "kW"),
      power("source_q_kvar", sourceReactivePowerVar, "kvar"),
      ReportFact("v_min_pu", .number(minimumVoltage?.perUnit ?? .nan), units: "1"),
      ReportFact("v_min_bus", .text(minimumVoltage?.bus ?? "")),
      ReportFact("v_max_pu", .number(maximumVoltage?.perUnit ?? .nan), units: "1"),
      ReportFact("v_max_bus", .text(maximumVoltage?.bus ?? "")),
      ReportFact("dead_buses", .texts(deadBuses)),
      power("unserved_load_kw", unservedLoadWatts, "kW"),
      ReportFact("warnings", .texts(warnings.map(\.description))),
    ]
  }

  private static func table(_ name: String, _ rows: [BranchRow]) -> ReportTable {
    func column(_ name: String, _ units: String, _ value: (BranchRow) -> Double) -> ReportColumn {
      ReportColumn(name, rows.map(value), units: units)
    }
    return ReportTable(
      name,
      keys: [
        ReportColumn("id", rows.map { .text($0.name) }),
        ReportColumn("from", rows.map { .text($0.fromBus) }),
        ReportColumn("to", rows.map { .text($0.toBus) }),
      ],
      columns: [
        column("p_from_kw", "kW") { $0.activePowerFromWatts / 1000 },
        column("q_from_kvar", "kvar") { $0.reactivePowerFromVar / 1000 },
        column("p_to_kw", "kW") { $0.activePowerToWatts / 1000 },
        column("q_to_kvar", "kvar") { $0.reactivePowerToVar / 1000 },
        column("i_from_a", "A", \.currentFromAmperes), column("i_to_a", "A", \.currentToAmperes),
        column("loss_kw", "kW") { $0.lossWatts / 1000 },
        column("loss_kvar", "kvar") { $0.lossVar / 1000 },
        column("loading", "1", \.loading),
      ])
  }

  private var generatorTable: [ReportTable] {
    guard !generators.isEmpty else { return [] }
    return [
      ReportTable(
        "gens", keys: [ReportColumn("id", generators.map { .text($0.name) })],
        columns: [
          ReportColumn("q_kvar", generators.map { $0.reactivePowerVar / 1000 }, units: "kvar"),
          ReportColumn("at_limit", generators.map { .flag($0.isAtLimit) }),
        ])
    ]
  }
}
