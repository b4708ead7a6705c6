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

  /// Prepares the branches of a network of any kind.
  ///
  /// - Parameter fromIsNear: Whether the “from” end of each branch is the one near the source.
  public init(fromIsNear: [Bool]) {
    self.fromIsNear = fromIsNear
    branches = Array(repeating: Branch(), count: fromIsNear.count)
  }

  /// The energy lost in all branches, in Wh.
  public var lossWattHours: Double { branches.reduce(0) { $0 + $1.lossWattHours } }

  /// Adds a span in which the flows stand still.
  ///
  /// - Complexity: O(*n*) for *n* branches. Nothing is allocated.
  /// - Precondition: The flows are those of the same network.
  public mutating func add(_ flows: BranchFlows, at start: Instant, for span: Duration) {
    add(
      activePowerFromWatts: flows.activePowerFromWatts.span,
      activePowerToWatts: flows.activePowerToWatts.span, lossWatts: flows.lossWatts.span,
      loading: flows.loading.span, at: start, for: span)
  }

  /// Adds a span in which the flows stand still, from lists with one value for each branch.
  ///
  /// - Parameters:
  ///   - activePowerFromWatts: The active power into each branch at its “from” end, in W, of all
  ///     phases together.
  ///   - activePowerToWatts: The active power into each branch at its “to” end, in W.
  ///   - lossWatts: The active power that each branch loses, in W.
  ///   - loading: The current over the rated current; not a number without a rating.
  ///   - start: When the span begins.
  ///   - span: Its length.
  /// - Complexity: O(*n*) for *n* branches. Nothing is allocated.
  /// - Precondition: There is one value of each kind for each branch.
  public mutating func add(
    activePowerFromWatts: Span<Double>, activePowerToWatts: Span<Double>,
    lossWatts: Span<Double>, loading: Span<Double>, at start: Instant, for span: Duration
  ) {
    precondition(
      activePowerFromWatts.count == branches.count && activePowerToWatts.count == branches.count
        && lossWatts.count == branches.count && loading.count == branches.count,
      "there must be one value of each kind for each branch")
    let hours = span.inHours
    for branch in branches.indices {
      let near = fromIsNear[branch] ? activePowerFromWatts[branch] : activePowerToWatts[branch]
      branches[branch].add(near, lossWatts[branch], hours)
      branches[branch].add(loading: loading[branch], start, hours)
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
