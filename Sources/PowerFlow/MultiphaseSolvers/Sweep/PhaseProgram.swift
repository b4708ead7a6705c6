import ComplexModule
import RealModule

/// A layout in the form in which the kernels run through it.
struct PhaseProgram<P: CasePhasor>: Sendable {
  /// The wide bus in front of each wide bus.
  var wideParents: [Int32] = []
  var wideKinds: [PhaseLayout.Kind] = []
  /// Where the factors of each wide bus begin.
  var wideOffsets: [Int32] = []
  var wideFactors: [P.Factor] = []
  var singleParents: [Int32] = []
  var singleFactors: [P.Factor] = []
  var hotParents: [Int32] = []
  var hotFactors: [P.Factor] = []
  var hotLimits: [PowerLimits] = []
  var hotLaws: [GeneralLaw] = []
  /// The slots between which each other load lies; −1 is the ground.
  var generalStarts: [Int32] = []
  var generalEnds: [Int32] = []
  var generalLaws: [GeneralLaw] = []
  var shuntSlots: [Int32] = []
  /// Where the terms of each shunt begin, and behind them the number of terms.
  var shuntOffsets: [Int32] = [0]
  var shuntTermSlots: [Int32] = []
  var shuntFactors: [P.Factor] = []
  /// Where each voltage that is only calculated for results starts from.
  var extraStarts: [Int32] = []
  var extraOffsets: [Int32] = [0]
  var extraTermSlots: [Int32] = []
  var extraFactors: [P.Factor] = []

  /// The first of the source's slots of voltages.
  let sourceSlot: Int
  /// The current of the source as that of its slots, or where it stands inside an equivalent, as
  /// constants less factors times the currents of wide bus 1.
  var sourceConstants: [P] = []
  var sourceFactors: [P.Factor] = []
  /// The first wide bus whose branch belongs to the network: the source's impedance does not.
  let firstBranch: Int

  let wideCount: Int
  let singleCount: Int
  let hotCount: Int
  let constantCount: Int
  /// The first slot of single buses, of hot loads, of constants and of extra voltages.
  var firstSingle: Int { 3 * wideCount }
  var firstHot: Int { firstSingle + singleCount }
  var firstConstant: Int { firstHot + hotCount }
  var firstExtra: Int { firstConstant + constantCount }
  var slotCount: Int { firstExtra + extraStarts.count }

  /// The number of places where current is withdrawn: hot loads, other loads, shunts.
  var pointCount: Int { hotCount + generalStarts.count + shuntSlots.count }

  /// How the current of a load of any model follows from its voltage, per unit of the bus.
  struct GeneralLaw: Sendable {
    let model: LoadModel
    let window: VoltageWindow?
    /// The base of the bus over the rated voltage.
    let perUnit: Double

    init(_ load: LoadPhase, base: Double) {
      model = load.model
      window = load.window
      perUnit = base / load.ratedVolts
    }

    /// Where the power is constant.
    var limits: PowerLimits {
      guard let window else { return PowerLimits(floor: -1, ceiling: .infinity) }
      // Below half of the rated voltage a load with a window is an impedance in any case.
      let floor = max(window.minimum, LoadModel.lowestPerUnit) / perUnit
      let ceiling = window.maximum / perUnit
      return PowerLimits(floor: floor * floor, ceiling: ceiling * ceiling)
    }
  }

  init(_ model: MultiphaseSweepModel) {
    let (layout, upstream, loads) = (model.layout, model.upstream, model.loads)
    firstBranch = upstream.impedance.isZero ? 1 : 2
    if upstream.inner.isEmpty {
      sourceSlot = 3 * (firstBranch - 1)
    } else {
      sourceSlot = layout.currentSlotCount + layout.constants.count
      sourceConstants = upstream.sourceCurrent.voltages.map {
        P(repeating: SIMD2($0.real, $0.imaginary))
      }
      sourceFactors = upstream.sourceCurrent.impedance.elements.map {
        P.Factor($0.real, $0.imaginary)
      }
    }
    wideCount = layout.wides.count
    singleCount = layout.singles.count
    hotCount = layout.hots.count
    constantCount = layout.constants.count
    for wide in layout.wides {
      wideParents.append(Int32(truncatingIfNeeded: wide.parent))
      wideKinds.append(wide.kind)
      wideOffsets.append(Int32(truncatingIfNeeded: wideFactors.count))
      wideFactors += wide.factors.map { P.Factor($0.real, $0.imaginary) }
    }
    for single in layout.singles {
      singleParents.append(Int32(truncatingIfNeeded: single.parentSlot))
      singleFactors.append(P.Factor(single.factor.real, single.factor.imaginary))
    }
    for hot in layout.hots {
      hotParents.append(Int32(truncatingIfNeeded: hot.parentSlot))
      hotFactors.append(P.Factor(hot.factor.real, hot.factor.imaginary))
      let law = GeneralLaw(loads[hot.phase], base: hot.base)
      hotLaws.append(law)
      hotLimits.append(law.limits)
    }
    for general in layout.generals {
      let load = loads[general.phase]
      generalStarts.append(Int32(truncatingIfNeeded: general.start))
      generalEnds.append(Int32(truncatingIfNeeded: general.end))
      generalLaws.append(GeneralLaw(load, base: general.base))
    }
    for shunt in layout.shunts {
      shuntSlots.append(Int32(truncatingIfNeeded: shunt.slot))
      for term in shunt.terms {
        shuntTermSlots.append(Int32(truncatingIfNeeded: term.slot))
        shuntFactors.append(P.Factor(term.factor.real, term.factor.imaginary))
      }
      shuntOffsets.append(Int32(truncatingIfNeeded: shuntTermSlots.count))
    }
    for extra in layout.extras {
      extraStarts.append(Int32(truncatingIfNeeded: extra.start))
      for term in extra.terms {
        extraTermSlots.append(Int32(truncatingIfNeeded: term.slot))
        extraFactors.append(P.Factor(term.factor.real, term.factor.imaginary))
      }
      extraOffsets.append(Int32(truncatingIfNeeded: extraTermSlots.count))
    }
  }
}
