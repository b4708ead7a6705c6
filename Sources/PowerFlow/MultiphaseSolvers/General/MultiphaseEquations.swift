import ComplexModule
import Quantities
import RealModule

/// The equations of a multiphase network: currents that are linear in the voltages, and loads.
///
/// ```text
/// Y · V + c + Σ loads I(V) = 0      at each unknown point
/// c = Y(unknown, held) · V(held) − currents of sources
/// ```
struct MultiphaseEquations {
  let nodes: MultiphaseNodes
  let points: MultiphasePoints
  /// The phases of loads and generators, between points.
  let phases: [LoadPhase]
  /// The admittance of each phase that is part of ``linearValues``.
  let linearAdmittances: [Complex<Double>]
  /// The nominal voltage of each point, in volts.
  let nominalVolts: [Double]
  let pattern: SparsePattern
  /// The nominal powers of the elements: loads, then generators.
  let nominalActiveWatts: [Double]
  let nominalReactiveVar: [Double]
  let loadCount: Int

  private(set) var elements: [MultiphaseElement]
  /// The values of the pattern, without loads: two for each place.
  private(set) var networkValues: [Double] = []
  /// The values with the linear admittances of the loads.
  private(set) var linearValues: [Double] = []
  /// The currents that do not depend on the voltages sought: two for each unknown point.
  private(set) var constantCurrents: [Double] = []

  /// The places of the pattern of all elements, one after the other; −1 where none is.
  private let elementPlaces: [Int32]
  /// The places of the four elements of each phase: (s, s), (e, e), (s, e), (e, s).
  let phasePlaces: [SIMD4<Int32>]

  init(_ network: MultiphaseNetwork) throws(NetworkError) {
    try network.checkValues()
    nodes = try MultiphaseNodes(network)
    points = try MultiphasePoints(network, nodes)
    elements = try network.elements(nodes)
    let nodePhases = try network.loadPhases(nodes)
    loadCount = network.loads.count
    nominalActiveWatts =
      network.loads.map(\.activePowerWatts) + network.generators.map(\.activePowerWatts)
    nominalReactiveVar =
      network.loads.map(\.reactivePowerVar) + network.generators.map(\.nominalReactivePowerVar)
    try network.checkPowers(nominalActiveWatts, nominalReactiveVar)

    var rated: [Complex<Double>] = []
    for phase in nodePhases {
      rated.append(
        phase.admittance(
          atVolts: phase.ratedVolts, activePowerWatts: nominalActiveWatts[phase.element],
          reactivePowerVar: nominalReactiveVar[phase.element]
        ).value)
    }
    let shape = try MultiphaseShape(network, nodes, points, elements, nodePhases, rated)
    var linear: [Complex<Double>] = []
    var phases: [LoadPhase] = []
    for (index, phase) in nodePhases.enumerated() {
      let share = phase.linearAdmittance(
        activePowerWatts: nominalActiveWatts[phase.element],
        reactivePowerVar: nominalReactiveVar[phase.element])
      linear.append(shape.groundingPhases[index] ? rated[index] : share)
      var phase = phase
      phase.start = points.point(ofNode: phase.start)
      phase.end = points.point(ofNode: phase.end)
      phases.append(phase)
    }
    self.phases = phases
    linearAdmittances = linear

    var volts = Array(repeating: 1.0, count: points.count)
    for node in 0..<nodes.count {
      volts[points.ofNode[node]] = network.buses[nodes.buses[node]].nominalPhaseVoltage.volts
    }
    nominalVolts = volts

    var named: [(row: Int, column: Int)] = []
    var elementPlaces: [Int32] = []
    let unknown = points.unknownCount
    func name(_ row: Int, _ column: Int) -> Int32 {
      guard row < unknown, column < unknown else { return -1 }
      named.append((row, column))
      return Int32(truncatingIfNeeded: named.count - 1)
    }
    for element in elements {
      let ends = element.ends(points)
      for row in ends {
        for column in ends { elementPlaces.append(name(row, column)) }
      }
    }
    var phasePlaces: [SIMD4<Int32>] = []
    for phase in phases {
      phasePlaces.append(
        SIMD4(
          name(phase.start, phase.start), name(phase.end, phase.end),
          name(phase.start, phase.end), name(phase.end, phase.start)))
    }
    // Each row has a diagonal, so that an order of elimination can be found.
    for point in 0..<points.unknownCount { _ = name(point, point) }
    let pattern = SparsePattern(size: unknown, elements: named)
    let places = pattern.places
    func place(_ index: Int32) -> Int32 { index < 0 ? -1 : places[Int(index)] }
    self.pattern = pattern
    self.elementPlaces = elementPlaces.map(place)
    self.phasePlaces = phasePlaces.map { corners in
      SIMD4(place(corners[0]), place(corners[1]), place(corners[2]), place(corners[3]))
    }
    assemble()
  }

