import Quantities

/// A table as texts: what all formats but JSON are made of.
struct BillCells {
  var header: [String]
  var rows: [[String]]
  var isTotal: [Bool]
  /// The number of columns that lead each row and are aligned to the left.
  var labelCount: Int
}

extension BillTable {
  /// The texts of the cells.
  ///
  /// - Parameters:
  ///   - decimals: The decimals of amounts, from 0 to 6.
  ///   - repeatsNames: Whether the columns of differences bear the names of their cases.
  func cells(decimals: Int, repeatsNames: Bool) -> BillCells {
    var header = labels + [BillCasePlan.simulatedName]
    for name in cases {
      header.append(name)
      if hasDifferences {
        header += repeatsNames ? ["\(name) change", "\(name) change (%)"] : ["change", "%"]
      }
    }
    let texts = rows.map { row in
      var texts = row.labels
      texts.append(row.simulated.map { DecimalText.money($0.micros, decimals: decimals) } ?? "")
      for index in row.amounts.indices {
        texts.append(
          row.amounts[index].map { DecimalText.money($0.micros, decimals: decimals) } ?? "")
        guard hasDifferences else { continue }
        texts.append(
          row.difference(index).map { DecimalText.money($0, decimals: decimals) } ?? "")
        texts.append(row.share(index).map { DecimalText.text($0, digits: 2, decimals: 2) } ?? "")
      }
      return texts
    }
    return BillCells(
      header: header, rows: texts, isTotal: rows.map(\.isTotal), labelCount: labels.count)
  }
}

/// Exact decimals without an exponent.
package enum DecimalText {
  /// An amount in currency units, rounded half to even.
  package static func money(_ micros: Int64, decimals: Int) -> String {
    text(micros, digits: 6, decimals: decimals)
  }

  /// A number counted in units of 10^−digits.
  static func text(_ count: Int64, digits: Int, decimals: Int) -> String {
    let power = { (exponent: Int) in (0..<exponent).reduce(Int128(1)) { product, _ in product * 10 }
    }
    let rounded = quotientRoundedHalfToEven(Int128(count), by: power(max(0, digits - decimals)))
    let scale = power(min(digits, decimals))
    let magnitude = rounded.magnitude
    let whole = "\(rounded < 0 ? "-" : "")\(magnitude / UInt128(scale))"
    guard scale > 1 else { return whole }
    let fraction = String(magnitude % UInt128(scale))
    return whole + "."
      + String(repeating: "0", count: min(digits, decimals) - fraction.count) + fraction
  }

  /// An amount with all its decimals but the zeros at the end.
  package static func shortest(_ micros: Int64) -> String {
    var text = money(micros, decimals: 6)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}
