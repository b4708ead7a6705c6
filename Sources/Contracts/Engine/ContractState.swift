public import Quantities

/// All that the contract remembers of its calls.
///
/// Among other invariants, two hold after every call:
///
/// ```text
/// Σ quota of the members of an area + its unallocated quota = its operating capacity
/// Σ tokens + reserve                                        = issued tokens
/// ```
///
/// so no register can leave the range of 64 bits once the totals were checked.
public struct ContractState: Hashable, Sendable {
  /// The constants and switches.
  public let rules: ContractRules
  /// The members, in the order of admission.
  public internal(set) var members: [ContractMember] = []
  /// The areas, in the order in which they were first named.
  public internal(set) var areas: [UtilityArea] = []
  /// The plants ever registered, in the order of registration; plant `P1` is the first.
  public internal(set) var plants: [PowerPlant] = []
  /// The referendums ever opened, in the order of opening; referendum `R1` is the first.
  public internal(set) var referendums: [Referendum] = []
  /// The tokens issued for all plants ever commissioned.
  public internal(set) var issuedTokens = Tokens.zero
  /// The tokens that belong to nobody.
  public internal(set) var reserveTokens = Tokens.zero

  /// Whether somebody has become a member without a vote; it never happens again.
  var isFounded = false
  /// The number of the next admission.
  var nextSequence: Int64 = 0
  /// The number of plants that were deleted.
  var deletedPlantCount: Int64 = 0
  /// The capacity of all plants ever proposed or there from the start, which the sum of all
  /// registers never exceeds.
  var proposedCapacity: Int64 = 0
  /// The places of the members by address; looked up, never walked through.
  var memberIndices: [MemberAddress: Int] = [:]
  /// The admissions that are not resolved, by applicant; looked up, never walked through.
  var pendingAdmissions: [MemberAddress: ReferendumID] = [:]

  init(rules: ContractRules) { self.rules = rules }

  /// The capacity of all operating plants.
  public var totalSupply: Quota { areas.reduce(.zero) { $0 + $1.operatingCapacity } }

  /// The number of plants registered and not deleted, failed ones included.
  public var plantCount: Int64 { Int64(plants.count) - deletedPlantCount }

  /// The member with an address.
  public func member(_ address: MemberAddress) -> ContractMember? {
    memberIndices[address].map { members[$0] }
  }

  /// The member admitted with a number, if it has not left.
  public func member(sequence: Int64) -> ContractMember? {
    index(ofSequence: sequence).map { members[$0] }
  }

  /// The area of a distribution company.
  public func area(of utility: UtilityName) -> UtilityArea? {
    areas.first { $0.utility == utility }
  }

  /// A plant, deleted or not.
  public func plant(_ id: PlantID) -> PowerPlant? {
    guard id.number > 0, id.number <= plants.count else { return nil }
    return plants[Int(id.number) - 1]
  }

  /// A referendum.
  public func referendum(_ id: ReferendumID) -> Referendum? {
    index(of: id).map { referendums[$0] }
  }
}

// MARK: Places

extension ContractState {
  /// The place of a member by the number of its admission.
  func index(ofSequence sequence: Int64) -> Int? {
    var (low, high) = (0, members.count)
    while low < high {
      let middle = (low + high) / 2
      if members[middle].sequence < sequence { low = middle + 1 } else { high = middle }
    }
    return low < members.count && members[low].sequence == sequence ? low : nil
  }

  func index(of identity: MemberIdentity) -> Int? { index(ofSequence: identity.sequence) }

  /// The place of a referendum.
  func index(of id: ReferendumID) -> Int? {
    guard id.number > 0, id.number <= referendums.count else { return nil }
    return Int(id.number) - 1
  }

  /// The place of a plant that is not deleted.
  func index(of id: PlantID) -> Int? {
    guard id.number > 0, id.number <= plants.count else { return nil }
    let index = Int(id.number) - 1
    return plants[index].status == .deleted ? nil : index
  }

  /// The place of an area, which is added when it is new.
  mutating func areaIndex(of utility: UtilityName) -> Int {
    if let index = areas.firstIndex(where: { $0.utility == utility }) { return index }
    areas.append(
      UtilityArea(utility: utility, operatingCapacity: .zero, unallocatedQuota: .zero))
    return areas.count - 1
  }

  /// Removes an area in which nothing is left, so that members who move again and again do not fill
  /// the list.
  mutating func forgetArea(_ utility: UtilityName) {
    guard let index = areas.firstIndex(where: { $0.utility == utility }),
      areas[index].operatingCapacity == .zero, areas[index].unallocatedQuota == .zero,
      !members.contains(where: { $0.utility == utility }),
      !plants.contains(where: { $0.utility == utility })
    else { return }
    areas.remove(at: index)
  }

  /// Adds a member with empty registers.
  mutating func enrol(_ address: MemberAddress, fullName: String, utility: UtilityName) {
    memberIndices[address] = members.count
    members.append(
      ContractMember(
        sequence: nextSequence, address: address, fullName: fullName, utility: utility))
    nextSequence += 1
    _ = areaIndex(of: utility)
  }
}
