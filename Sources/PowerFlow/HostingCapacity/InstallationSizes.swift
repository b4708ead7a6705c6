import RandomStreams

/// What customers install.
public enum InstallationSizes: Hashable, Sendable {
  /// Everyone installs the same, in W.
  case same(watts: Double)
  /// Each customer has an installation of their own, in W.
  case byCustomer(watts: [Double])
  /// Each customer draws one of several sizes, in W, all being equally likely.
  case drawn(fromWatts: [Double])

  /// The installations of all customers in one placement; the draws are those of the placement.
  func watts(customerCount: Int, _ draws: inout RandomDraws) -> [Double] {
    switch self {
    case .same(let watts): return Array(repeating: watts, count: customerCount)
    case .byCustomer(let watts): return watts
    case .drawn(let choices):
      return (0..<customerCount).map { _ in
        choices[Int(truncatingIfNeeded: draws.uniformInteger(below: UInt64(choices.count)))]
      }
    }
  }

  func check(customerCount: Int) throws(HostingCapacityError) {
    let sizes: [Double] =
      switch self {
      case .same(let watts): [watts]
      case .byCustomer(let watts), .drawn(let watts): watts
      }
    if case .byCustomer(let watts) = self, watts.count != customerCount {
      throw .wrongSizeCount(sizes: watts.count, customers: customerCount)
    }
    guard customerCount > 0 else { throw .noCustomer }
    guard !sizes.isEmpty else { throw .impossibleSize(.nan) }
    if let wrong = sizes.first(where: { !($0.isFinite && $0 > 0) }) {
      throw .impossibleSize(wrong)
    }
  }
}
