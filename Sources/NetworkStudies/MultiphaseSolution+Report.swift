import ComplexModule
public import PowerFlow
import RealModule

extension MultiphaseSolution {
  /// The solution as tables, with the names and units of the reference cases.
  public func report(of network: MultiphaseNetwork) -> SolutionReport {
    SolutionReport(
      facts: facts(of: network),
      tables: [
        nodeTable(network), Self.lineTable(lines), Self.transformerTable(transformers),
        Self.injectionTable("loads", loads), Self.injectionTable("gens", generators),
        Self.injectionTable("capacitors", capacitors), sourceTable(network),
        unbalanceTable(network), tapTable(network),
      ].filter { $0.rowCount > 0 || ["lines", "transformers", "loads"].contains($0.name) })
  }

  private func name(of node: Int?, in network: MultiphaseNetwork) -> String {
    guard let node, nodes.indices.contains(node) else { return "" }
    return "\(network.buses[nodes[node].bus].name).\(nodes[node].conductor)"
  }

  private func facts(of network: MultiphaseNetwork) -> [ReportFact] {
    func power(_ name: String, _ value: Double, _ units: String) -> ReportFact {
      ReportFact(name, .number(value / 1000), units: units)
    }
    func voltage(_ name: String, _ node: Int?) -> ReportFact {
      let value = node.map { nodes[$0].magnitudePerUnit }
      return ReportFact(name, .number(outcome.converged ? value ?? .nan : .nan), units: "1")
    }
    return [
      ReportFact("converged", .flag(outcome.converged)),
      ReportFact("solver", .text(method.rawValue)),
      ReportFact("iterations", .integer(outcome.iterations)),
      power("mismatch_kva", outcome.mismatchVoltAmperes, "kV A"),
      ReportFact("worst_node", .text(name(of: worstNode, in: network))),
      power("total_loss_kw", loss.real, "kW"), power("total_loss_kvar", loss.imaginary, "kvar"),
      power("source_p_kw", sourcePower.real, "kW"),
      power("source_q_kvar", sourcePower.imaginary, "kvar"),
      voltage("v_min_pu", lowestNode),
      ReportFact("v_min_node", .text(name(of: lowestNode, in: network))),
      voltage("v_max_pu", highestNode),
      ReportFact("v_max_node", .text(name(of: highestNode, in: network))),
      power("unserved_load_kw", unservedWatts, "kW"),
    ]
  }

  private func nodeTable(_ network: MultiphaseNetwork) -> ReportTable {
    ReportTable(
      "nodes",
      keys: [
        ReportColumn("bus", nodes.map { .text(network.buses[$0.bus].name) }),
        ReportColumn("node", nodes.map { .integer($0.conductor) }),
      ],
      columns: [
        ReportColumn("vm_pu", nodes.map(\.magnitudePerUnit), units: "1"),
        ReportColumn("va_deg", nodes.map(\.angleDegrees), units: "degree"),
        ReportColumn("v", nodes.map(\.voltage.length), units: "V"),
      ])
  }

  private static func lineTable(_ branches: [Branch]) -> ReportTable {
    func column(
      _ name: String, _ units: String, end: Int, _ value: (Terminal) -> [Double]
    ) -> ReportColumn {
      ReportColumn(name, branches.map { .numbers(value($0.ends[end])) }, units: units)
    }
    let ends = [("from", 0), ("to", 1)].flatMap { word, end in
      [
        column("i_\(word)_a", "A", end: end) { $0.currents.map(\.length) },
        column("i_\(word)_deg", "degree", end: end) { $0.currents.map(\.degrees) },
        column("p_\(word)_kw", "kW", end: end) { $0.powers.map { $0.real / 1000 } },
        column("q_\(word)_kvar", "kvar", end: end) { $0.powers.map { $0.imaginary / 1000 } },
      ]
    }
    return ReportTable(
      "lines", keys: [ReportColumn("id", branches.map { .text($0.name) })],
      columns: ends + lossColumns(branches))
  }

