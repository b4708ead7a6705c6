/// How much one customer alone can install.
public struct CustomerHostingCapacity: Hashable, Sendable {
  /// The largest installation that is borne, in W, to within the tolerance.
  public let watts: Double
  /// What a slightly larger one violates; nothing if the largest one tried is borne.
  public let limit: HostingViolations

  /// Creates a result.
  public init(watts: Double, limit: HostingViolations) {
    self.watts = watts
    self.limit = limit
  }
}

extension HostingCapacity {
  /// Finds how much a customer can install while nobody else does, by bisection.
  ///
  /// It is the power at which the network goes over from bearing to not bearing the installation;
  /// if there are several such powers, one of them.
  ///
  /// - Parameters:
  ///   - customer: The number of the customer.
  ///   - model: The network and what it must bear.
  ///   - largestWatts: The largest installation to try.
  ///   - toleranceWatts: How exactly the power is sought.
  /// - Precondition: The customer exists, and powers are positive and finite.
  /// - Complexity: O(log(largest power / tolerance)) evaluations.
  public static func capacity(
    ofCustomer customer: Int, in model: inout some HostingCapacityModel,
    upToWatts largestWatts: Double, toleranceWatts: Double = 10
  ) -> CustomerHostingCapacity {
    precondition((0..<model.customerCount).contains(customer), "the customer must exist")
    precondition(
      largestWatts > 0 && largestWatts.isFinite && toleranceWatts > 0,
      "powers must be positive and finite")
    model.forgetLastEvaluation()
    var installed = [Double](repeating: 0, count: model.customerCount)
    func evaluate(_ watts: Double, _ model: inout some HostingCapacityModel) -> HostingViolations {
      installed[customer] = watts
      return model.violations(installedWatts: installed.span)
    }
    let before = evaluate(0, &model)
    guard before.isEmpty else { return CustomerHostingCapacity(watts: 0, limit: before) }
    var limit = evaluate(largestWatts, &model)
    guard !limit.isEmpty else { return CustomerHostingCapacity(watts: largestWatts, limit: []) }
    var borne = 0.0
    var violated = largestWatts
    while violated - borne > toleranceWatts {
      let middle = 0.5 * (borne + violated)
      guard middle > borne, middle < violated else { break }
      let found = evaluate(middle, &model)
      if found.isEmpty {
        borne = middle
      } else {
        (violated, limit) = (middle, found)
      }
    }
    return CustomerHostingCapacity(watts: borne, limit: limit)
  }
}
