import Quantities
import Tariffs

/// Integers in steps of a power of ten as exact decimals.
package enum ReportNumbers {
  /// A decimal with at least some and at most all of its digits behind the point.
  static func decimal(_ count: Int128, digits: Int, atLeast least: Int = 0) -> String {
    let magnitude = String(count.magnitude)
    let padding = max(0, digits + 1 - magnitude.utf8.count)
    let padded = String(repeating: "0", count: padding) + magnitude
    var fraction = padded.suffix(digits)
    while fraction.count > least, fraction.last == "0" { fraction.removeLast() }
    let whole = padded.dropLast(digits)
    return (count < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
  }

  package static func money(_ micros: Int128) -> String { decimal(micros, digits: 6, atLeast: 2) }
  static func money(_ money: Money) -> String { self.money(Int128(money.micros)) }
  static func quantity(_ quantity: BilledQuantity) -> String {
    decimal(Int128(quantity), digits: 6)
  }
  static func price(_ price: UnitPrice) -> String { decimal(Int128(price.nanos), digits: 9) }

  /// The tier, empty where there is none.
  static func tier(_ tier: Int?) -> String { tier.map(String.init) ?? "" }
}

extension BillReport {
  /// The first and the last day of a cycle.
  func days(of cycle: BillingCycle) -> (first: CivilDate, last: CivilDate) {
    let first = grid.zone.civilTime(at: cycle.start).date
    let end = cycle.end.advanced(byNanoseconds: -1) ?? cycle.end
    return (first, max(first, grid.zone.civilTime(at: end).date))
  }
}