  private static func transformerTable(_ branches: [Branch]) -> ReportTable {
    func column(
      _ name: String, _ units: String, end: Int, _ value: (Terminal) -> [Double]
    ) -> ReportColumn {
      ReportColumn(
        name,
        branches.map { .numbers($0.ends.indices.contains(end) ? value($0.ends[end]) : []) },
        units: units)
    }
    let count = branches.map(\.ends.count).max() ?? 0
    let ends = (0..<count).flatMap { end in
      let word = end == 0 ? "from" : end == 1 ? "to" : "third"
      return [
        column("i_\(word)_a", "A", end: end) { $0.currents.map(\.length) },
        column("i_\(word)_deg", "degree", end: end) { $0.currents.map(\.degrees) },
        column("p_\(word)_kw", "kW", end: end) { $0.powers.map { $0.real / 1000 } },
        column("q_\(word)_kvar", "kvar", end: end) { $0.powers.map { $0.imaginary / 1000 } },
      ]
    }
    return ReportTable(
      "transformers", keys: [ReportColumn("id", branches.map { .text($0.name) })],
      columns: ends + lossColumns(branches))
  }

  private static func lossColumns(_ branches: [Branch]) -> [ReportColumn] {
    [
      ReportColumn("loss_kw", branches.map { $0.loss.real / 1000 }, units: "kW"),
      ReportColumn("loss_kvar", branches.map { $0.loss.imaginary / 1000 }, units: "kvar"),
      ReportColumn("loading", branches.map { $0.loading ?? .nan }, units: "1"),
    ]
  }

  private static func injectionTable(_ name: String, _ rows: [Injection]) -> ReportTable {
    ReportTable(
      name, keys: [ReportColumn("id", rows.map { .text($0.name) })],
      columns: [
        ReportColumn("p_kw", rows.map { $0.power.real / 1000 }, units: "kW"),
        ReportColumn("q_kvar", rows.map { $0.power.imaginary / 1000 }, units: "kvar"),
        ReportColumn(
          "i_a", rows.map { .numbers($0.terminal.currents.map(\.length)) }, units: "A"),
        ReportColumn(
          "v_pu_of_rating", rows.map { .numbers($0.voltagesPerUnitOfRating) }, units: "1"),
        ReportColumn("clamped", rows.map { .flag($0.isOutsideWindow) }),
        ReportColumn("unserved_kw", rows.map { $0.unservedWatts / 1000 }, units: "kW"),
      ])
  }

  private func sourceTable(_ network: MultiphaseNetwork) -> ReportTable {
    ReportTable(
      "sources", keys: [ReportColumn("id", network.sources.map { .text($0.name) })],
      columns: [
        ReportColumn("p_kw", sources.map { $0.power.real / 1000 }, units: "kW"),
        ReportColumn("q_kvar", sources.map { $0.power.imaginary / 1000 }, units: "kvar"),
        ReportColumn("i_a", sources.map { .numbers($0.currents.map(\.length)) }, units: "A"),
      ])
  }

  private func unbalanceTable(_ network: MultiphaseNetwork) -> ReportTable {
    let rows = unbalancePercent.enumerated().compactMap { bus, value in value.map { (bus, $0) } }
    return ReportTable(
      "buses", keys: [ReportColumn("id", rows.map { .text(network.buses[$0.0].name) })],
      columns: [ReportColumn("unbalance_percent", rows.map(\.1), units: "percent")])
  }

  private func tapTable(_ network: MultiphaseNetwork) -> ReportTable {
    let regulators = network.regulators
    return ReportTable(
      "regulators", keys: [ReportColumn("id", regulators.map { .text($0.name) })],
      columns: [
        ReportColumn(
          "tap_number",
          regulators.map {
            .integer(network.transformers[$0.transformer].windings[$0.winding].tapNumber)
          }),
        ReportColumn(
          "tap",
          regulators.map { network.transformers[$0.transformer].windings[$0.winding].tap },
          units: "1"),
      ])
  }
}

extension Complex<Double> {
  /// The angle, in degrees.
  fileprivate var degrees: Double { phase * 180 / .pi }
}
