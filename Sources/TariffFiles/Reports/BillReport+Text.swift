import Quantities
import Tariffs

extension BillReport {
  /// The report for people: every line of every bill under one tariff, totals under several.
  public func text() -> String {
    if tariffs.count > 1 { return comparison().text() }
    return tariffs.map(text).joined(separator: "\n")
  }

  private func text(_ tariff: TariffBills) -> String {
    tariff.members.map { member in
      let whose = member.name.isEmpty ? "" : ", \(member.name)"
      var text = "\(tariff.plan.name)\(whose) (\(tariff.plan.currency))\n"
      for bill in member.bills { text += "\n" + self.text(bill) }
      let bills = member.bills.count == 1 ? "1 bill" : "\(member.bills.count) bills"
      text += "\nTotal of \(bills): \(ReportNumbers.money(member.totalMicros))\n"
      return text
    }.joined(separator: "\n")
  }

  private func text(_ bill: Bill) -> String {
    let (first, last) = days(of: bill.cycle)
    var table = TextTable(
      header: [
        "kind", "component", "period", "tier", "party", "quantity", "unit", "price", "net", "tax",
        "amount",
      ], rightAligned: [3, 5, 7, 8, 9, 10])
    for line in bill.lines {
      table.rows.append([
        line.kind.rawValue, line.component, line.period, ReportNumbers.tier(line.tier),
        line.party.rawValue, ReportNumbers.quantity(line.quantity), line.unit.rawValue,
        ReportNumbers.price(line.price), ReportNumbers.money(line.net),
        ReportNumbers.money(line.tax), ReportNumbers.money(line.amount),
      ])
    }
    table.rows.append(
      ["total", "", "", "", "", "", "", "", "", "", ReportNumbers.money(bill.total)])
    var text = "\(first) to \(last)\n" + table.text(indent: "  ")
    if bill.creditBalance != 0 {
      text += "  credits left: \(ReportNumbers.quantity(bill.creditBalance)) kWh\n"
    }
    if bill.moneyBalance != .zero {
      text += "  credit left: \(ReportNumbers.money(bill.moneyBalance))\n"
    }
    return text
  }

  /// The table of totals: a row for each member, a column for each tariff.
  public func comparison() -> TextTable {
    let currencies = Set(tariffs.map(\.plan.currency))
    var table = TextTable(
      header: ["member"]
        + tariffs.map {
          currencies.count > 1 ? "\($0.plan.name) (\($0.plan.currency))" : $0.plan.name
        }, rightAligned: Set(1...max(tariffs.count, 1)))
    let members = tariffs.first?.members ?? []
    for index in members.indices {
      table.rows.append(
        [members[index].name.isEmpty ? "-" : members[index].name]
          + tariffs.map { tariff in
            tariff.members.indices.contains(index)
              ? ReportNumbers.money(tariff.members[index].totalMicros) : ""
          })
    }
    if members.count > 1 {
      table.rows.append(["total"] + tariffs.map { ReportNumbers.money($0.totalMicros) })
    }
    return table
  }
}
