/// A network that can be asked whether it bears a number of installations.
///
/// Customers are numbered from 0. ``HostingCapacity`` knows nothing else of the network, so any
/// solver can stand behind this.
public protocol HostingCapacityModel {
  /// The number of customers who may install something.
  var customerCount: Int { get }

  /// Finds what an installation at each customer violates.
  ///
  /// - Parameter installedWatts: The installed power at each customer, in W.
  /// - Returns: All violations, or none if the network bears the installations.
  mutating func violations(installedWatts: Span<Double>) -> HostingViolations

  /// Forgets what an earlier evaluation left behind, such as a solution to start from.
  ///
  /// It is called before each placement, so that its outcome is the same to the last digit
  /// whichever placement came before, on whatever thread. By default nothing happens.
  mutating func forgetLastEvaluation()
}

extension HostingCapacityModel {
  public mutating func forgetLastEvaluation() {}
}

/// What limits the hosting capacity of a network.
public struct HostingViolations: OptionSet, Hashable, Sendable, CustomStringConvertible {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  /// A bus above the band.
  public static let overvoltage = HostingViolations(rawValue: 1)
  /// A bus below the band.
  public static let undervoltage = HostingViolations(rawValue: 2)
  /// A line above its rated current.
  public static let lineLoading = HostingViolations(rawValue: 4)
  /// A transformer above its rated current.
  public static let transformerLoading = HostingViolations(rawValue: 8)
  /// Power that flows back through the source or a transformer.
  public static let reversePower = HostingViolations(rawValue: 16)
  /// No solution, so the network cannot carry the power.
  public static let noSolution = HostingViolations(rawValue: 32)

  /// The kinds, by their names in results.
  public static let names: [(kind: HostingViolations, name: String)] = [
    (.overvoltage, "overvoltage"), (.undervoltage, "undervoltage"),
    (.lineLoading, "line loading"), (.transformerLoading, "transformer loading"),
    (.reversePower, "reverse power"), (.noSolution, "no solution"),
  ]

  public var description: String {
    isEmpty
      ? "none" : Self.names.filter { contains($0.kind) }.map(\.name).joined(separator: ", ")
  }
}
