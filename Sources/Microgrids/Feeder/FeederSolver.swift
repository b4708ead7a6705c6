import PowerFlow
import Quantities
import Scenarios

/// The power flow of a feeder for the injections of its members, whichever form its network has.
///
/// What has a voltage is called a place: a bus of a balanced network, or one conductor of a bus where
/// phases differ.
final class FeederSolver {
  private var balanced: BalancedFeeder?
  private let multiphase: MultiphaseFeeder?

  /// The number of places.
  let placeCount: Int

  init(_ settings: NetworkSettings, connections: [MemberConnection]) throws(NetworkError) {
    switch settings.network {
    case .balanced(let network):
      balanced = try BalancedFeeder(network, settings, connections)
      multiphase = nil
      placeCount = network.buses.count
    case .multiphase(let network):
      let feeder = try MultiphaseFeeder(network, settings, connections)
      balanced = nil
      multiphase = feeder
      placeCount = feeder.placeCount
    }
  }

  /// Solves for what each member injects, in W and var.
  func solve(_ injections: Span<SIMD2<Double>>) -> PowerFlowOutcome {
    multiphase?.solve(injections) ?? balanced?.solve(injections)
      ?? PowerFlowOutcome(
        converged: false, iterations: 0, mismatchVoltAmperes: .infinity, worstBus: 0)
  }

  /// Copies what the last solution found.
  func copyState(into state: inout FeederState) {
    balanced?.copyState(into: &state)
    multiphase?.copyState(into: &state)
  }

  /// The names of the controls that act in steps.
  var controlNames: [String] { multiphase?.controlNames ?? balanced?.controlNames ?? [] }

  /// Makes the steps that the controls of the same feeder made elsewhere.
  func follow(_ moves: [FeederControlRound.Move]) {
    multiphase?.follow(moves)
    balanced?.follow(moves)
  }

  /// Lets the controls measure the last solution, and moves those whose time has come.
  func actOnControls(at now: Instant) -> FeederControlRound {
    multiphase?.actOnControls(at: now) ?? balanced?.actOnControls(at: now) ?? FeederControlRound()
  }
}

/// What the controls of a feeder did at an instant, and when the next of them acts.
struct FeederControlRound {
  /// A step of a control.
  struct Move {
    let control: Int
    let position: Int
  }

  /// The steps that were made; the feeder must be solved anew if there are any.
  var moves: [Move] = []
  /// When the next control acts if nothing changes, or `nil` if all rest.
  var next: Instant?
}

/// Where a member is connected.
struct MemberConnection {
  let bus: Int
  /// The phases; `nil` in a balanced network.
  let phases: [Int]?
}

/// What the last solution of a feeder found.
struct FeederState {
  /// The magnitude of the voltage of each place, per unit.
  var voltages: [Double]
  /// The negative sequence over the positive one at each bus, as a share; not a number where a phase
  /// is missing. Empty in a balanced network.
  var unbalances: [Double]
  /// The active power into each branch at its beginning, and what it loses, in W.
  var branchPowers: [Double]
  var branchLosses: [Double]
  /// The loading of each branch; not a number without a rating.
  var branchLoadings: [Double]
  var sourceActiveWatts = 0.0
  var sourceReactiveVar = 0.0
  var lossWatts = 0.0

  init(_ network: NetworkModel, placeCount: Int) {
    voltages = Array(repeating: 0, count: placeCount)
    branchPowers = network.branchNames.map { _ in 0 }
    branchLosses = branchPowers
    branchLoadings = branchPowers
    unbalances =
      if case .multiphase(let network) = network { network.buses.map { _ in .nan } } else { [] }
  }
}
