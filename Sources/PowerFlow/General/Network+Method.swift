extension Network {
  /// The method that solves a network whose values were checked.
  ///
  /// - Throws: ``NetworkError`` if the method that is asked for does not suit the network.
  func choice(
    of method: PowerFlowMethod, _ islands: IslandPolicy
  ) throws(NetworkError) -> PowerFlowMethod {
    let holders = generators.filter { if case .voltage = $0.control { true } else { false } }
    switch method {
    case .currentInjection, .newtonRaphson: return method
    case .linear:
      throw .methodDoesNotSuit(
        method: method.rawValue, reason: "it has no voltages to certify; ask for it by itself")
    case .radialSweep:
      if let first = holders.first {
        throw .methodDoesNotSuit(
          method: method.rawValue,
          reason: "the generator \(quoted(first.name)) holds a voltage")
      }
      return method
    case .automatic:
      guard !sources.isEmpty else { throw .noSource }
      guard holders.isEmpty, sources.count == 1 else {
        return .newtonRaphson
      }
      do {
        _ = try RadialTree(self, root: sources[0].bus)
        return .radialSweep
      } catch {
        // An island is refused, or left out, by the general solver too.
        return .newtonRaphson
      }
    }
  }
}
