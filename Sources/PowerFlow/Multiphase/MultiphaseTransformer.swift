public import ComplexModule
public import RealModule

/// A transformer of two or three windings, with one or more phases.
///
/// Each phase has one leakage impedance between each pair of windings, as its nameplate gives it.
public struct MultiphaseTransformer: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The number of phases.
  public var phaseCount: Int
  /// The windings, two or three; all per-unit values refer to the rated power of the first.
  public var windings: [Winding]
  /// The leakage reactances per unit: between windings 1 and 2, then 1 and 3, then 2 and 3.
  public var reactancesPerUnit: [Double]
  /// The losses without load, per unit.
  public var noLoadLossPerUnit: Double
  /// The magnetising current, per unit.
  public var magnetizingCurrentPerUnit: Double
  /// The reactance from each conductor to ground that keeps an ungrounded winding from floating, as
  /// a susceptance in millionths of the rated power; zero without.
  public var antifloatPartsPerMillion: Double
  /// Whether the transformer is connected.
  public var isInService: Bool
  /// The admittances between all conductors, in siemens and in the order of
  /// ``primitiveAdmittance()``, where they are known instead of impedances. Impedances, taps, clocks
  /// and connections then only describe them.
  public var statedAdmittance: ComplexMatrix?

  /// Creates a transformer.
  ///
  /// - Precondition: There are two windings and one reactance, or three and three.
  public init(
    name: String, phaseCount: Int = 3, windings: [Winding], reactancesPerUnit: [Double],
    noLoadLossPerUnit: Double = 0, magnetizingCurrentPerUnit: Double = 0,
    antifloatPartsPerMillion: Double = 0, isInService: Bool = true
  ) {
    precondition(
      (windings.count == 2 && reactancesPerUnit.count == 1)
        || (windings.count == 3 && reactancesPerUnit.count == 3),
      "there must be a reactance for each pair of two or three windings")
    self.name = name
    self.phaseCount = phaseCount
    self.windings = windings
    self.reactancesPerUnit = reactancesPerUnit
    self.noLoadLossPerUnit = noLoadLossPerUnit
    self.magnetizingCurrentPerUnit = magnetizingCurrentPerUnit
    self.antifloatPartsPerMillion = antifloatPartsPerMillion
    self.isInService = isInService
  }
}

/// One winding of a transformer.
public struct Winding: Hashable, Sendable {
  /// The bus and its conductors: one for each phase, and behind them the neutral of a wye, which is
  /// ``Terminal/ground`` when it is solidly grounded.
  public var terminal: Terminal
  /// How the phases are connected.
  public var connection: PhaseConnection
  /// The hours of the clock by which this winding lags the first: the number of the vector group.
  public var clock: Int
  /// The rated voltage, in volts: line to line with two or three phases or in delta, else that of
  /// the winding.
  public var ratedVolts: Double
  /// The rated power, in volt-amperes.
  public var ratedVoltAmperes: Double
  /// The resistance per unit of the first winding's rated power.
  public var resistancePerUnit: Double
  /// The position of the tap, as a factor of the rated voltage.
  public var tap: Double
  /// The lowest and highest factor that the tap changer reaches.
  public var tapRange: ClosedRange<Double>
  /// The number of steps between them.
  public var tapStepCount: Int
  /// The impedance between the neutral of a wye and its conductor, in ohms.
  public var neutralImpedance: Complex<Double>

  /// Creates a winding.
  public init(
    terminal: Terminal, connection: PhaseConnection, clock: Int = 0, ratedVolts: Double,
    ratedVoltAmperes: Double, resistancePerUnit: Double = 0, tap: Double = 1,
    tapRange: ClosedRange<Double> = 0.9...1.1, tapStepCount: Int = 32,
    neutralImpedance: Complex<Double> = .zero
  ) {
    self.terminal = terminal
    self.connection = connection
    self.clock = clock
    self.ratedVolts = ratedVolts
    self.ratedVoltAmperes = ratedVoltAmperes
    self.resistancePerUnit = resistancePerUnit
    self.tap = tap
    self.tapRange = tapRange
    self.tapStepCount = tapStepCount
    self.neutralImpedance = neutralImpedance
  }
}
