/// Why a hosting capacity cannot be sought.
public enum HostingCapacityError: Error, Hashable, CustomStringConvertible {
  /// Nobody can install anything.
  case noCustomer
  /// A size that is not a positive, finite number of watts.
  case impossibleSize(Double)
  /// Not one size for each customer.
  case wrongSizeCount(sizes: Int, customers: Int)
  /// A number of placements below one.
  case noPlacement
  /// A violation probability that is not one.
  case impossibleProbability(Double)
  /// No operating point, or one whose factors are not finite.
  case impossibleOperatingPoint
  /// A power factor outside of 0 to 1.
  case impossiblePowerFactor(Double)
  /// A load whose model the balanced solver does not have.
  case unsupportedLoad(String)
  /// A customer at a bus that does not exist.
  case noSuchBus(Int)
  /// The network cannot be solved.
  case network(NetworkError)

  public var description: String {
    switch self {
    case .noCustomer:
      "the network has no customer, so nobody can install anything. Add loads, or name buses."
    case .impossibleSize(let watts):
      "an installation must have a positive, finite power, not \(watts) W."
    case .wrongSizeCount(let sizes, let customers):
      "there are \(sizes) sizes of installations for \(customers) customers. Give one for each."
    case .noPlacement:
      "there must be at least one placement."
    case .impossibleProbability(let probability):
      "a violation probability must be from 0 to 1, both excluded, not \(probability)."
    case .impossibleOperatingPoint:
      "there must be at least one operating point, with finite factors."
    case .impossiblePowerFactor(let factor):
      "a power factor must be above 0 and at most 1, not \(factor)."
    case .unsupportedLoad(let name):
      "the load \(quoted(name)) follows exponents of the voltage, which the radial solver cannot "
        + "take. Describe it by shares of constant power, current and impedance."
    case .noSuchBus(let bus):
      "a customer is at bus number \(bus), which does not exist."
    case .network(let error):
      error.description
    }
  }
}
