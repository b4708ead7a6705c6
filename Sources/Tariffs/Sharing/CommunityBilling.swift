import JSONReading
import Parameters
import Quantities
import Spelling

/// Bills the members of a community together: each under its own tariff, and with what they share.
///
/// ```text
/// 1  every rule shares energy within the intervals     meters → reduced imports and exports
/// 2  for each cycle: givers are billed on trial        → the surplus that is left to them
/// 3                  their rules deal the surplus      → credits received, by member and period
/// 4                  everybody is billed
/// 5                  the rules add their lines
/// ```
///
/// A giver's surplus is what its own bill would have credited to it, so the order of offsetting is
/// that of its tariff. It is known before anybody receives credits; members may therefore give to
/// each other. What a rule does not deal stays with the giver as its own credits.
public struct CommunityBilling: Sendable {
  /// The engines of the tariffs.
  public let engines: [BillingEngine]
  /// The index of each member's tariff.
  public let engineOfMember: [Int]
  /// The names of the members.
  public let memberNames: [String]
  /// How members share what some of them generate.
  public let sharing: [any SharingRule]
  /// The members of each rule, as positions in the community.
  let membersOfRule: [[Int]]
  /// The period of each tariff in each interval; empty without rules.
  let periodsOfEngine: [[UInt8]]

  /// Prepares the bills of a community.
  ///
  /// A grid of one cycle and states that are kept between calls bill month by month.
  ///
  /// - Throws: ``BillingError`` when a tariff contradicts itself, when a rule names nobody's member or
  ///   one twice, or when two rules deal the surplus of the same member.
  public init(
    plans: [RatePlan], planOfMember: [Int], memberNames: [String], on grid: BillingGrid,
    sharing: [any SharingRule] = []
  ) throws(BillingError) {
    var engines: [BillingEngine] = []
    for plan in plans { engines.append(try BillingEngine(plan, on: grid)) }
    guard planOfMember.count == memberNames.count,
      planOfMember.allSatisfy({ engines.indices.contains($0) })
    else { throw BillingError("each of the \(memberNames.count) members must have one tariff") }
    self.engines = engines
    engineOfMember = planOfMember
    self.memberNames = memberNames
    self.sharing = sharing
    membersOfRule = try Self.members(of: sharing, among: memberNames)
    var periods: [[UInt8]] = []
    if !sharing.isEmpty {
      for plan in plans { periods.append(try grid.periods(of: plan.periods)) }
    }
    periodsOfEngine = periods
    try checkGivers()
  }

