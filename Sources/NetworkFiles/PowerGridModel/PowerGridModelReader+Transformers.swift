import ComplexModule
import PowerFlow
import RealModule

/// A transformer of a power-grid-model file in both forms.
struct PowerGridModelTransformer {
  let balanced: Transformer
  /// The form for networks with phases, where it is needed.
  var sequence: SequenceTransformer?
  let offset: Int
}

extension PowerGridModelReader {
  /// The kinds of windings, by their numbers.
  private enum WindingKind: Int {
    case wye
    case groundedWye
    case delta
    case zigzag
    case groundedZigzag
  }

  /// Reads the transformers of two windings.
  mutating func readTransformers() {
    for record in tables["transformer"] {
      let name = "transformer\(record.id)"
      guard let plate = PowerGridModelNameplate(record, &report),
        let ends = ends(of: record, name: name)
      else { continue }
      var transformer = PowerGridModelTransformer(
        balanced: plate.transformer(
          name, from: ends.from, to: ends.to, isInService: ends.isInService),
        offset: record.offset)
      if hasPhases {
        transformer.sequence = sequence(of: record, plate, transformer.balanced)
        guard transformer.sequence != nil else { continue }
      }
      units.append(transformer)
    }
  }

  private mutating func sequence(
    of record: PowerGridModelRecord, _ plate: PowerGridModelNameplate, _ balanced: Transformer
  ) -> SequenceTransformer? {
    let from = record.integer("winding_from", in: 0...4, &report).flatMap(WindingKind.init)
    let to = record.integer("winding_to", in: 0...4, &report).flatMap(WindingKind.init)
    guard let from, let to else { return nil }
    if [from, to].contains(where: { $0 == .zigzag || $0 == .groundedZigzag }) {
      report.leaveOut(
        at: record.offset(of: "winding_from"),
        "\(record.title): zigzag windings are not supported where phases differ.")
      return nil
    }
    var grounding: [Complex<Double>] = []
    for side in ["from", "to"] {
      grounding.append(
        Complex(
          record.number("r_grounding_\(side)", .any, default: 0, &report),
          record.number("x_grounding_\(side)", .any, default: 0, &report)) * Complex(3))
    }
    let (impedance, admittance) = (plate.impedance, plate.zeroAdmittance)
    let ratio = Complex(plate.fromVolts / plate.toVolts)
    let fromGrounding = grounding[0] / (ratio * ratio)
    // A grounded neutral leads through the core, and through the leakage where the other side is a delta.
    func path(toDelta: Bool, grounding: Complex<Double>) -> Complex<Double>? {
      let total = toDelta ? admittance + .one / impedance : admittance
      return total.isZero ? nil : .one / total + grounding
    }
    let zero: SequenceTransformer.ZeroSequence
    switch (from, to) {
    case (.groundedWye, .groundedWye):
      zero = .through(
        TSection(impedance: impedance + grounding[1] + fromGrounding, admittance: admittance))
    case (.groundedWye, _):
      zero = path(toDelta: to == .delta, grounding: fromGrounding).map { .highSide($0) } ?? .open
    case (_, .groundedWye):
      zero = path(toDelta: from == .delta, grounding: grounding[1]).map { .lowSide($0) } ?? .open
    default: zero = .open
    }
    return SequenceTransformer(
      name: balanced.name, highBus: balanced.highVoltageBus, lowBus: balanced.lowVoltageBus,
      isInService: balanced.isInService, ratedVoltAmperes: plate.rating,
      highVolts: plate.fromVolts, lowVolts: plate.toVolts, clock: plate.clock,
      positive: TSection(impedance: impedance, admittance: plate.admittance), zero: zero)
  }

  /// Reads the transformers of three windings: three of two that meet at an inner node.
  mutating func readThreeWindingTransformers() {
    for record in tables["three_winding_transformer"] {
      let name = "three_winding_transformer\(record.id)"
      let nodes = (1...3).map { node("node_\($0)", of: record) }
      let isClosed = (1...3).map { record.status("status_\($0)", &report) }
      guard let star = PowerGridModelStar(record, &report),
        let first = nodes[0], let second = nodes[1], let third = nodes[2]
      else { continue }
      guard !hasPhases else {
        report.leaveOut(
          at: record.offset,
          "\(record.title): transformers of three windings are not supported where phases differ.")
        continue
      }
      guard isClosed.contains(true) else { continue }
      let inner = addNode("star:\(name)", volts: self.nodes[first].volts)
      for (side, node) in [first, second, third].enumerated() {
        let end =
          isClosed[side]
          ? node
          : addNode(
            "open:\(name)@\(self.nodes[node].name)", volts: self.nodes[node].volts)
        units.append(
          PowerGridModelTransformer(
            balanced: star.plates[side].transformer(
              "\(name):\(side + 1)", from: end, to: inner, isInService: true),
            offset: record.offset))
      }
    }
  }
}
