import Tariffs

extension BillReport {
  /// The report as comma-separated values: a row for each line of each bill.
  public func csv() -> String {
    var rows = [
      "tariff,member,from,to,kind,component,period,tier,party,quantity,unit,price,net,tax,amount,"
        + "currency"
    ]
    for tariff in tariffs {
      for member in tariff.members {
        for bill in member.bills {
          let (first, last) = days(of: bill.cycle)
          rows += bill.lines.map { line in
            [
              tariff.plan.name, member.name, "\(first)", "\(last)", line.kind.rawValue,
              line.component, line.period, ReportNumbers.tier(line.tier), line.party.rawValue,
              ReportNumbers.quantity(line.quantity), line.unit.rawValue,
              ReportNumbers.price(line.price), ReportNumbers.money(line.net),
              ReportNumbers.money(line.tax), ReportNumbers.money(line.amount),
              tariff.plan.currency,
            ].map(Self.field).joined(separator: ",")
          }
        }
      }
    }
    return rows.joined(separator: "\n") + "\n"
  }

  private static func field(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }
}
