public import ComplexModule
public import RealModule

/// All results of one power flow of a multiphase network.
///
/// Currents and powers at an end of a branch flow into the branch; those of loads are consumed, those
/// of generators and sources produced. After a power flow that did not converge, all numbers are NaN.
public struct MultiphaseSolution: Sendable {
  /// A node and its voltage.
  public struct Node: Hashable, Sendable {
    /// The index of the bus.
    public var bus: Int
    /// The conductor.
    public var conductor: Int
    /// The voltage to ground, in volts.
    public var voltage: Complex<Double>
    /// The magnitude of the voltage per unit of the bus's nominal phase voltage.
    public var magnitudePerUnit: Double

    /// The angle of the voltage, in degrees.
    public var angleDegrees: Double { voltage.phase * 180 / .pi }
  }

  /// What flows at the conductors of one end of an element.
  public struct Terminal: Hashable, Sendable {
    /// The index of the bus.
    public var bus: Int
    /// The conductors, in the order of the element.
    public var conductors: [Int]
    /// The current of each conductor, in amperes.
    public var currents: [Complex<Double>]
    /// The power of each conductor, active and reactive as real and imaginary part, in
    /// volt-amperes.
    public var powers: [Complex<Double>]

    /// The power of all conductors, in volt-amperes.
    public var power: Complex<Double> { powers.reduce(.zero, +) }
  }

  /// What flows at the ends of a line or transformer: two, or as many as there are windings.
  public struct Branch: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The ends, into the branch.
    public var ends: [Terminal]
    /// The largest current of a conductor over the rated one, or `nil` without a rating.
    public var loading: Double?

    /// The power that stays in the branch, in volt-amperes.
    public var loss: Complex<Double> { ends.reduce(.zero) { $0 + $1.power } }
  }

  /// What a load, generator or capacitor bank takes or gives.
  public struct Injection: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The power that it takes, or gives as a generator, in volt-amperes.
    public var power: Complex<Double>
    /// The power that it should take or give by its model at the voltages found, in volt-amperes.
    public var demandedPower: Complex<Double>
    /// What flows at its conductors.
    public var terminal: Terminal
    /// The magnitude of the voltage of each phase, per unit of its rating.
    public var voltagesPerUnitOfRating: [Double]
    /// Whether a phase lies outside of the window in which the model holds.
    public var isOutsideWindow: Bool

    /// The active power that the window kept back, in watts; never negative.
    public var unservedWatts: Double { max(0, demandedPower.real - power.real) }
  }

  /// The nodes, bus after bus.
  public internal(set) var nodes: [Node] = []
  /// The lines, in the order of the network.
  public internal(set) var lines: [Branch] = []
  /// The transformers, in the order of the network.
  public internal(set) var transformers: [Branch] = []
  /// The loads, in the order of the network.
  public internal(set) var loads: [Injection] = []
  /// The generators, in the order of the network.
  public internal(set) var generators: [Injection] = []
  /// The capacitor banks; their power is that which they take, so its reactive part is negative.
  public internal(set) var capacitors: [Injection] = []
  /// What each source gives at its terminal, in volt-amperes; currents flow out of the source.
  public internal(set) var sources: [Terminal] = []
  /// The negative sequence of the voltages at each bus over the positive one, in per cent, or `nil`
  /// where a phase is missing.
  public internal(set) var unbalancePercent: [Double?] = []
  /// The taps, as factors, of all windings of each transformer.
  public internal(set) var taps: [[Double]] = []
  /// Whether and how well it was solved.
  public internal(set) var outcome: PowerFlowOutcome
  /// The method that solved it.
  public internal(set) var method: MultiphaseMethod
  /// The index of the node with the largest mismatch.
  public internal(set) var worstNode: Int

  /// The losses of all lines and transformers, in volt-amperes.
  public var loss: Complex<Double> {
    lines.reduce(.zero) { $0 + $1.loss } + transformers.reduce(.zero) { $0 + $1.loss }
  }

  /// What all sources give together, in volt-amperes.
  public var sourcePower: Complex<Double> { sources.reduce(.zero) { $0 + $1.power } }

  /// What all loads take together, in volt-amperes.
  public var loadPower: Complex<Double> { loads.reduce(.zero) { $0 + $1.power } }

  /// What all generators give together, in volt-amperes.
  public var generatorPower: Complex<Double> { generators.reduce(.zero) { $0 + $1.power } }

  /// The active power that loads did not get because their voltage lies outside of their window.
  public var unservedWatts: Double { loads.reduce(0) { $0 + $1.unservedWatts } }

  /// The index of the node of a phase with the lowest voltage per unit.
  public var lowestNode: Int? {
    phaseNodes.min { nodes[$0].magnitudePerUnit < nodes[$1].magnitudePerUnit }
  }

  /// The index of the node of a phase with the highest voltage per unit.
  public var highestNode: Int? {
    phaseNodes.max { nodes[$0].magnitudePerUnit < nodes[$1].magnitudePerUnit }
  }

  /// The nodes of phases: neutrals have no voltage to speak of.
  private var phaseNodes: [Int] { nodes.indices.filter { nodes[$0].conductor <= 3 } }
}

/// The negative sequence over the positive one, in per cent.
///
/// ```text
/// V₁ = (A + a·B + a²·C)/3      V₂ = (A + a²·B + a·C)/3      a = 1∠120°
/// ```
func unbalancePercent(
  _ first: Complex<Double>, _ second: Complex<Double>, _ third: Complex<Double>
) -> Double {
  let turn = Complex<Double>(length: 1, phase: 2 * .pi / 3)
  let back = Complex<Double>(length: 1, phase: -2 * .pi / 3)
  let positive = first + turn * second + back * third
  let negative = first + back * second + turn * third
  return 100 * negative.length / positive.length
}
