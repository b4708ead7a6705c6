import ComplexModule
import RealModule

/// What a three-phase sweep calculates, as lists that it can run through.
///
/// Voltages and currents stand in *slots*. First come the three of each *wide* bus, of which number
/// 0 is the voltage behind the source's impedance; then one for each *single* bus, behind which only
/// one phase carries current; then one for each *hot* load, a constant power between one conductor
/// and ground. A hot load that is all there is at the end of a line takes the line with it. Behind
/// them stand voltages that are only calculated when results are asked for.
struct PhaseLayout: Sendable {
  enum Kind: UInt8 {
    /// A line whose phases are alike: Z = z · 1 + m · (all ones). Two factors.
    case balanced
    /// Any line: nine factors.
    case full
    /// A · V(parent) − Z · J: eighteen factors.
    case twoPort
  }

  struct Wide: Sendable {
    let parent: Int
    let kind: Kind
    let factors: [Complex<Double>]
  }

  struct Single: Sendable {
    let parentSlot: Int
    let factor: Complex<Double>
  }

  struct Hot: Sendable {
    let parentSlot: Int
    let factor: Complex<Double>
    let phase: Int
    let bus: Int
    let base: Double
  }

  /// A load of any other kind, between two slots; −1 is the ground.
  struct General: Sendable {
    let start: Int
    let end: Int
    let phase: Int
    let bus: Int
    let base: Double
  }

  /// The current of admittances at one slot: Σ factor · V(slot).
  struct Shunt: Sendable {
    let slot: Int
    let bus: Int
    let terms: [(slot: Int, factor: Complex<Double>)]
  }

  /// A voltage that is calculated for results: V(start) − Σ factor · J(slot).
  struct Extra: Sendable {
    let start: Int
    let terms: [(slot: Int, factor: Complex<Double>)]
  }

  /// Where the voltage of a node is: at a share of the way from one slot to another.
  struct Place: Hashable, Sendable {
    var start: Int
    var end: Int
    var share: Double
  }

  var wides: [Wide] = []
  var singles: [Single] = []
  var hots: [Hot] = []
  var generals: [General] = []
  var shunts: [Shunt] = []
  /// Voltages that never change, which stand in front of ``extras``.
  var constants: [Complex<Double>] = []
  var extras: [Extra] = []
  /// The place of each node.
  var places: [Place] = []
  /// The voltages of wide bus 0.
  var sourceVoltages: [Complex<Double>] = []
  /// The voltages from which a sweep without a last solution starts, one for each wide bus and phase
  /// and for each single bus.
  var startVoltages: [Complex<Double>] = []

  /// The slots of currents.
  var currentSlotCount: Int { 3 * wides.count + singles.count + hots.count }
  /// The slots of voltages.
  var slotCount: Int { currentSlotCount + constants.count + extras.count }
}
