import ComplexModule
import PowerFlow
import RealModule

/// A bus of a pandapower file that is in service, or the dead end of a branch.
struct PandapowerBus {
  let name: String
  let label: String
  /// The nominal voltage, line to line.
  let kilovolts: Double
}

/// One end of a branch of a pandapower file.
struct BranchEnd: Hashable {
  /// The name of the branch, such as `L12`.
  let branch: String
  /// The label of the bus.
  let bus: Int
}

/// A line, switch or impedance between buses of one voltage.
struct PandapowerLine {
  let name: String
  let from: Int
  let to: Int
  /// The series impedance of the whole line, in ohms.
  let impedance: Complex<Double>
  /// The shunt admittance of the whole line, in siemens; half is at each end.
  let admittance: Complex<Double>
  var ratedAmperes: Double?
  var kilometres: Double?
  var kind = LineKind.line
  let isInService: Bool
  /// The series impedance and shunt admittance of the zero sequence.
  var zeroImpedance: Complex<Double>?
  var zeroAdmittance = Complex<Double>.zero
}

/// A transformer of two windings, seen from its low-voltage side.
struct PandapowerTransformer {
  let name: String
  let highBus: Int
  let lowBus: Int
  let isInService: Bool
  /// The rated power of all parallel units, in volt-amperes.
  let ratedVoltAmperes: Double
  /// The rated voltages, in kilovolts; their ratio at the present tap is ``ratio``.
  let highKilovolts: Double
  let lowKilovolts: Double
  /// The voltages of the windings at the present tap, in kilovolts.
  let tappedHighKilovolts: Double
  let tappedLowKilovolts: Double
  let shiftDegrees: Double
  /// The leakage impedance, in ohms.
  let impedance: Complex<Double>
  /// The magnetising admittance, in siemens.
  let admittance: Complex<Double>
  /// The share of the leakage resistance and reactance at the high-voltage side of a T.
  var resistanceShare = 0.5
  var reactanceShare = 0.5
  var tapChanger: TapChanger?
  var zeroSequence: PandapowerZeroSequence?
  /// The byte of the file at which the transformer is described.
  var offset = 0

  var ratio: Double { tappedHighKilovolts / tappedLowKilovolts }
}

/// What a transformer is in the zero sequence, seen from its low-voltage side, in ohms.
struct PandapowerZeroSequence {
  /// Whether both windings are grounded; otherwise the high-voltage side is a delta.
  let isThrough: Bool
  let highImpedance: Complex<Double>
  let magnetizingImpedance: Complex<Double>
  let lowImpedance: Complex<Double>
}

/// An external grid, or a generator that pandapower takes for one.
struct PandapowerSource {
  let name: String
  let bus: Int
  let perUnit: Double
  let degrees: Double
  /// The impedances of the negative and the zero sequence, in ohms.
  var negativeImpedance = Complex<Double>.zero
  var zeroImpedance = Complex<Double>.zero
}

/// A load or a generator of constant active power.
struct PandapowerInjection {
  let name: String
  let label: String
  let bus: Int
  /// What each phase takes at nominal voltage, in watts and var; negative for a generator.
  let watts: SIMD3<Double>
  let vars: SIMD3<Double>
  var model = LoadModel.constantPower
  var isGenerator = false
  var isStorage = false
  var connection = PhaseConnection.wye
  var ratedVoltAmperes: Double?
  var profile: String?
}
