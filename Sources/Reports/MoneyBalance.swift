import Accounting

/// The money of a result file, checked to the last millionth.
struct MoneyBalance {
  /// The postings of the ledger.
  let debtors: [Int64]
  let creditors: [Int64]
  let amounts: [Double]
  let kinds: [Int64]
  /// The balance of each account as the file states it, and the account of each member.
  let balances: [Double]
  let memberAccounts: [Int]
  /// The lines of all bills.
  let billedMembers: [Int64]
  let billedKinds: [Int64]
  let billedAmounts: [Double]
  /// What each member was billed as the file states it.
  let memberBills: [Double]
  /// What each member owes for all intervals together, in millionths, without standing charges.
  let intervalCosts: [Int64]

  /// What was found.
  var checks: [Check] {
    for amount in [amounts, balances, billedAmounts, memberBills].joined()
    where !(amount.magnitude < Check.greatestExactAmount) {
      return [
        Check(
          property: "amounts are exact millionths", passed: false,
          finding: "the file has the amount \(amount)")
      ]
    }
    var ledger = [Int64](repeating: 0, count: balances.count)
    // Investments stand on no bill.
    var investments = ledger
    for (index, amount) in amounts.enumerated() {
      let micros = Check.micros(amount)
      guard let debtor = Int(exactly: debtors[index]), ledger.indices.contains(debtor),
        let creditor = Int(exactly: creditors[index]), ledger.indices.contains(creditor)
      else {
        return [
          Check(
            property: "ledger", passed: false,
            finding: "posting \(index) names an account that does not exist")
        ]
      }
      ledger[debtor] &-= micros
      ledger[creditor] &+= micros
      if kinds[index] == Int64(PostingKind.investment.rawValue) {
        investments[debtor] &-= micros
        investments[creditor] &+= micros
      }
    }
    let sum = balances.reduce(Int64(0)) { $0 &+ Check.micros($1) }
    let strayAccounts = ledger.indices.count { ledger[$0] != Check.micros(balances[$0]) }
    var bills = [Int64](repeating: 0, count: memberBills.count)
    // What is settled once in a billing period and is no interval's.
    var ofPeriod = bills
    let periodKinds =
      [PostingKind.standingCharge, .quotaCompensation, .upkeep]
      + PostingKind.allCases.filter(\.isOfCycle)
    let kindsOfPeriod = periodKinds.map { Int64($0.rawValue) }
    for (index, member) in billedMembers.enumerated() {
      guard let member = Int(exactly: member), bills.indices.contains(member) else { continue }
      let micros = Check.micros(billedAmounts[index])
      bills[member] &+= micros
      if kindsOfPeriod.contains(billedKinds[index]) { ofPeriod[member] &+= micros }
    }
    let strayBills = bills.indices.count { member in
      bills[member] != Check.micros(memberBills[member])
        || bills[member]
          != investments[memberAccounts[member]] &- ledger[memberAccounts[member]]
    }
    let strayCosts = bills.indices.count { member in
      bills[member] != intervalCosts[member] &+ ofPeriod[member]
    }
    return [
      Check(
        property: "the ledger's balances sum to exactly zero", passed: sum == 0,
        finding: "sum \(sum) millionths over \(balances.count) accounts"),
      Check(
        property: "each balance is the sum of its postings", passed: strayAccounts == 0,
        finding: "\(strayAccounts) of \(balances.count) accounts differ; "
          + "\(amounts.count) postings"),
      Check(
        property: "each member's bills are its account's postings, investments left out",
        passed: strayBills == 0,
        finding: "\(strayBills) of \(bills.count) members differ"),
      Check(
        property: "each member's bills are its intervals' costs and what is due once a period",
        passed: strayCosts == 0, finding: "\(strayCosts) of \(bills.count) members differ"),
    ]
  }
}
