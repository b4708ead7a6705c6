import ComplexModule
import PowerFlow
import RealModule

extension PandapowerReader {
  /// Reads the transformers of two windings.
  mutating func readTransformers() {
    for row in tables["trafo"]?.rows ?? [] {
      let name = "T\(row.index)"
      let power = row.number("sn_mva", .positive, &report)
      let high = row.number("vn_hv_kv", .positive, &report)
      let low = row.number("vn_lv_kv", .positive, &report)
      let voltage = row.number("vk_percent", .any, &report)
      let resistive = row.number("vkr_percent", .any, &report)
      let loss = row.number("pfe_kw", .any, default: 0, &report)
      let current = row.number("i0_percent", .any, default: 0, &report)
      let shift = row.number("shift_degree", .any, default: 0, &report)
      let parallel = row.number("parallel", .positive, default: 1, &report)
      let derating = row.number("df", .positive, default: 1, &report)
      let isInService = row.flag("in_service", default: true, &report)
      guard let power, let high, let low, let voltage, let resistive else { continue }
      guard voltage.magnitude >= resistive.magnitude else {
        report.refuse(
          at: row.offset(of: "vkr_percent"),
          "'vkr_percent' of \(row.title) is \(resistive), which is more than its 'vk_percent', "
            + "\(voltage).")
        continue
      }
      var taps = PandapowerTaps(high: high, low: low, shift: shift)
      applyTaps(of: row, in: "trafo", to: &taps)
      guard let ends = transformerEnds(of: row, name: name) else { continue }
      let base = taps.low * taps.low / (power * parallel)
      let reactive = (voltage * voltage - resistive * resistive).squareRoot()
      let impedance =
        Complex(resistive, voltage < 0 ? -reactive : reactive) * Complex(base / 100)
      var transformer = PandapowerTransformer(
        name: name, highBus: ends.high, lowBus: ends.low, isInService: isInService,
        ratedVoltAmperes: power * parallel * derating * 1e6, highKilovolts: high,
        lowKilovolts: low, tappedHighKilovolts: taps.high, tappedLowKilovolts: taps.low,
        shiftDegrees: taps.shift, impedance: impedance,
        admittance: magnetizing(
          loss: loss / 1000, current: current, power: power)
          * Complex(parallel / (taps.low * taps.low)),
        tapChanger: taps.changer)
      transformer.resistanceShare = row.number(
        "leakage_resistance_ratio_hv", .notNegative, default: 0.5, &report)
      transformer.reactanceShare = row.number(
        "leakage_reactance_ratio_hv", .notNegative, default: 0.5, &report)
      if hasPhases {
        transformer.zeroSequence = readZeroSequence(
          of: row, base: base, voltage: voltage, resistive: resistive)
        transformer.offset = row.offset
      }
      transformers.append(transformer)
    }
  }

  /// The admittance of the magnetising branch at a voltage of one kilovolt, in siemens.
  func magnetizing(loss: Double, current: Double, power: Double) -> Complex<Double> {
    let apparent = current / 100 * power
    return Complex(loss, -max(0, apparent * apparent - loss * loss).squareRoot())
  }

  private mutating func transformerEnds(
    of row: PandapowerRow, name: String
  ) -> (high: Int, low: Int)? {
    guard let first = row.integer("hv_bus", &report), let second = row.integer("lv_bus", &report)
    else { return nil }
    guard first != second else {
      report.refuse(at: row.offset, "\(row.title) starts and ends at bus \(first).")
      return nil
    }
    let ends = [first, second].map { BranchEnd(branch: name, bus: $0) }
    // Nothing is left of a transformer that is cut off at both sides.
    if ends.allSatisfy(openEnds.contains) { return nil }
    guard
      let high = transformerEnd("hv_bus", of: row, branch: name),
      let low = transformerEnd("lv_bus", of: row, branch: name)
    else { return nil }
    return (high, low)
  }

  /// Reads the transformers of three windings: three of two that meet at an inner bus, as in
  /// pandapower.
  mutating func readThreeWindingTransformers() {
    for row in tables["trafo3w"]?.rows ?? [] {
      guard !hasPhases else {
        report.leaveOut(
          at: row.offset,
          "\(row.title): transformers of three windings are not supported where phases differ.")
        continue
      }
      guard let unit = ThreeWindings(row, &report) else { continue }
      let name = "W\(row.index)"
      let ends = ThreeWindings.sides.map {
        transformerEnd("\($0)_bus", of: row, branch: name)
      }
      guard row.flag("in_service", default: true, &report) else { continue }
      guard let high = ends[0], let middle = ends[1], let low = ends[2] else {
        if report.faults.isEmpty {
          report.leaveOut(
            at: row.offset, "\(row.title) is in service, but one of its buses is not.")
        }
        continue
      }
      let star = addBus(
        "star:\(name)", label: "star point of \(row.title)", kilovolts: buses[high].kilovolts)
      for (side, bus) in [high, middle, low].enumerated() {
        addWinding(side, of: unit, row, name: name, bus: bus, star: star)
      }
      if unit.lossSide == "star" {
        let share = buses[high].kilovolts / unit.kilovolts[0]
        let loss = magnetizing(
          loss: unit.lossMegawatts, current: unit.currentPercent, power: unit.megavolts[0])
        addShunt(
          "\(name):star", star, megawatts: loss.real * share * share,
          -loss.imaginary * share * share)
      }
    }
  }

  private mutating func addWinding(
    _ side: Int, of unit: ThreeWindings, _ row: PandapowerRow, name: String, bus: Int, star: Int
  ) {
    var taps = PandapowerTaps(
      high: unit.kilovolts[0], low: unit.kilovolts[side], shift: unit.shifts[side])
    let sideName = ThreeWindings.sides[side]
    if row.text("tap_side") == sideName,
      var step = readStep(of: row, in: "trafo3w", prefix: "tap", isHigh: side == 0)
    {
      if row.flag("tap_at_star_point", default: false, &report) { step = step.atStarPoint }
      taps.apply(step)
    }
    let base = taps.low * taps.low / unit.megavolts[side]
    let hasLoss = unit.lossSide == sideName
    let magnetizing =
      hasLoss
      ? magnetizing(
        loss: unit.lossMegawatts, current: unit.currentPercent, power: unit.megavolts[side])
      : .zero
    transformers.append(
      PandapowerTransformer(
        name: "\(name):\(sideName)", highBus: side == 0 ? bus : star,
        lowBus: side == 0 ? star : bus, isInService: true,
        ratedVoltAmperes: unit.megavolts[side] * 1e6, highKilovolts: unit.kilovolts[0],
        lowKilovolts: unit.kilovolts[side], tappedHighKilovolts: taps.high,
        tappedLowKilovolts: taps.low, shiftDegrees: taps.shift,
        impedance: unit.impedances[side] * Complex(base),
        admittance: magnetizing * Complex(1 / (taps.low * taps.low))))
  }
}

extension PandapowerTaps.Step {
  /// The same changer at the other end of its winding, where it works the other way round.
  fileprivate var atStarPoint: PandapowerTaps.Step {
    let angle = degrees * .pi / 180
    let step = Complex(percent * Double.cos(angle), percent * Double.sin(angle))
    let turned = Complex(100) * step / (Complex(100) + step * Complex(steps))
    var result = self
    result.isHigh.toggle()
    result.percent = turned.length
    result.degrees = turned.length > 0 ? turned.phase * 180 / .pi - 180 : 0
    return result
  }
}
