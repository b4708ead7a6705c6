import JSONReading
import Quantities
import Spelling
import Tariffs

/// One price of ANEEL's tables.
struct AneelEntry: Hashable {
  /// The period in the words of the tariffs: `all hours` where the table names none.
  var period: String
  /// Whether the price is for demand rather than for energy.
  var isDemand: Bool
  /// The component: `TE`, `TUSD` or a part of one.
  var component: String
  /// The price of a kilowatt-hour or kilowatt.
  var price: UnitPrice
  var from: CivilDate
  var until: CivilDate
  var consumerClass: String
  var subclass: String
  var resolution: String
  /// Where it stands.
  var position: Int
}

/// The prices of a table that a selection means.
struct AneelEntries {
  /// The kind of table.
  enum Kind {
    /// Whole TE and TUSD (tarifas-distribuidoras-energia-eletrica).
    case tariffs
    /// Their components (componentes-tarifarias).
    case components
  }

  let kind: Kind
  var entries: [AneelEntry] = []

  /// The columns of a table, by the names of the two data sets.
  private struct Columns {
    var agent, subgroup, modality, base, from, until: Int
    var consumerClass, subclass, detail, period, unit, accessor, resolution: Int?
    var component: Int?
    var values: [(name: String, column: Int)]

    init(_ table: AneelTable, kind: Kind) throws(TariffFileError) {
      let isWhole = kind == .tariffs
      agent = try table.requiredColumn(isWhole ? "SigAgente" : "SigNomeAgente")
      subgroup = try table.requiredColumn(isWhole ? "DscSubGrupo" : "DscSubGrupoTarifario")
      modality = try table.requiredColumn("DscModalidadeTarifaria")
      base = try table.requiredColumn("DscBaseTarifaria")
      from = try table.requiredColumn("DatInicioVigencia")
      until = try table.requiredColumn("DatFimVigencia")
      consumerClass = table.column("DscClasse", "DscClasseConsumidor")
      subclass = table.column("DscSubClasse", "DscSubClasseConsumidor")
      detail = table.column("DscDetalhe", "DscDetalheConsumidor")
      period = table.column("NomPostoTarifario", "DscPostoTarifario")
      unit = table.column("DscUnidadeTerciaria", "DscUnidade")
      accessor = table.column("SigAgenteAcessante")
      resolution = table.column("DscREH", "DscResolucaoHomologatoria")
      if isWhole {
        values = [
          ("TUSD", try table.requiredColumn("VlrTUSD")), ("TE", try table.requiredColumn("VlrTE")),
        ]
      } else {
        component = try table.requiredColumn("DscComponenteTarifario")
        values = [("", try table.requiredColumn("VlrComponenteTarifario"))]
      }
    }
  }

  /// Reads what a selection means; every filter that leaves nothing says what there is.
  init(_ table: AneelTable, _ selection: AneelSelection) throws(TariffFileError) {
    kind = table.column("DscComponenteTarifario") == nil ? .tariffs : .components
    let columns = try Columns(table, kind: kind)
    let detail =
      selection.takesCompensated ? AneelSelection.compensated : AneelSelection.plain
    var funnel = Funnel([
      ("distributor", selection.distributor), ("subgroup", selection.subgroup),
      ("modality", selection.modality.name), ("tariff base", AneelSelection.applied),
      ("detail", detail), ("accessing agent", AneelSelection.plain),
    ])
    let keys: [Int?] = [
      columns.agent, columns.subgroup, columns.modality, columns.base, columns.detail,
      columns.accessor,
    ]
    var spans: [String] = []
    var entries: [AneelEntry] = []
    try table.forEachRow { (row) throws(TariffFileError) in
      guard funnel.passes(row, keys) else { return }
      let (from, until) = (try row.date(columns.from), try row.date(columns.until))
      guard (from...max(from, until)).contains(selection.date) else {
        let span = "\(from) to \(until)"
        if !spans.contains(span) { spans.append(span) }
        return
      }
      for (name, column) in columns.values {
        entries.append(
          try Self.entry(row, columns, name: name, value: column, from: from, until: until))
      }
    }
    if entries.isEmpty {
      throw TariffFileError(
        "\(table.fileName): "
          + (funnel.complaint
            ?? "the tariff is not in force on \(selection.date); it is from \(spans.joined(separator: ", ")).")
      )
    }
    self.entries = try Self.chosen(entries, selection, in: table)
  }

