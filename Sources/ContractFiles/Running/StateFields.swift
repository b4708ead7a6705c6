import Contracts
import Quantities

/// A field of something in a contract's state, as paths and snapshots call it.
struct StateField<Subject>: Sendable {
  let name: String
  /// Whether the field has another name, by which it is listed.
  var isAlias = false
  let read: @Sendable (Subject) -> ReplayValue

  init(_ name: String, _ read: @escaping @Sendable (Subject) -> ReplayValue) {
    self.name = name
    self.read = read
  }

  init(alias name: String, _ read: @escaping @Sendable (Subject) -> ReplayValue) {
    self.init(name, read)
    isAlias = true
  }
}

/// The fields of the state, by what they belong to.
enum StateFields {
  /// The field that tells whether something exists.
  static let existence = "exists"

  static let group: [StateField<ContractState>] = [
    StateField("members") { .integer(Int64($0.members.count)) },
    StateField("plants") { .integer($0.plantCount) },
    StateField("referendums") { .integer(Int64($0.referendums.count)) },
    StateField("totalSupplyW") { .integer($0.totalSupply.watts) },
    StateField("issued_mSEB") { .integer($0.issuedTokens.milliSEB) },
    StateField("reserveTokens_mSEB") { .integer($0.reserveTokens.milliSEB) },
  ]

  static let member: [StateField<ContractMember>] = [
    StateField("address") { .text($0.address.text) },
    StateField("fullName") { .text($0.fullName) },
    StateField("utility") { .text($0.utility.text) },
    StateField("quotaW") { .integer($0.quota.watts) },
    StateField("tokens_mSEB") { .integer($0.tokens.milliSEB) },
    StateField("seq") { .integer($0.sequence) },
  ]

  static let plant: [StateField<PowerPlant>] = [
    StateField("id") { .text($0.id.description) },
    StateField("ref") { .text($0.referendum.description) },
    StateField("status") { .text($0.status.rawValue) },
    StateField("capacityW") { .integer($0.capacity.watts) },
    StateField("cost") { .integer($0.cost) },
    StateField("utility") { .text($0.utility.text) },
    StateField("timeToMarket") { .integer($0.timeToMarket) },
    StateField("funders") { .integer($0.funderCount) },
    StateField(alias: "numOfFundMemb") { .integer($0.funderCount) },
    StateField("hasStarted") { .boolean($0.hasStarted) },
  ]

  static let crowdfunding: [StateField<PowerPlant>] = [
    StateField("plant") { .text($0.id.description) },
    StateField("start") { .integer($0.crowdfunding.start) },
    StateField("end") { .integer($0.crowdfunding.end) },
    StateField("total") { .integer($0.crowdfunding.total) },
    StateField(alias: "totalAmount") { .integer($0.crowdfunding.total) },
    StateField("remaining") { .integer($0.remaining) },
    StateField("contributions") { .integer(Int64($0.crowdfunding.bids.count)) },
    StateField("success") { .boolean($0.crowdfunding.isSuccess) },
    StateField("hasResult") { .boolean($0.crowdfunding.hasResult) },
  ]

  static let referendum: [StateField<Referendum>] =
    [
      StateField("id") { .text($0.id.description) },
      StateField("kind") { .text($0.subject.kindName) },
      StateField("start") { .integer($0.start) },
      StateField("end") { .integer($0.end) },
      StateField("electors") { .integer($0.electorCount) },
      StateField("votes") { .integer($0.voteCount) },
      StateField(alias: "numOfVotes") { .integer($0.voteCount) },
      StateField("trues") { .integer($0.yesCount) },
      StateField(alias: "yes") { .integer($0.yesCount) },
      StateField(alias: "countTrue") { .integer($0.yesCount) },
      StateField("hasResult") { .boolean($0.hasResult) },
      StateField("outcome") { .boolean($0.outcome) },
      StateField("executed") { .boolean($0.isExecuted) },
    ] + ReferendumSubject.fieldNames.map { name in StateField(name) { $0.subject.field(name) } }

  /// The names of fields that are followed by a utility or an address.
  static func detailedNames(of subject: StatePath.Subject) -> [String] {
    switch subject {
    case .group: ["unallocatedW", "operatingW"]
    case .crowdfunding: ["bid"]
    case .referendum: ["ballot"]
    case .member, .plant: []
    }
  }

  /// The names that may end a path.
  static func names(of subject: StatePath.Subject) -> [String] {
    switch subject {
    case .group: group.map(\.name)
    case .member: [existence] + member.map(\.name)
    case .plant: [existence] + plant.map(\.name)
    case .crowdfunding: [existence] + crowdfunding.map(\.name)
    case .referendum: [existence] + referendum.map(\.name)
    }
  }

  /// The value of a field; null if the subject does not exist.
  static func value<Subject>(
    _ name: String, of subject: Subject?, in fields: [StateField<Subject>]
  ) -> ReplayValue {
    if name == existence { return .boolean(subject != nil) }
    guard let subject else { return .null }
    return fields.first { $0.name == name }?.read(subject) ?? .null
  }
}
