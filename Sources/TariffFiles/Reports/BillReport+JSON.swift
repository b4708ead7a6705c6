import Quantities
import Tariffs

extension BillReport {
  /// The report as JSON: every line of every bill, all numbers as exact decimals.
  public func json() -> String {
    let lines = [
      "{",
      "  \"timeZone\": \(Self.quoted(grid.zone.identifier)),",
      "  \"start\": \(Self.quoted(moment(grid.start))),",
      "  \"end\": \(Self.quoted(moment(grid.end))),",
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
            "tariff": \(Self.quoted(tariff.plan.name)),
            "provider": \(Self.quoted(tariff.plan.provider)),
            "source": \(Self.quoted(tariff.plan.source)),
            "currency": \(Self.quoted(tariff.plan.currency)),
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
                "member": \(Self.quoted(member.name)),
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
      ("kind", Self.quoted(line.kind.rawValue)), ("component", Self.quoted(line.component)),
    ]
    if !line.period.isEmpty { members.append(("period", Self.quoted(line.period))) }
    if let tier = line.tier { members.append(("tier", String(tier))) }
    members += [
      ("party", Self.quoted(line.party.rawValue)),
      ("quantity", ReportNumbers.quantity(line.quantity)),
      ("unit", Self.quoted(line.unit.rawValue)), ("price", ReportNumbers.price(line.price)),
      ("net", ReportNumbers.money(line.net)), ("tax", ReportNumbers.money(line.tax)),
      ("amount", ReportNumbers.money(line.amount)),
    ]
    return "{\(members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", "))}"
  }

  static func quoted(_ string: String) -> String {
    var quoted = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\0"..<" ", "\u{7F}":
        quoted += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
