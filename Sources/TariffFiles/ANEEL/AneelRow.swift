import Quantities

/// A row of a table of ANEEL's open data.
struct AneelRow {
  let table: AneelTable
  let fields: [Range<Int>]

  /// What the field of a column says; empty where the table has no such column.
  func text(_ column: Int?) -> String {
    guard let column, fields.indices.contains(column) else { return "" }
    return AneelTable.text(table.bytes[fields[column]], isLatin1: table.isLatin1)
  }

  func error(_ column: Int, _ message: String) -> TariffFileError {
    table.error(at: fields[column].lowerBound, message)
  }

  /// The number of a column with a decimal comma, times a power of ten, rounded half to even.
  ///
  /// Points stand between groups of three digits only, as in `1.006,06`; `,43` is `0,43`.
  func number(_ column: Int, tens: Int) throws(TariffFileError) -> Int64 {
    let text = text(column)
    guard let number = Self.number(text, tens: tens) else {
      throw error(
        column,
        "'\(text.prefix(40))' is no number with a decimal comma such as '683,43' or '1.006,06'.")
    }
    return number
  }

  static func number(_ text: String, tens: Int) -> Int64? {
    var rest = Array(text.utf8)[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest.removeFirst() }
    let halves = rest.split(
      separator: UInt8(ascii: ","), maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = halves.first, whole.count <= 20 else { return nil }
    let groups = whole.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    if groups.count > 1 {
      guard let first = groups.first, (1...3).contains(first.count),
        groups.dropFirst().allSatisfy({ $0.count == 3 })
      else { return nil }
    }
    let decimals = halves.count > 1 ? halves[1] : []
    let digits = Array(groups.joined()) + decimals
    guard !digits.isEmpty, digits.count <= 30,
      digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    guard halves.count == 1 || !decimals.isEmpty else { return nil }
    let mantissa = digits.reduce(Int128(0)) { $0 * 10 + Int128($1 - UInt8(ascii: "0")) }
    let shift = tens - decimals.count
    let power = (0..<abs(shift)).reduce(Int128(1)) { power, _ in power * 10 }
    guard shift < 0 || mantissa < Int128(1) << 62 else { return nil }
    let scaled =
      shift < 0 ? quotientRoundedHalfToEven(mantissa, by: power) : mantissa * power
    return Int64(exactly: isNegative ? -scaled : scaled)
  }

  /// The date of a column: `2026-07-04` or `04/07/2026`, a time behind it passed over.
  func date(_ column: Int) throws(TariffFileError) -> CivilDate {
    let text = text(column)
    let day = String(text.prefix(10))
    if let date = CivilDate(parsing: day) { return date }
    let parts = day.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 3, let date = CivilDate(parsing: "\(parts[2])-\(parts[1])-\(parts[0])") {
      return date
    }
    throw error(column, "'\(text.prefix(40))' is no date such as '2026-07-04' or '04/07/2026'.")
  }
}

/// A text without accents and capitals, for comparing names that are written in several ways.
func foldedForComparison(_ text: String) -> String {
  var folded = String.UnicodeScalarView()
  for scalar in text.lowercased().unicodeScalars {
    switch scalar {
    case "á", "à", "â", "ã", "ä": folded.append("a")
    case "é", "è", "ê", "ë": folded.append("e")
    case "í", "ì", "î", "ï": folded.append("i")
    case "ó", "ò", "ô", "õ", "ö": folded.append("o")
    case "ú", "ù", "û", "ü": folded.append("u")
    case "ç": folded.append("c")
    // Accents that stand by themselves, and spaces that do not break.
    case "\u{300}"..."\u{36F}": break
    case "\u{A0}": folded.append(" ")
    default: folded.append(scalar)
    }
  }
  return String(folded)
}
