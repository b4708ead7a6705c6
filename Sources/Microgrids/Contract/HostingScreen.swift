import PowerFlow
import Quantities
import Scenarios

/// Tells whether the feeder could carry one more shared plant: with all generators at full power and
/// no load, every voltage must lie in the band and no branch be overloaded.
struct HostingScreen {
  private let solver: FeederSolver
  private let settings: NetworkSettings
  /// What the members' own plants inject at most, in watts.
  private let memberInjections: [Double]
  private var state: FeederState

  init(_ settings: NetworkSettings, connections: [MemberConnection], members: [MemberSettings])
    throws(NetworkError)
  {
    self.settings = settings
    solver = try FeederSolver(settings, connections: connections)
    memberInjections = members.map { $0.photovoltaic?.nominal ?? 0 }
    state = FeederState(settings.network, placeCount: solver.placeCount)
  }

  /// Whether the feeder carries plants of some capacities at their places.
  mutating func hosts(_ capacities: [Double]) -> Bool {
    let injections = (memberInjections + capacities).map { SIMD2($0, 0) }
    guard solver.solve(injections.span).converged else { return false }
    solver.copyState(into: &state)
    let band = settings.minimumVoltage...settings.maximumVoltage
    // A branch without a rating has no loading.
    return state.voltages.allSatisfy { band.contains($0) }
      && state.branchLoadings.allSatisfy { !($0 > 1) }
  }
}
