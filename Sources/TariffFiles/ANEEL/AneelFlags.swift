import Quantities
import Tariffs

/// The tariff flags of months from ANEEL's table of activations (bandeira-tarifaria-acionamento).
struct AneelFlags {
  /// A month's flag.
  struct Entry: Hashable {
    var month: String
    var flag: String
    /// The price of a kilowatt-hour; `nil` where the table has none.
    var price: UnitPrice?
    /// Where it stands.
    var position: Int
  }

  var entries: [Entry] = []

  /// Whether a table is one of flags.
  static func isTable(_ table: AneelTable) -> Bool { flagColumn(table) != nil }

  private static func flagColumn(_ table: AneelTable) -> Int? {
    table.column("NomBandeiraAcionada", "NomBandeira")
  }

  init(_ table: AneelTable) throws(TariffFileError) {
    guard let flagColumn = Self.flagColumn(table) else {
      throw TariffFileError("\(table.fileName):1:1: there is no column of flags.")
    }
    let monthColumn = try table.requiredColumn("DatCompetencia")
    let price = table.column("VlrAdicionalBandeiraRSMWh", "VlrAdicionalBandeira")
    try table.forEachRow { (row) throws(TariffFileError) in
      let date = try row.date(monthColumn)
      let month = "\(date.year)-\(date.month < 10 ? "0" : "")\(date.month)"
      let name = row.text(flagColumn)
      guard let flag = Self.names[foldedForComparison(name)] else {
        throw row.error(flagColumn, "'\(name)' is no tariff flag.")
      }
      var nanos: Int64?
      if let price, !row.text(price).isEmpty { nanos = try row.number(price, tens: 6) }
      entries.append(
        Entry(
          month: month, flag: flag, price: nanos.map(UnitPrice.init(nanos:)),
          position: row.fields[flagColumn].lowerBound))
    }
    entries.sort { $0.month < $1.month }
    for (first, second) in zip(entries, entries.dropFirst()) where first.month == second.month {
      throw table.error(at: second.position, "there are two flags of \(second.month).")
    }
  }

  /// The names of the flags in the words of the rules, without accents and capitals.
  private static let names = [
    "verde": "Verde", "amarela": "Amarela",
    "vermelha p1": "Vermelha P1", "vermelha patamar 1": "Vermelha P1",
    "vermelha p2": "Vermelha P2", "vermelha patamar 2": "Vermelha P2",
    "escassez hidrica": "Escassez Hídrica",
  ]
}
