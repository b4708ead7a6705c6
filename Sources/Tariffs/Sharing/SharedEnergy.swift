/// The meters of the members who share, while a rule moves energy between them.
///
/// ```text
/// import′(i) = import(i) − received(i)        export′(i) = export(i) − given(i)
/// Σ received = Σ given in every interval      energy moves, none is made
/// ```
///
/// Members are meant by their position in the rule's list.
public struct SharedEnergy: Sendable {
  /// The intervals.
  public let grid: BillingGrid
  /// The names of the members, in the order of the rule.
  public let memberNames: [String]
  /// The meters, from which shared energy is taken.
  public var meters: [MeterSeries]
  /// What each member received of the others, interval by interval, in mWh.
  public private(set) var received: [[Int64]]
  /// What each member gave to the others, interval by interval, in mWh.
  public private(set) var given: [[Int64]]

  /// Begins to share.
  ///
  /// - Throws: ``BillingError`` when a meter has not one value for each interval.
  public init(
    meters: [MeterSeries], memberNames: [String], on grid: BillingGrid
  ) throws(BillingError) {
    for (name, meter) in zip(memberNames, meters)
    where meter.imported.count != grid.count || meter.exported.count != grid.count {
      throw BillingError(
        "the meter of '\(name)' has \(meter.imported.count) imports and \(meter.exported.count) "
          + "exports, but there are \(grid.count) intervals")
    }
    self.grid = grid
    self.memberNames = memberNames
    self.meters = meters
    let none = [Int64](repeating: 0, count: grid.count)
    received = Array(repeating: none, count: meters.count)
    given = received
  }

  /// Moves energy from the exports of some members to the imports of others in an interval.
  ///
  /// Each part is cut to what the meter holds. What is received is given by the members in
  /// proportion to their exports, with parts that sum exactly.
  ///
  /// - Parameters:
  ///   - allocation: What each member should receive, in mWh.
  ///   - sources: The positions of the members who give.
  ///   - interval: The interval.
  public mutating func move(_ allocation: [Int64], from sources: [Int], in interval: Int) {
    var weights = sources.map { max(meters[$0].exported[interval], 0) }
    let available = weights.reduce(Int128(0)) { $0 + Int128($1) }
    var moved: Int128 = 0
    for member in meters.indices {
      let wanted = min(allocation[member], max(meters[member].imported[interval], 0))
      let amount = Int64(min(Int128(max(wanted, 0)), available - moved))
      guard amount > 0 else { continue }
      meters[member].imported[interval] -= amount
      received[member][interval] &+= amount
      moved += Int128(amount)
    }
    guard moved > 0, let total = Int64(exactly: moved) else { return }
    weights = dealt(total, by: weights)
    for (source, amount) in zip(sources, weights) {
      meters[source].exported[interval] -= amount
      given[source][interval] &+= amount
    }
  }
}

/// A giver's surplus in a billing cycle, to be dealt among the members of a rule.
public struct MemberSurplus: Hashable, Sendable {
  /// The cycle.
  public var cycle: BillingCycle
  /// The position of the giver.
  public var giver: Int
  /// The surplus by period of the giver's tariff, in mWh.
  public var energy: [BilledQuantity]
  /// What each member would still have to be supplied with in the cycle, by period of the giver's
  /// tariff: its net consumption less what earlier givers sent.
  public var needs: [[BilledQuantity]]

  /// Creates a surplus.
  public init(
    cycle: BillingCycle, giver: Int, energy: [BilledQuantity], needs: [[BilledQuantity]]
  ) {
    self.cycle = cycle
    self.giver = giver
    self.energy = energy
    self.needs = needs
  }

  /// The surplus dealt by shares, period by period; what the shares leave stays with the giver.
  public func dealt(by shares: WholeShares) -> [[BilledQuantity]] {
    let parts = energy.map { shares.deal($0) }
    return shares.nanos.indices.map { member in parts.map { $0[member] } }
  }

  /// The surplus dealt in an order of priority: each member in turn gets what it needs, first in the
  /// period itself, then in other periods; what nobody needs stays with the giver.
  public func dealt(byPriority order: [Int]) -> [[BilledQuantity]] {
    var left = energy
    var parts = needs.map { _ in energy.map { _ in BilledQuantity(0) } }
    for member in order where needs.indices.contains(member) {
      var need = needs[member]
      func take(_ source: Int, for period: Int) {
        let amount = max(min(left[source], need[period]), 0)
        left[source] -= amount
        need[period] -= amount
        parts[member][source] += amount
      }
      for period in energy.indices where period < need.count { take(period, for: period) }
      for period in need.indices {
        for source in energy.indices { take(source, for: period) }
      }
    }
    return parts
  }
}

/// A billing cycle of the members who share, after everybody's own bill is made.
public struct SharedCycle: Sendable {
  /// The index of the cycle in the grid.
  public var cycle: Int
  /// The energy of all intervals of the grid.
  public var energy: SharedEnergy
  /// The tariff of each member.
  public var plans: [RatePlan]
  /// The bill of each member so far.
  public var bills: [Bill]

  /// The grid.
  public var grid: BillingGrid { energy.grid }
  /// The intervals of the cycle.
  public var intervals: Range<Int> { grid.cycles[cycle].intervals }

  /// Creates a cycle.
  public init(cycle: Int, energy: SharedEnergy, plans: [RatePlan], bills: [Bill]) {
    self.cycle = cycle
    self.energy = energy
    self.plans = plans
    self.bills = bills
  }
}
