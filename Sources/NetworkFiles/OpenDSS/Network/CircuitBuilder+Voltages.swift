import ComplexModule
import PowerFlow
import RealModule

extension CircuitBuilder {
  /// The nominal voltage of each bus, line to neutral in volts.
  ///
  /// Voltages without load follow from those of the sources and the ratings of the transformers; the
  /// nominal voltage is the nearest of those that the script allows, or that voltage itself.
  func nominalVoltages() -> [Double] {
    let plain = voltagesWithoutLoad()
    let root = Double.sqrt(3)
    return busNames.indices.map { bus in
      if let given = circuit.busVoltages[busNames[bus]] { return given * 1000 / root }
      let kilovolts = plain[bus].map { $0 * root / 1000 }
      guard let first = circuit.voltageBases.first else { return plain[bus] ?? 1000 / root }
      guard let kilovolts else { return first * 1000 / root }
      var nearest = first
      for base in circuit.voltageBases
      where abs(1 - kilovolts / base) < abs(1 - kilovolts / nearest) {
        nearest = base
      }
      return nearest * 1000 / root
    }
  }

  /// The voltages line to neutral when nothing is loaded, from the sources through all branches; then
  /// from the ratings of transformers in what no source reaches.
  private func voltagesWithoutLoad() -> [Double?] {
    var voltages = [Double?](repeating: nil, count: busNames.count)
    var reached: [Int] = []
    let neighbours = ratiosToNeighbours()
    func visit(_ start: Int, _ volts: Double) {
      guard voltages[start] == nil else { return }
      voltages[start] = volts
      reached = [start]
      while let bus = reached.popLast() {
        for (other, ratio) in neighbours[bus] where voltages[other] == nil {
          voltages[other] = (voltages[bus] ?? 0) * ratio
          reached.append(other)
        }
      }
    }
    for source in sources { visit(source.terminal.bus, source.voltages[0].length) }
    for transformer in transformers {
      for winding in transformer.windings {
        visit(winding.terminal.bus, phaseVolts(winding, of: transformer))
      }
    }
    return voltages
  }

  private func ratiosToNeighbours() -> [[(bus: Int, ratio: Double)]] {
    var neighbours = [[(bus: Int, ratio: Double)]](repeating: [], count: busNames.count)
    for line in lines where line.isInService {
      neighbours[line.from.bus].append((line.to.bus, 1))
      neighbours[line.to.bus].append((line.from.bus, 1))
    }
    for transformer in transformers {
      for one in transformer.windings {
        for other in transformer.windings where other.terminal.bus != one.terminal.bus {
          let volts = phaseVolts(one, of: transformer) * one.tap
          let ratio = phaseVolts(other, of: transformer) * other.tap / volts
          neighbours[one.terminal.bus].append((other.terminal.bus, ratio))
        }
      }
    }
    return neighbours
  }

  /// The rated voltage of a winding from line to neutral, in volts.
  private func phaseVolts(_ winding: Winding, of transformer: MultiphaseTransformer) -> Double {
    let isBetweenLines =
      transformer.phaseCount > 1
      || !winding.terminal.conductors.contains(Terminal.ground)
    return isBetweenLines ? winding.ratedVolts / .sqrt(3) : winding.ratedVolts
  }
}
