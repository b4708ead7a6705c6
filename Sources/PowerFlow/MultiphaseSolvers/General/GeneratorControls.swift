import ComplexModule
import RealModule

/// The generators whose power follows from the voltage or from their active power.
///
/// Around each solution of the network, the powers are moved towards what the curves say at the
/// voltages found, by a share that is halved when the steps do not shrink.
struct GeneratorControls: Sendable {
  static let maximumRounds = 60

  fileprivate struct Follower: Sendable {
    let element: Int
    let control: GeneratorControl
    let ratedVoltAmperes: Double
    /// The phases of the generator, between points.
    let phases: [LoadPhase]
    var availableWatts = 0.0
    var reactiveVar = 0.0
    var lastStep = Double.infinity
    var share = 1.0
  }

  private var followers: [Follower] = []
  private var fixedFactors: [(element: Int, generator: MultiphaseGenerator)] = []

  /// Whether powers depend on voltages, so that a solution must be repeated.
  var isNeeded: Bool { !followers.isEmpty }

  init(_ network: MultiphaseNetwork) throws(NetworkError) {
    let nodes = try MultiphaseNodes(network)
    let points = try MultiphasePoints(network, nodes)
    let phases = try network.loadPhases(nodes)
    for (index, generator) in network.generators.enumerated() {
      let element = network.loads.count + index
      let name = "the generator \(quoted(generator.name))"
      switch generator.control {
      case .constantPower: continue
      case .powerFactor(let cosine, _):
        guard cosine > 0, cosine <= 1 else {
          throw .impossibleValue(
            element: name,
            problem: "has the power factor \(cosine), which must be above 0 and at "
              + "most 1")
        }
        fixedFactors.append((element, generator))
      case .voltage:
        throw .impossibleValue(
          element: name,
          problem: "holds a voltage, which the solvers of networks with unlike phases cannot do. "
            + "Give it a volt-var curve")
      case .voltVar, .voltWatt, .voltVarWatt:
        guard let rating = generator.ratedVoltAmperes, rating > 0, rating.isFinite else {
          throw .impossibleValue(
            element: name,
            problem: "follows a curve in per unit of its rated apparent power, which must be given")
        }
        var own: [LoadPhase] = []
        for phase in phases where phase.element == element {
          var phase = phase
          phase.start = points.point(ofNode: phase.start)
          phase.end = points.point(ofNode: phase.end)
          own.append(phase)
        }
        followers.append(
          Follower(
            element: element, control: generator.control, ratedVoltAmperes: rating, phases: own))
      }
    }
  }

  /// Takes what is available, and sets the reactive power of fixed power factors.
  mutating func begin(_ state: inout MultiphaseState) {
    for (element, generator) in fixedFactors {
      state.reactiveVar[element] =
        generator.reactivePowerVar(atWatts: state.activeWatts[element]) ?? 0
    }
    for index in followers.indices {
      followers[index].availableWatts = state.activeWatts[followers[index].element]
      followers[index].reactiveVar = state.reactiveVar[followers[index].element]
      followers[index].lastStep = .infinity
      followers[index].share = 1
    }
  }

  /// Moves the powers towards what the voltages ask for.
  ///
  /// - Returns: Whether they are there already, so that the solution stands.
  mutating func update(_ state: inout MultiphaseState, round: Int) -> Bool {
    var isSettled = true
    for index in followers.indices {
      let follower = followers[index]
      let wanted = follower.wanted(state)
      let rating = follower.ratedVoltAmperes
      let active = wanted.active - state.activeWatts[follower.element]
      let reactive = wanted.reactive - state.reactiveVar[follower.element]
      let step = (active * active + reactive * reactive).squareRoot()
      guard step > 1e-8 * rating else { continue }
      isSettled = false
      if step > 0.7 * follower.lastStep { followers[index].share = max(0.02, follower.share / 2) }
      followers[index].lastStep = step
      state.activeWatts[follower.element] += followers[index].share * active
      state.reactiveVar[follower.element] += followers[index].share * reactive
    }
    return isSettled
  }
}

extension GeneratorControls.Follower {
  /// The power that the curves ask for at the mean voltage of the phases.
  fileprivate func wanted(_ state: MultiphaseState) -> (active: Double, reactive: Double) {
    var sum = 0.0
    for phase in phases {
      let voltage = state.voltage(ofPoint: phase.start) - state.voltage(ofPoint: phase.end)
      sum += voltage.length / phase.ratedVolts
    }
    let voltage = sum / Double(max(1, phases.count))
    let rating = ratedVoltAmperes
    switch control {
    case .voltVar(let curve):
      let room = max(0, rating * rating - availableWatts * availableWatts).squareRoot()
      let reactive = curve.value(atPerUnit: voltage) * rating
      return (availableWatts, min(max(reactive, -room), room))
    case .voltWatt(let curve):
      let limit = curve.value(atPerUnit: voltage) * rating
      return (min(availableWatts, max(0, limit)), reactiveVar)
    case .voltVarWatt(let reactiveCurve, let activeCurve):
      let reactive = min(max(reactiveCurve.value(atPerUnit: voltage), -1), 1) * rating
      let room = max(0, rating * rating - reactive * reactive).squareRoot()
      let limit = max(0, activeCurve.value(atPerUnit: voltage) * rating)
      return (min(availableWatts, limit, room), reactive)
    case .constantPower, .powerFactor, .voltage: return (availableWatts, reactiveVar)
    }
  }
}