  /// Puts new admittances in the place of those of a transformer.
  mutating func setAdmittance(_ matrix: ComplexMatrix, ofTransformer index: Int) {
    replaceAdmittance(matrix, of: .transformer(index))
  }

  /// Puts new admittances in the place of those of a capacitor bank.
  mutating func setAdmittance(_ matrix: ComplexMatrix, ofCapacitor index: Int) {
    replaceAdmittance(matrix, of: .capacitor(index))
  }

  private mutating func replaceAdmittance(
    _ matrix: ComplexMatrix, of kind: MultiphaseElement.Kind
  ) {
    for index in elements.indices where elements[index].kind == kind {
      elements[index].admittance = matrix
    }
  }

  /// Adds up the values of the matrix from the elements.
  mutating func assemble() {
    var values = Array(repeating: 0.0, count: 2 * pattern.rows.count)
    var constants = Array(repeating: 0.0, count: 2 * points.unknownCount)
    var next = 0
    for element in elements {
      let ends = element.ends(points)
      for (row, end) in ends.enumerated() {
        for (column, other) in ends.enumerated() {
          let value = element.admittance[row, column]
          let place = Int(elementPlaces[next])
          next += 1
          if place >= 0 {
            values[2 * place] += value.real
            values[2 * place + 1] += value.imaginary
          } else if end < points.unknownCount, other != points.ground {
            let current = value * points.heldVoltages[other - points.unknownCount]
            constants[2 * end] += current.real
            constants[2 * end + 1] += current.imaginary
          }
        }
        if !element.currents.isEmpty, end < points.unknownCount {
          constants[2 * end] -= element.currents[row].real
          constants[2 * end + 1] -= element.currents[row].imaginary
        }
      }
    }
    networkValues = values
    constantCurrents = constants
    for (places, admittance) in zip(phasePlaces, linearAdmittances) {
      for corner in 0..<4 where places[corner] >= 0 {
        let sign = corner < 2 ? 1.0 : -1.0
        values[2 * Int(places[corner])] += sign * admittance.real
        values[2 * Int(places[corner]) + 1] += sign * admittance.imaginary
      }
    }
    linearValues = values
  }
}

extension MultiphaseNetwork {
  /// Checks that powers are finite.
  fileprivate func checkPowers(
    _ active: [Double], _ reactive: [Double]
  ) throws(NetworkError) {
    let names =
      loads.map { "the load \(quoted($0.name))" }
      + generators.map { "the generator \(quoted($0.name))" }
    for (index, name) in names.enumerated()
    where !active[index].isFinite || !reactive[index].isFinite {
      throw .impossibleValue(element: name, problem: "has a power that is not a finite number")
    }
  }
}

extension MultiphaseGenerator {
  /// The reactive power that belongs to the nominal active power, in var.
  var nominalReactivePowerVar: Double {
    reactivePowerVar(atWatts: activePowerWatts) ?? reactivePowerVar
  }

  /// The reactive power that a fixed power factor asks for, in var, or `nil` under another control.
  func reactivePowerVar(atWatts watts: Double) -> Double? {
    guard case .powerFactor(let cosine, let produces) = control, cosine > 0, cosine <= 1 else {
      return nil
    }
    let tangent = (1 - cosine * cosine).squareRoot() / cosine
    return (produces ? 1 : -1) * abs(watts) * tangent
  }
}
