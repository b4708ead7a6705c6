import Contracts
import JSONReading
import Quantities

/// What a contract starts with, where a vector says that it does not start with nobody.
struct ReplayGenesis {
  var founders: [FoundingMember] = []
  var unallocated: [(utility: UtilityName, quota: Quota)] = []
  /// The time before which no call may be; `nil` for that of the first step.
  var startTime: Int64?

  static let keys = ["startTime", "founders", "unallocated"]
}

extension ReplayReader {
  /// Reads what the contract of a vector starts with.
  mutating func genesis(of vector: ObjectFields) -> ReplayGenesis {
    var genesis = ReplayGenesis()
    genesis.startTime = vector.optional("startTime").flatMap { integer($0, "startTime") }
    let founders = vector.optional("founders").flatMap { elements(of: $0, "founders") } ?? []
    for value in founders {
      if let founder = founder(value) { genesis.founders.append(founder) }
    }
    let shares = vector.optional("unallocated").flatMap { elements(of: $0, "unallocated") } ?? []
    for value in shares {
      guard let share = fields(of: value, "the unallocated quota", known: ["utility", "quotaW"]),
        let utility = required("utility", of: share).flatMap({ text($0, "utility") }),
        let quota = required("quotaW", of: share).flatMap({ integer($0, "quotaW") })
      else { continue }
      genesis.unallocated.append((UtilityName(utility), Quota(watts: quota)))
    }
    return genesis
  }

  private mutating func founder(_ value: JSONValue) -> FoundingMember? {
    let known = ["address", "fullName", "utility", "quotaW", "tokens_mSEB"]
    guard let founder = fields(of: value, "the founder", known: known),
      let address = required("address", of: founder).flatMap({ text($0, "address") }),
      let utility = required("utility", of: founder).flatMap({ text($0, "utility") })
    else { return nil }
    let fullName = founder.optional("fullName").flatMap { text($0, "fullName") }
    let quota = founder.optional("quotaW").flatMap { integer($0, "quotaW") }
    let tokens = founder.optional("tokens_mSEB").flatMap { integer($0, "tokens_mSEB") }
    return FoundingMember(
      address: MemberAddress(address), fullName: fullName ?? address,
      utility: UtilityName(utility), quota: Quota(watts: quota ?? 0),
      tokens: Tokens(milliSEB: tokens ?? 0))
  }
}
