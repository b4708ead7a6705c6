import Parameters
import Quantities

extension ScenarioReader {
  /// The quota contract; reports names that no member has.
  func contractSettings(
    _ section: Section, memberNames: MemberNames, time: TimeSettings?
  ) -> ContractSettings? {
    var joined: Set<Int> = []
    var members: [ContractMember] = []
    for section in section.list(ContractKeys.members) {
      let key = ContractMemberKeys.member
      guard section.isComplete, let name = section.text(key),
        let member = index(of: name, at: section.place(key), in: memberNames),
        let quota = whole(ContractMemberKeys.quota, in: section),
        let tokens = whole(ContractMemberKeys.tokens, in: section),
        let utility = section.text(ContractMemberKeys.utility)
      else { continue }
      if !joined.insert(member).inserted {
        diagnostics.report(section.place(key), "'\(name)' joins the contract more than once.")
      }
      members.append(
        ContractMember(
          member: member, fullName: section.text(ContractMemberKeys.fullName) ?? name,
          utility: utility, quota: Quota(watts: quota), tokens: Tokens(milliSEB: tokens)))
    }
    var trades: [ContractTrade] = []
    for section in section.list(ContractKeys.trades) {
      if let trade = trade(section, memberNames: memberNames, joined: joined, time: time) {
        trades.append(trade)
      }
    }
    // Trades of one moment stay in the order of the file.
    let order = trades.indices.sorted { (trades[$0].time, $0) < (trades[$1].time, $1) }
    return ContractSettings(members: members, trades: order.map { trades[$0] })
  }

  private func trade(
    _ section: Section, memberNames: MemberNames, joined: Set<Int>, time: TimeSettings?
  ) -> ContractTrade? {
    typealias Keys = ContractTradeKeys
    let witnesses = section.texts(Keys.witnesses).compactMap {
      index(of: $0, at: section.place(Keys.witnesses), in: memberNames)
    }
    let from = party(Keys.from, in: section, memberNames, joined)
    let to = party(Keys.to, in: section, memberNames, joined)
    guard section.isComplete, let time,
      let moment = civilTime(Keys.at, in: section),
      let instant = instant(of: moment, Keys.at, in: section, time.zone),
      let from, let to, let quota = whole(Keys.quota, in: section),
      let tokens = whole(Keys.tokens, in: section)
    else { return nil }
    if moment.nanosecond != 0 {
      diagnostics.report(
        section.place(Keys.at), "'\(Keys.at.name)' in 'trade' must be a whole second.")
    }
    if instant < time.start || instant >= time.end {
      diagnostics.report(
        section.place(Keys.at), "'\(Keys.at.name)' in 'trade' lies outside the horizon.")
    }
    return ContractTrade(
      time: instant, from: from, to: to, quota: Quota(watts: quota),
      tokens: Tokens(milliSEB: tokens), witnesses: witnesses)
  }

  private func party(
    _ parameter: Parameter, in section: Section, _ names: MemberNames, _ joined: Set<Int>
  ) -> Int? {
    guard let name = section.text(parameter),
      let index = index(of: name, at: section.place(parameter), in: names)
    else { return nil }
    if !joined.contains(index) {
      diagnostics.report(
        section.place(parameter), "'\(name)' trades quota but is no member of the contract.")
    }
    return index
  }

  private func index(of name: String, at place: SourcePlace, in names: MemberNames) -> Int? {
    if let index = names.indices[name] { return index }
    diagnostics.report(
      place,
      "there is no member '\(name)'. \(Suggestion.advice(for: name, among: names.ordered))")
    return nil
  }

  /// A number that the contract counts in whole base units.
  private func whole(_ parameter: Parameter, in section: Section) -> Int64? {
    guard let number = section.number(parameter) else { return nil }
    guard let whole = Int64(exactly: number) else {
      diagnostics.report(
        section.place(parameter),
        "'\(parameter.name)' in '\(section.parameterSet.name)' must be a whole number of "
          + "\(unit(of: parameter)).")
      return nil
    }
    return whole
  }

  private func unit(of parameter: Parameter) -> String {
    guard case .quantity(let dimension) = parameter.kind else { return "units" }
    return dimension.units[0].symbol
  }
}
