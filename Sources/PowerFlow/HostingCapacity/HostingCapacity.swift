import RandomStreams

/// Seeks how much a network can host by adding customers' installations in random order.
///
/// A *placement* is a random order of all customers; its level *k* holds the installations of the
/// first *k* of them, so each level contains the one before. Customers are added until something is
/// violated. The placements together tell how likely a violation is at each installed power.
///
/// The order and sizes of placement *i* depend on the stream and *i* alone: more placements, other
/// limits or another network with the same customers leave them as they are, and any of them can be
/// made on any thread.
///
/// > M. Rylander, J. Smith. "Stochastic analysis to determine feeder hosting capacity for
/// > distributed solar PV." EPRI report 1026640 (2012).
public struct HostingCapacity: Sendable {
  /// What customers install.
  public let sizes: InstallationSizes
  /// The number of placements.
  public let placementCount: Int
  /// The number of customers added at a time.
  public let customersPerLevel: Int
  private let stream: RandomStream

  /// Creates a search.
  ///
  /// - Parameters:
  ///   - sizes: The sizes of the installations.
  ///   - placementCount: The number of placements that are drawn.
  ///   - customersPerLevel: The number of customers added at a time. With more than one the search
  ///     takes fewer solutions, and knows the capacity less exactly.
  ///   - seed: The seed of the placements.
  /// - Throws: ``HostingCapacityError/noPlacement``.
  /// - Precondition: At least one customer is added at a time.
  public init(
    sizes: InstallationSizes, placementCount: Int = 200, customersPerLevel: Int = 1, seed: UInt64
  ) throws(HostingCapacityError) {
    precondition(customersPerLevel > 0, "a level must add at least one customer")
    guard placementCount > 0 else { throw .noPlacement }
    self.sizes = sizes
    self.placementCount = placementCount
    self.customersPerLevel = customersPerLevel
    stream = RandomStream(seed: seed, stream: "hosting-capacity", entity: "placements")
  }

  /// One placement: the customers in their order, and what each installs.
  public struct Placement: Hashable, Sendable {
    /// The customers, in the order in which they install.
    public let order: [Int]
    /// What each customer installs, by customer and not by order, in W.
    public let watts: [Double]
  }

  /// A placement by its number.
  ///
  /// - Throws: ``HostingCapacityError`` if the sizes do not fit the customers.
  public func placement(_ number: Int, customerCount: Int) throws(HostingCapacityError) -> Placement
  {
    try sizes.check(customerCount: customerCount)
    var draws = stream.draws(at: UInt64(truncatingIfNeeded: number))
    var order = Array(0..<customerCount)
    draws.shuffle(&order)
    return Placement(order: order, watts: sizes.watts(customerCount: customerCount, &draws))
  }

  /// Adds customers in the order of a placement until something is violated.
  ///
  /// - Complexity: One evaluation of the model for each level up to the first violation.
  public func outcome(
    ofPlacement number: Int, in model: inout some HostingCapacityModel
  ) throws(HostingCapacityError) -> PlacementOutcome {
    let placement = try placement(number, customerCount: model.customerCount)
    model.forgetLastEvaluation()
    var installed = [Double](repeating: 0, count: model.customerCount)
    var total = 0.0
    var outcome = PlacementOutcome()
    var added = 0
    while added < placement.order.count {
      let next = min(placement.order.count, added + customersPerLevel)
      for customer in placement.order[added..<next] {
        installed[customer] = placement.watts[customer]
        total += placement.watts[customer]
      }
      added = next
      let violations = model.violations(installedWatts: installed.span)
      outcome.append(customers: added, watts: total, violations)
      if !violations.isEmpty { break }
    }
    outcome.possibleWatts = placement.order.reduce(0) { $0 + placement.watts[$1] }
    return outcome
  }

  /// Evaluates all placements, one after the other.
  ///
  /// - Parameters:
  ///   - model: The network and what it must bear.
  ///   - probability: The violation probability that is accepted.
  /// - Throws: ``HostingCapacityError`` if the sizes do not fit the customers.
  /// - Complexity: At most the number of placements times the number of levels, in evaluations.
  public func result(
    in model: inout some HostingCapacityModel, acceptedProbability probability: Double = 0.05
  ) throws(HostingCapacityError) -> HostingCapacityResult {
    try sizes.check(customerCount: model.customerCount)
    let nothing = [Double](repeating: 0, count: model.customerCount)
    model.forgetLastEvaluation()
    let before = model.violations(installedWatts: nothing.span)
    var outcomes: [PlacementOutcome] = []
    outcomes.reserveCapacity(placementCount)
    if before.isEmpty {
      for number in 0..<placementCount {
        outcomes.append(try outcome(ofPlacement: number, in: &model))
      }
    }
    return try HostingCapacityResult(
      outcomes, violationsBefore: before, customerCount: model.customerCount,
      acceptedProbability: probability)
  }
}
