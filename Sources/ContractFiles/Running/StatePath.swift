import Contracts
import JSONReading
import Quantities
import Spelling

/// A path into the state of a contract, such as `member.A.quotaW` or `crowd.$p1.bid.A`.
///
/// Addresses and names of utilities may contain full stops.
struct StatePath: Sendable {
  /// What a path is about.
  enum Subject: String, CaseIterable, Sendable {
    case group, member, plant
    case crowdfunding = "crowd"
    case referendum = "ref"
  }

  /// Why a text is no path.
  struct Fault: Error {
    let message: String
  }

  let text: String
  let subject: Subject
  /// The address or id, or the name of an id; empty for the group.
  let key: String
  let field: String
  /// What follows the field: a utility or an address.
  let detail: String?

  /// Reads a path.
  init(_ text: String) throws(Fault) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let word = String(parts[0])
    guard let subject = Subject(rawValue: word) else {
      throw Fault(message: advice(for: word, among: Subject.allCases.map(\.rawValue)))
    }
    let rest = parts.count > 1 ? parts[1] : ""
    var key = ""
    var field = String(rest)
    switch subject {
    case .group: break
    case .member:
      guard let dot = rest.lastIndex(of: ".") else { throw Self.incomplete(subject) }
      key = String(rest[..<dot])
      field = String(rest[rest.index(after: dot)...])
    case .plant, .crowdfunding, .referendum:
      guard let dot = rest.firstIndex(of: ".") else { throw Self.incomplete(subject) }
      key = String(rest[..<dot])
      field = String(rest[rest.index(after: dot)...])
    }
    var detail: String?
    for name in StateFields.detailedNames(of: subject) where field.hasPrefix(name + ".") {
      detail = String(field.dropFirst(name.count + 1))
      field = name
    }
    self.text = text
    self.subject = subject
    self.key = key
    self.field = field
    self.detail = detail
    guard detail == nil else { return }
    let known = StateFields.names(of: subject)
    guard known.contains(where: { isSame($0, field) }) else {
      let detailed = StateFields.detailedNames(of: subject).map { "\($0).…" }
      throw Fault(message: advice(for: field, among: known + detailed))
    }
  }

  /// What may be the name of an id.
  var keys: [String] { [key] + (detail.map { [$0] } ?? []) }

  private static func incomplete(_ subject: Subject) -> Fault {
    Fault(
      message: "write \(subject.rawValue), what it is about and the field, as in "
        + "'\(subject.rawValue).x.\(StateFields.names(of: subject)[0])'.")
  }

  /// The value in a state; null if what it is about does not exist.
  func value(in state: ContractState, _ names: BoundNames) throws(UnboundName) -> ReplayValue {
    let key = try names.resolve(key)
    if let detail { return value(try names.resolve(detail), behind: key, in: state) }
    let plant = PlantID(key).flatMap { state.plant($0) }
    return switch subject {
    case .group: StateFields.value(field, of: state, in: StateFields.group)
    case .member:
      StateFields.value(field, of: state.member(MemberAddress(key)), in: StateFields.member)
    case .plant: StateFields.value(field, of: plant, in: StateFields.plant)
    case .crowdfunding: StateFields.value(field, of: plant, in: StateFields.crowdfunding)
    case .referendum:
      StateFields.value(
        field, of: ReferendumID(key).flatMap { state.referendum($0) }, in: StateFields.referendum)
    }
  }

  /// The value of a field that is followed by a utility or an address.
  private func value(
    _ detail: String, behind key: String, in state: ContractState
  ) -> ReplayValue {
    switch subject {
    case .group:
      let area = state.area(of: UtilityName(detail))
      let quota = field == "operatingW" ? area?.operatingCapacity : area?.unallocatedQuota
      return .integer(quota?.watts ?? 0)
    case .crowdfunding:
      guard let plant = PlantID(key).flatMap({ state.plant($0) }) else { return .null }
      let address = MemberAddress(detail)
      // Who has left may still have a bid.
      let amount =
        state.member(address).map { plant.crowdfunding.bid(of: $0.sequence) }
        ?? plant.crowdfunding.bids.last { $0.address == address }?.amount
      return .integer(amount ?? 0)
    case .referendum:
      guard let referendum = ReferendumID(key).flatMap({ state.referendum($0) }),
        let member = state.member(MemberAddress(detail)),
        let answer = referendum.answer(of: member)
      else { return .null }
      return .boolean(answer)
    case .member, .plant: return .null
    }
  }
}
