public import Quantities

/// Adds up what flows through each branch over time: losses, loading, and power that flows back
/// towards the source.
public struct BranchStatistics: Sendable {
  /// What is known of one branch.
  public struct Branch: Hashable, Sendable {
    /// The energy lost, in Wh.
    public internal(set) var lossWattHours = 0.0
    /// The largest loading; minus infinity without a rating.
    public internal(set) var largestLoading = -Double.infinity
    /// When the largest loading began first.
    public internal(set) var instantOfLargestLoading: Instant?
    /// The hours with a loading above one.
    public internal(set) var overloadedHours = 0.0
    /// The hours in which power flows back towards the source.
    public internal(set) var reverseHours = 0.0
    /// The energy that flows back towards the source, in Wh, measured at the end near the source.
    public internal(set) var reverseWattHours = 0.0
    /// The largest power back towards the source, in W.
    public internal(set) var largestReverseWatts = 0.0
    /// The hours without a solution.
    public internal(set) var unknownHours = 0.0
  }

  /// What is known of each branch, lines first.
  public private(set) var branches: [Branch]

  /// Whether the “from” end of each branch is the one near the source.
  private let fromIsNear: [Bool]

  /// Prepares the branches of a network.
  public init(_ network: Network) {
    let ends = network.branchEnds
    let distances = network.branchesFromSource(ends)
    fromIsNear = ends.map { distances[$0.from] <= distances[$0.to] }
    branches = Array(repeating: Branch(), count: ends.count)
  }

  /// The energy lost in all branches, in Wh.
  public var lossWattHours: Double { branches.reduce(0) { $0 + $1.lossWattHours } }

  /// Adds a span in which the flows stand still.
  ///
  /// - Complexity: O(*n*) for *n* branches. Nothing is allocated.
  /// - Precondition: The flows are those of the same network.
  public mutating func add(_ flows: BranchFlows, at start: Instant, for span: Duration) {
    precondition(
      flows.lossWatts.count == branches.count, "the flows must be those of the same branches")
    let hours = span.inHours
    for branch in branches.indices {
      let near =
        fromIsNear[branch]
        ? flows.activePowerFromWatts[branch] : flows.activePowerToWatts[branch]
      branches[branch].add(near, flows.lossWatts[branch], hours)
      branches[branch].add(loading: flows.loading[branch], start, hours)
    }
  }
}

extension BranchStatistics.Branch {
  fileprivate mutating func add(_ nearWatts: Double, _ lossWatts: Double, _ hours: Double) {
    guard nearWatts.isFinite, lossWatts.isFinite else {
      unknownHours += hours
      return
    }
    lossWattHours += lossWatts * hours
    guard nearWatts < 0 else { return }
    reverseHours += hours
    reverseWattHours -= nearWatts * hours
    largestReverseWatts = max(largestReverseWatts, -nearWatts)
  }

  fileprivate mutating func add(loading: Double, _ start: Instant, _ hours: Double) {
    if loading > largestLoading { (largestLoading, instantOfLargestLoading) = (loading, start) }
    if loading > 1 { overloadedHours += hours }
  }
}

extension Network {
  /// The number of branches in service between each bus and the nearest source; the largest integer
  /// where there is no way.
  func branchesFromSource(_ ends: [BranchEnds]) -> [Int] {
    var neighbours = [[Int]](repeating: [], count: buses.count)
    for end in ends where end.isInService {
      neighbours[end.from].append(end.to)
      neighbours[end.to].append(end.from)
    }
    var distances = [Int](repeating: .max, count: buses.count)
    var reached = sources.map(\.bus)
    for bus in reached { distances[bus] = 0 }
    var next = 0
    while next < reached.count {
      let bus = reached[next]
      next += 1
      for other in neighbours[bus] where distances[other] == .max {
        distances[other] = distances[bus] + 1
        reached.append(other)
      }
    }
    return distances
  }
}
