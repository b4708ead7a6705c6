/// The hosting capacity of a network, and the curve from which it is read.
public struct HostingCapacityResult: Hashable, Sendable {
  /// A point of the curve: a number of customers with installations.
  public struct Level: Hashable, Sendable {
    /// The number of customers with an installation.
    public let customers: Int
    /// The share of the customers with an installation.
    public let penetration: Double
    /// The mean of the installed power, in W, over all placements that were evaluated so far.
    public let meanInstalledWatts: Double
    /// The number of placements in which something was violated at this level or before.
    public let violatedPlacements: Int
    /// The share of these placements.
    public let violationShare: Double
    /// The interval in which the violation probability lies with a confidence of 95 %.
    public let interval: WilsonInterval
  }

  /// The violation probability that was accepted.
  public let acceptedProbability: Double
  /// The number of placements.
  public let placementCount: Int
  /// What is violated before anybody installs anything. If there is something, nothing can be
  /// hosted, and there are no placements.
  public let violationsBefore: HostingViolations
  /// The curve, by rising number of customers. The shares never fall.
  public let levels: [Level]
  /// The largest installed power in W, among those that occurred, at which at most the accepted
  /// share of the placements has violated something.
  public let capacityWatts: Double
  /// The power up to which the upper end of the interval of the violation probability is accepted:
  /// what the number of placements proves, in W.
  public let lowerCapacityWatts: Double
  /// The power up to which the lower end of that interval is accepted, in W.
  public let upperCapacityWatts: Double
  /// Whether all that customers can install is hosted, so that the capacity is larger still.
  public let isLimitedByCustomers: Bool
  /// How many placements ended by each kind of violation, in the order of
  /// ``HostingViolations/names``; one placement may count several times.
  public let causes: [Int]
  /// The outcomes, by the number of the placement.
  public let outcomes: [PlacementOutcome]

  /// Evaluates outcomes.
  ///
  /// - Throws: ``HostingCapacityError`` for a probability that is none, or without any outcome.
  public init(
    _ outcomes: [PlacementOutcome], violationsBefore: HostingViolations = [],
    customerCount: Int, acceptedProbability: Double = 0.05
  ) throws(HostingCapacityError) {
    guard acceptedProbability > 0, acceptedProbability < 1 else {
      throw .impossibleProbability(acceptedProbability)
    }
    guard !outcomes.isEmpty || !violationsBefore.isEmpty else { throw .noPlacement }
    self.acceptedProbability = acceptedProbability
    self.violationsBefore = violationsBefore
    self.outcomes = outcomes
    placementCount = outcomes.count
    levels = Self.curve(outcomes, customerCount: customerCount)
    causes = HostingViolations.names.map { kind, _ in
      outcomes.count { $0.violations.contains(kind) }
    }

    let powers = outcomes.flatMap(\.installedWatts).sorted()
    let ends = outcomes.map(\.violatedWatts).sorted()
    let count = outcomes.count
    // The largest number of violated placements that each reading accepts.
    let accepted = (0...count).last { Double($0) <= acceptedProbability * Double(count) + 1e-9 }
    let surely = (0...count).last {
      count > 0 && WilsonInterval($0, of: count).upper <= acceptedProbability
    }
    let perhaps = (0...count).last {
      count > 0 && WilsonInterval($0, of: count).lower <= acceptedProbability
    }
    capacityWatts = Self.capacity(powers, ends, accepted)
    lowerCapacityWatts = Self.capacity(powers, ends, surely)
    upperCapacityWatts = Self.capacity(powers, ends, perhaps)
    isLimitedByCustomers =
      violationsBefore.isEmpty && ends.count { $0.isFinite } <= accepted ?? 0
  }

  /// The largest power that occurred before one violated placement more than accepted.
  private static func capacity(
    _ powers: [Double], _ ends: [Double], _ accepted: Int?
  ) -> Double {
    guard let accepted else { return 0 }
    let end = accepted < ends.count ? ends[accepted] : .infinity
    return powers.last { $0 < end } ?? 0
  }

  private static func curve(_ outcomes: [PlacementOutcome], customerCount: Int) -> [Level] {
    // The levels of all placements are the same, up to where each of them ends.
    let longest = outcomes.max { $0.customers.count < $1.customers.count }?.customers ?? []
    var sums = [Double](repeating: 0, count: longest.count)
    var counts = [Int](repeating: 0, count: longest.count)
    var violated = counts
    for outcome in outcomes {
      for (level, watts) in outcome.installedWatts.enumerated() {
        sums[level] += watts
        counts[level] += 1
      }
      if outcome.violatedCustomers != nil { violated[outcome.customers.count - 1] += 1 }
    }
    var total = 0
    return longest.indices.map { level in
      total += violated[level]
      return Level(
        customers: longest[level],
        penetration: Double(longest[level]) / Double(max(1, customerCount)),
        meanInstalledWatts: sums[level] / Double(counts[level]), violatedPlacements: total,
        violationShare: Double(total) / Double(outcomes.count),
        interval: WilsonInterval(total, of: outcomes.count))
    }
  }
}
