import Contracts
import Quantities
import TestSupport

/// A community that calls at random, but so that things happen.
struct RandomCommunity {
  private static let day: Int64 = 86_400
  private static let addresses: [MemberAddress] = ["A", "B", "C", "D", "E", "F", "G", "H"]
  private static let utilities: [UtilityName] = ["LIGHT", "LIGHT", "LIGHT", "ENEL"]

  private var walk: MetricsWalk
  private var generator: TestGenerator
  private var time: Int64 = 0

  /// A history of 500 calls over some years, with a month ended every 30.44 days.
  static func walk(seed: Int) throws -> MetricsWalk {
    var community = try RandomCommunity(seed: seed)
    for _ in 0..<500 { try community.step() }
    return community.walk
  }

  private init(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let rules = try ContractRules(
      majorityBase: seed.isMultiple(of: 2) ? .electorate : .votesCast,
      referendumWindow: 10 * Self.day, crowdfundingWindow: 20 * Self.day,
      minimumTimeToMarket: 5 * Self.day, minimumOffer: 10)
    let founders = Self.addresses.prefix(seed % 5).map {
      FoundingMember(
        address: $0, fullName: "name", utility: "LIGHT",
        quota: Quota(watts: .random(in: 0...9000, using: &generator)),
        tokens: Tokens(milliSEB: .random(in: 0...9000, using: &generator)))
    }
    walk = MetricsWalk(try QuotaContract(rules: rules, foundingMembers: founders))
    self.generator = generator
  }

  private mutating func step() throws {
    let former = time
    if Int.random(in: 0..<3, using: &generator) == 0 {
      time += .random(in: 0...(8 * Self.day), using: &generator)
    }
    for month in (former / 2_630_016)..<(time / 2_630_016) {
      walk.metrics.endMonth(at: month * 2_630_016 + 2_630_015, contract: walk.contract)
    }
    let caller = pick(walk.members.isEmpty ? Self.addresses : walk.members)
    switch Int.random(in: 0..<100, using: &generator) {
    case 0..<6:
      try call(pick(Self.addresses), .admission(fullName: "name", utility: pick(Self.utilities)))
    case 6..<36: try voteSomewhere()
    case 36..<56: try resume(caller)
    case 56..<60: try propose(caller)
    case 60..<80: try bidSomewhere(caller)
    case 80..<90: try trade(caller)
    default: try ask(caller)
    }
  }

  private mutating func voteSomewhere() throws {
    guard let id = recentReferendum else { return }
    // All at once, most of them, so that something is approved.
    for member in walk.members where Int.random(in: 0..<10, using: &generator) < 7 {
      try call(member, .vote(id, answer: Int.random(in: 0..<10, using: &generator) < 8))
    }
  }

  /// Asks for every result that may be due, and for some that are not.
  private mutating func resume(_ caller: MemberAddress) throws {
    for referendum in walk.contract.state.referendums
    where !referendum.hasResult && !referendum.isOpen(at: time) {
      switch referendum.subject {
      case .admission: try call(caller, .admissionResult(referendum.id))
      case .newPlant: try call(caller, .powerUpResult(.referendum(referendum.id)))
      default: try call(caller, .changeResult(referendum.id))
      }
    }
    for plant in walk.contract.state.plants
    where plant.status == .funding || plant.status == .building {
      try call(caller, .powerUpResult(.plant(plant.id)))
    }
  }

  private mutating func propose(_ caller: MemberAddress) throws {
    try call(
      caller,
      .powerUp(
        PlantProposal(
          capacity: Quota(watts: .random(in: 1...5000, using: &generator)),
          cost: .random(in: 1...500, using: &generator), utility: pick(Self.utilities),
          timeToMarket: Self.day * .random(in: 4...20, using: &generator))))
  }

  private mutating func bidSomewhere(_ caller: MemberAddress) throws {
    guard let plant = walk.contract.state.plants.last(where: { $0.status == .funding }) else {
      return
    }
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: try call(caller, .bid(plant.id, amount: plant.remaining))
    case 1:
      try call(caller, .changeBid(plant.id, amount: .random(in: 0...200, using: &generator)))
    default: try call(caller, .bid(plant.id, amount: .random(in: 0...200, using: &generator)))
    }
  }

  private mutating func trade(_ caller: MemberAddress) throws {
    let other = pick(walk.members.isEmpty ? Self.addresses : walk.members)
    try walk.call(
      time, caller, cosigners: [other],
      .trade(
        to: other, quota: Quota(watts: .random(in: 0...300, using: &generator)),
        tokens: Tokens(milliSEB: .random(in: 0...300, using: &generator))))
  }

  private mutating func ask(_ caller: MemberAddress) throws {
    let other = pick(Self.addresses)
    let plant = PlantID(
      .random(in: 1...Int64(walk.contract.state.plants.count + 1), using: &generator))
    switch Int.random(in: 0..<7, using: &generator) {
    case 0:
      try call(
        caller, .changeRegister(other, .quota, value: .random(in: 0...2000, using: &generator)))
    case 1:
      try call(
        caller, .changeRegister(other, .tokens, value: .random(in: 0...2000, using: &generator)))
    case 2: try call(caller, .deleteMember(other))
    case 3: try call(caller, .changeUtility(plant, pick(["LIGHT", "ENEL", "CEMIG"])))
    case 4:
      try call(
        caller,
        .changeTimeToMarket(plant, seconds: Self.day * .random(in: 5...30, using: &generator)))
    case 5: try call(caller, .deletePlant(plant))
    default: try call(caller, .changeProfile(caller, .utility, value: pick(Self.utilities).text))
    }
  }

  private var recentReferendum: ReferendumID? {
    walk.contract.state.referendums.last { $0.isOpen(at: time) && $0.voteCount == 0 }?.id
  }

  private mutating func call(_ caller: MemberAddress, _ operation: ContractOperation) throws {
    try walk.call(time, caller, operation)
  }

  private mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int.random(in: list.indices, using: &generator)]
  }
}
