/// How far one placement went until something was violated.
public struct PlacementOutcome: Hashable, Sendable {
  /// The installed power at each level that was evaluated, in W; rising.
  public private(set) var installedWatts: [Double] = []
  /// The number of customers with an installation at each of these levels.
  public private(set) var customers: [Int] = []
  /// What the last of these levels violates; nothing if all customers together are borne.
  public private(set) var violations: HostingViolations = []
  /// The power of all customers together, in W.
  public internal(set) var possibleWatts = 0.0

  /// The largest installed power that was borne, in W.
  public var borneWatts: Double {
    violations.isEmpty ? installedWatts.last ?? 0 : installedWatts.dropLast().last ?? 0
  }

  /// The installed power at which something was violated first, in W; infinite if nothing was.
  public var violatedWatts: Double {
    violations.isEmpty ? .infinity : installedWatts.last ?? .infinity
  }

  /// The number of customers at which something was violated first, or `nil` if nothing was.
  public var violatedCustomers: Int? { violations.isEmpty ? nil : customers.last }

  mutating func append(customers count: Int, watts: Double, _ found: HostingViolations) {
    installedWatts.append(watts)
    customers.append(count)
    violations = found
  }
}