  /// Finds the members that rules name.
  private static func members(
    of sharing: [any SharingRule], among names: [String]
  ) throws(BillingError) -> [[Int]] {
    let positions = Dictionary(
      names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var members: [[Int]] = []
    for rule in sharing {
      let kind = type(of: rule).parameterSet.name
      var found: [Int] = []
      for name in rule.memberNames {
        guard let position = positions[name] else {
          throw BillingError(
            "'\(kind)' names '\(name)', but there is no such member. "
              + advice(for: name, among: names))
        }
        guard !found.contains(position) else {
          throw BillingError("'\(kind)' names '\(name)' twice")
        }
        found.append(position)
      }
      members.append(found)
    }
    return members
  }

  private func checkGivers() throws(BillingError) {
    var giving: Set<Int> = []
    for (rule, members) in zip(sharing, membersOfRule) {
      let kind = type(of: rule).parameterSet.name
      for giver in rule.givers {
        guard members.indices.contains(giver) else {
          throw BillingError("'\(kind)' has a giver that is none of its members")
        }
        let name = memberNames[members[giver]]
        let plan = engines[engineOfMember[members[giver]]].plan
        guard giving.insert(members[giver]).inserted else {
          throw BillingError("the surplus of '\(name)' is dealt by two rules")
        }
        guard plan.exports.kind == .netMetering else {
          throw BillingError(
            "'\(kind)' deals the surplus of '\(name)', whose tariff '\(plan.name)' gives no credits in "
              + "kWh; it must be one of net metering")
        }
      }
    }
  }

  /// The bills of every member: for each member those of all cycles.
  ///
  /// - Parameters:
  ///   - meters: What each member's meter registered on the grid.
  ///   - states: What each member carries from bill to bill.
  public func bills(
    for meters: [MeterSeries], states: inout [BillingState]
  ) throws(BillingError) -> [[Bill]] {
    try billing(of: meters, states: &states).bills
  }

  /// The bills of every member, with what they shared.
  public func billing(
    of meters: [MeterSeries], states: inout [BillingState]
  ) throws(BillingError) -> CommunityBills {
    guard meters.count == memberNames.count, states.count == memberNames.count else {
      throw BillingError(
        "there are \(memberNames.count) members, but \(meters.count) meters and \(states.count) "
          + "states")
    }
    var result = CommunityBills(
      bills: Array(repeating: [], count: meters.count), meters: meters, shared: [])
    for rule in sharing.indices {
      result.shared.append(try share(rule, &result.meters))
    }
    guard let grid = engines.first?.grid else { return result }
    for cycle in grid.cycles.indices {
      var registers: [CycleRegisters] = []
      for (member, meter) in result.meters.enumerated() {
        registers.append(try engine(member).registers(ofCycle: cycle, for: meter))
      }
      let (credits, dealt) = try deal(cycle, &registers, states: states)
      var bills: [Bill] = []
      for member in registers.indices {
        var bill = try engine(member).bill(
          registers[member], cycle: cycle, state: &states[member], shared: credits[member])
        if let dealt = dealt[member] {
          try keepRest(of: &bill, dealt: dealt, state: &states[member])
        }
        bills.append(bill)
      }
      try addLines(of: cycle, to: &bills, sharing: result.shared)
      for (member, bill) in bills.enumerated() { result.bills[member].append(bill) }
    }
    return result
  }

  func engine(_ member: Int) -> BillingEngine { engines[engineOfMember[member]] }

  /// Lets a rule move energy between the meters of its members.
  private func share(
    _ rule: Int, _ meters: inout [MeterSeries]
  ) throws(BillingError) -> SharedEnergy {
    let members = membersOfRule[rule]
    guard let grid = engines.first?.grid else {
      throw BillingError("nothing can be shared without a tariff")
    }
    var energy = try SharedEnergy(
      meters: members.map { meters[$0] }, memberNames: members.map { memberNames[$0] }, on: grid)
    try sharing[rule].share(&energy)
    for (position, member) in members.enumerated() {
      meters[member] = energy.meters[position]
      let moves =
        energy.received[position].contains { $0 != 0 }
        || energy.given[position].contains { $0 != 0 }
      guard !moves || engine(member).plan.exports.kind != .buyAllSellAll else {
        throw BillingError(
          "'\(memberNames[member])' shares energy, but its tariff '\(engine(member).plan.name)' bills "
            + "the whole load and generation")
      }
    }
    return energy
  }

  /// Lets the rules add their lines to the bills of a cycle.
  private func addLines(
    of cycle: Int, to bills: inout [Bill], sharing shared: [SharedEnergy]
  ) throws(BillingError) {
    for (rule, energy) in shared.enumerated() {
      let members = membersOfRule[rule]
      let lines = try sharing[rule].lines(
        for: try SharedCycle(
          cycle: cycle, energy: energy, plans: members.map { engine($0).plan },
          bills: members.map { bills[$0] },
          periods: members.map { periodsOfEngine[engineOfMember[$0]] }))
      for (member, lines) in zip(members, lines) { try bills[member].add(lines) }
    }
  }
}

/// The bills of a community and what its members shared.
public struct CommunityBills: Sendable {
  /// For each member the bills of all cycles.
  public var bills: [[Bill]]
  /// The meters after energy was shared within the intervals.
  public var meters: [MeterSeries]
  /// What each rule moved, in the order of the rules.
  public var shared: [SharedEnergy]
}

extension Bill {
  /// Adds lines and their amounts.
  mutating func add(_ more: [BillLine]) throws(BillingError) {
    var sum = Int128(total.micros)
    for line in more { sum += Int128(line.net.micros) + Int128(line.tax.micros) }
    guard let micros = Int64(exactly: sum) else {
      throw BillingError("a bill leaves the range of 64 bits")
    }
    lines += more
    total.micros = micros
  }
}