  private static func entry(
    _ row: AneelRow, _ columns: Columns, name: String, value: Int, from: CivilDate,
    until: CivilDate
  ) throws(TariffFileError) -> AneelEntry {
    let unit = row.text(columns.unit)
    let isDemand: Bool
    switch foldedForComparison(unit).replacingPrefix("r$/") {
    case "mwh", "": isDemand = false
    case "kw": isDemand = true
    default:
      throw row.error(
        columns.unit ?? value, "the unit '\(unit)' is neither 'MWh' nor 'kW' (R$/MWh, R$/kW).")
    }
    let period: String
    switch foldedForComparison(row.text(columns.period)) {
    case "nao se aplica", "": period = "all hours"
    case "ponta": period = "peak"
    case "intermediario": period = "intermediate"
    case "fora ponta", "fora de ponta": period = "off-peak"
    case "reservado": period = "reserved"
    default:
      throw row.error(
        columns.period ?? value,
        "'\(row.text(columns.period))' is no period (posto) that is known.")
    }
    return AneelEntry(
      period: period, isDemand: isDemand,
      component: columns.component.map { row.text($0) } ?? name,
      price: UnitPrice(nanos: try row.number(value, tens: isDemand ? 9 : 6)), from: from,
      until: until, consumerClass: row.text(columns.consumerClass),
      subclass: row.text(columns.subclass), resolution: row.text(columns.resolution),
      position: row.fields[value].lowerBound)
  }

  /// The entries of one class, of the latest start, one for each price.
  private static func chosen(
    _ all: [AneelEntry], _ selection: AneelSelection, in table: AneelTable
  ) throws(TariffFileError) -> [AneelEntry] {
    let fileName = table.fileName
    var entries = all
    let choices: [(name: String, wanted: String?, value: (AneelEntry) -> String)] = [
      ("class", selection.consumerClass, { $0.consumerClass }),
      ("subclass", selection.subclass, { $0.subclass }),
    ]
    for (name, wanted, value) in choices {
      var known: [String] = []
      for entry in entries where !known.contains(value(entry)) { known.append(value(entry)) }
      if let wanted {
        entries.removeAll { foldedForComparison(value($0)) != foldedForComparison(wanted) }
        guard !entries.isEmpty else {
          throw TariffFileError(
            "\(fileName): there is no \(name) '\(wanted)'. \(advice(for: wanted, among: known))")
        }
      } else if known.count > 1 {
        let names = known.map { "'\($0)'" }.joined(separator: ", ")
        throw TariffFileError("\(fileName): say which \(name) is meant: \(names).")
      }
    }
    guard let latest = entries.map(\.from).max() else { return [] }
    entries.removeAll { $0.from < latest }
    var single: [AneelEntry] = []
    for entry in entries {
      guard
        let other = single.first(where: {
          $0.period == entry.period && $0.isDemand == entry.isDemand
            && $0.component == entry.component
        })
      else {
        single.append(entry)
        continue
      }
      guard other.price == entry.price else {
        throw table.error(
          at: entry.position,
          "the price of '\(entry.component)' differs from another one of the same period.")
      }
    }
    return single
  }
}

/// Filters rows by text, column after column, and remembers what each column held.
private struct Funnel {
  let steps: [(name: String, wanted: String)]
  private let folded: [String]
  /// The values that rows had which passed all earlier steps.
  private var seen: [[String]]
  private var last: [String]

  init(_ steps: [(name: String, wanted: String)]) {
    self.steps = steps
    folded = steps.map { foldedForComparison($0.wanted) }
    seen = steps.map { _ in [] }
    last = steps.map { _ in "" }
  }

  /// Whether a row has all wanted texts; a column that the table lacks does not count.
  mutating func passes(_ row: AneelRow, _ columns: [Int?]) -> Bool {
    for (step, column) in columns.enumerated() {
      guard let column else { continue }
      let text = row.text(column)
      // Rows of one kind stand together, so most are told by the row before.
      if text != last[step] || seen[step].isEmpty {
        last[step] = text
        if !seen[step].contains(text) { seen[step].append(text) }
      }
      guard foldedForComparison(text) == folded[step] else { return false }
    }
    return true
  }

  /// What is wrong with the first text that no row had; `nil` when all were found.
  var complaint: String? {
    for (step, values) in seen.enumerated() {
      guard !values.isEmpty else { continue }
      if !values.contains(where: { foldedForComparison($0) == folded[step] }) {
        let wanted = steps[step].wanted
        return "there is no \(steps[step].name) '\(wanted)'. \(advice(for: wanted, among: values))"
      }
    }
    return seen.allSatisfy(\.isEmpty) ? "there are no rows." : nil
  }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }
}
