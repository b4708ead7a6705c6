import PowerFlow
import Quantities
import Scenarios

/// Finds by how much members must inject or draw less until the network carries the rest.
///
/// Everything is asked of the power flow itself, so that any network will do, with loops or with
/// phases that differ: which members move a voltage or a loading is found by differences, and how
/// much is to be cut by a search along a given order of portions.
struct EnvelopeSearch {
  /// A part of what a member injects or draws.
  struct Portion {
    let member: Int
    /// How much of it can be cut, in W.
    let watts: Double
    /// What a cut watt takes off the excess.
    let relief: Double
  }

  /// What a search came to.
  struct Relief {
    /// The watts cut of each portion, group after group.
    var watts: [Double]
    /// Whether the limit is kept now.
    var isComplete: Bool
  }

  let limits: NetworkLimits
  private let solver: FeederSolver
  /// What each connection injects, in W and var: those of the members, then those of shared plants.
  var injections: [SIMD2<Double>]
  /// For each connection the first one at the same place.
  private let representatives: [Int]
  private var trial: [SIMD2<Double>]
  /// What the power flow for ``injections`` found.
  private(set) var state: FeederState
  /// What that for a trial found.
  private var trialState: FeederState

  init(_ settings: NetworkSettings, limits: NetworkLimits, connections: [MemberConnection])
    throws(NetworkError)
  {
    self.limits = limits
    solver = try FeederSolver(settings, connections: connections)
    injections = connections.map { _ in .zero }
    trial = injections
    state = FeederState(settings.network, placeCount: solver.placeCount)
    trialState = state
    var first: [ConnectionKey: Int] = [:]
    representatives = connections.enumerated().map { index, connection in
      let key = ConnectionKey(bus: connection.bus, phases: connection.phases)
      guard let known = first[key] else {
        first[key] = index
        return index
      }
      return known
    }
  }

  private struct ConnectionKey: Hashable {
    let bus: Int
    let phases: [Int]?
  }

  /// Solves for ``injections``.
  ///
  /// - Returns: Whether there is a solution.
  mutating func solve() -> Bool {
    guard solver.solve(injections.span).converged else { return false }
    solver.copyState(into: &state)
    return true
  }

  /// Puts the controls of the network where they are in the feeder.
  mutating func follow(_ moves: [FeederControlRound.Move]) { solver.follow(moves) }

  /// By how much one more watt injected by each member takes a state beyond a limit.
  mutating func sensitivities(of limit: NetworkLimit, forMembers count: Int) -> [Double] {
    let total = injections.reduce(0) { $0 + abs($1.x) }
    let step = max(10, 0.01 * total)
    let base = limits.excess(of: limit, in: state)
    var found = [Double](repeating: 0, count: count)
    for member in 0..<count {
      let representative = representatives[member]
      guard representative == member else {
        found[member] = found[representative]
        continue
      }
      trial = injections
      trial[member].x += step
      guard solver.solve(trial.span).converged else { continue }
      solver.copyState(into: &trialState)
      found[member] = (limits.excess(of: limit, in: trialState) - base) / step
    }
    return found
  }

  /// Cuts portions, group after group and within a group all by the same share, until a limit is kept
  /// or nothing is left to cut; ``injections`` and ``state`` follow.
  mutating func relieve(_ limit: NetworkLimit, by groups: [[Portion]]) -> Relief {
    let total = groups.joined().reduce(0) { $0 + $1.watts * $1.relief }
    let accuracy = limits.accuracy
    let start = limits.excess(of: limit, in: state)
    var (low, lowExcess) = (0.0, start)
    var high: (reach: Double, excess: Double)?
    var reach = min(total, start + accuracy)
    for round in 0..<60 {
      guard let excess = excess(of: limit, cutting: groups, reach: reach) else { break }
      if excess <= 0 {
        high = (reach, excess)
        if excess >= -2 * accuracy { break }
      } else {
        if reach >= total { break }
        (low, lowExcess) = (reach, excess)
      }
      guard let high else {
        // What was cut had less effect than expected, as currents are no straight function of power.
        let slope = (start - lowExcess) / low
        let next = slope > 0 ? low + (lowExcess + accuracy) / slope : 2 * low
        reach = min(max(next, 1.01 * low), total)
        continue
      }
      guard high.reach - low > 1e-12 * total else { break }
      let chord = low + (high.reach - low) * (lowExcess + accuracy) / (lowExcess - high.excess)
      reach =
        round % 3 == 2 || !(chord > low && chord < high.reach) ? (low + high.reach) / 2 : chord
    }
    let end = high?.reach ?? total
    let watts = Self.watts(ofReach: end, in: groups)
    injections = injections(cutBy: watts, of: groups)
    return Relief(watts: watts, isComplete: solve() && high != nil)
  }

  /// The excess that would be left; `nil` if there would be no solution.
  private mutating func excess(
    of limit: NetworkLimit, cutting groups: [[Portion]], reach: Double
  ) -> Double? {
    trial = injections(cutBy: Self.watts(ofReach: reach, in: groups), of: groups)
    guard solver.solve(trial.span).converged else { return nil }
    solver.copyState(into: &trialState)
    return limits.excess(of: limit, in: trialState)
  }

  /// The injections without what is cut of what members inject or draw.
  private func injections(cutBy watts: [Double], of groups: [[Portion]]) -> [SIMD2<Double>] {
    var rest = injections
    for (portion, watts) in zip(groups.joined(), watts) {
      rest[portion.member].x -= injections[portion.member].x > 0 ? watts : -watts
    }
    return rest
  }

  /// How much of each portion is cut until the sum of watts times relief has come to a value.
  static func watts(ofReach reach: Double, in groups: [[Portion]]) -> [Double] {
    var left = reach
    var watts: [Double] = []
    for group in groups {
      let all = group.reduce(0) { $0 + $1.watts * $1.relief }
      let share = left >= all ? 1 : max(left, 0) / all
      for portion in group { watts.append(portion.watts * share) }
      left -= all
    }
    return watts
  }
}
