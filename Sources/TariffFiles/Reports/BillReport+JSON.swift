import JSONReading
import Quantities
import Tariffs

extension BillReport {
  /// The report as JSON: every line of every bill, all numbers as exact decimals.
  public func json() -> String {
    let lines = [
      "{",
      "  \"timeZone\": \(JSONString.quoted(grid.zone.identifier)),",
      "  \"start\": \(JSONString.quoted(moment(grid.start))),",
      "  \"end\": \(JSONString.quoted(moment(grid.end))),",
      "  \"intervalSeconds\": "
        + "\(ReportNumbers.decimal(Int128(grid.intervalNanoseconds), digits: 9)),",
      "  \"intervals\": \(grid.count),",
      "  \"tariffs\": [",
    ]
    let tariffs = self.tariffs.map(json).joined(separator: ",\n")
    return lines.joined(separator: "\n") + "\n\(tariffs)\n  ]\n}\n"
  }

  private func moment(_ instant: Instant) -> String {
    "\(CivilTimeZone.utc.civilTime(at: instant))Z"
  }

  private func json(_ tariff: TariffBills) -> String {
    let members = tariff.members.map(json).joined(separator: ",\n")
    return """
          {
            "tariff": \(JSONString.quoted(tariff.plan.name)),
            "provider": \(JSONString.quoted(tariff.plan.provider)),
            "source": \(JSONString.quoted(tariff.plan.source)),
            "currency": \(JSONString.quoted(tariff.plan.currency)),
            "total": \(ReportNumbers.money(tariff.totalMicros)),
            "members": [
      \(members)
            ]
          }
      """
  }

  private func json(_ member: MemberBills) -> String {
    let bills = member.bills.map(json).joined(separator: ",\n")
    return """
              {
                "member": \(JSONString.quoted(member.name)),
                "total": \(ReportNumbers.money(member.totalMicros)),
                "bills": [
      \(bills)
                ],
                "state": \(StateText.json(member.state))
              }
      """
  }

  private func json(_ bill: Bill) -> String {
    let (first, last) = days(of: bill.cycle)
    let lines = bill.lines.map { "                " + json($0) }.joined(separator: ",\n")
    return """
                  {
                    "year": \(bill.cycle.year), "month": \(bill.cycle.month),
                    "from": "\(first)", "to": "\(last)",
                    "lines": [
      \(lines)
                    ],
                    "total": \(ReportNumbers.money(bill.total)),
                    "creditBalance": \(ReportNumbers.quantity(bill.creditBalance)),
                    "moneyBalance": \(ReportNumbers.money(bill.moneyBalance))
                  }
      """
  }

  private func json(_ line: BillLine) -> String {
    var members = [
      ("kind", JSONString.quoted(line.kind.rawValue)),
      ("component", JSONString.quoted(line.component)),
    ]
    if !line.period.isEmpty { members.append(("period", JSONString.quoted(line.period))) }
    if let tier = line.tier { members.append(("tier", String(tier))) }
    members += [
      ("party", JSONString.quoted(line.party.rawValue)),
      ("quantity", ReportNumbers.quantity(line.quantity)),
      ("unit", JSONString.quoted(line.unit.rawValue)), ("price", ReportNumbers.price(line.price)),
      ("net", ReportNumbers.money(line.net)), ("tax", ReportNumbers.money(line.tax)),
      ("amount", ReportNumbers.money(line.amount)),
    ]
    return "{\(members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", "))}"
  }
}
