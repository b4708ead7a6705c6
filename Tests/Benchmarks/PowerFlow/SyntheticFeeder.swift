import PowerFlow
import Quantities

/// A radial medium-voltage network made up from a seed: feeders of 250 buses with branches, loads at
/// seven buses of ten, cables and lines with charging.
enum SyntheticFeeder {
  static func network(feederCount: Int, loadScale: Double, seed: UInt64 = 1) -> Network {
    var numbers = Numbers(state: seed)
    var buses = [Bus(name: "0", nominalVoltage: Voltage(kilovolts: 11))]
    var lines: [Line] = []
    var loads: [NetworkLoad] = []
    for feeder in 0..<feederCount {
      let first = buses.count
      for position in 0..<250 {
        let bus = buses.count
        // Most buses go on where the last one ended; some branch off further up.
        let parent =
          switch position {
          case 0: 0
          case _ where numbers.next() < 0.88: bus - 1
          default: first + Int(numbers.next() * Double(position))
          }
        buses.append(
          Bus(name: "\(bus)", label: "f\(feeder)", nominalVoltage: buses[0].nominalVoltage))
        let kilometres = 0.04 + 0.16 * numbers.next()
        let isCable = numbers.next() < 0.6
        lines.append(
          Line(
            name: "L\(bus)", from: parent, to: bus,
            resistanceOhm: (isCable ? 0.125 : 0.32) * kilometres,
            reactanceOhm: (isCable ? 0.104 : 0.33) * kilometres,
            chargingMicrosiemens: (isCable ? 91.11 : 3.5) * kilometres,
            lengthKilometres: kilometres))
        guard numbers.next() < 0.7 else { continue }
        let watts = (20_000 + 60_000 * numbers.next()) * loadScale
        loads.append(
          NetworkLoad(
            name: "load\(bus)", bus: bus, activePowerWatts: watts,
            reactivePowerVar: 0.3 * watts))
      }
    }
    let source = Source(name: "s", bus: 0)
    return Network(
      name: "synthetic\(buses.count)", buses: buses, lines: lines, sources: [source], loads: loads)
  }

  /// The network of four feeders with ties between neighbouring feeders and within them.
  static func meshed() -> Network {
    var network = network(feederCount: 4, loadScale: 1)
    var numbers = Numbers(state: 3)
    for tie in 0..<20 {
      let from = 1 + Int(numbers.next() * 999)
      let to = 1 + Int(numbers.next() * 999)
      guard from != to else { continue }
      network.lines.append(
        Line(
          name: "tie\(tie)", from: from, to: to, resistanceOhm: 0.05, reactanceOhm: 0.05,
          chargingMicrosiemens: 20))
    }
    return network
  }
}

/// Uniform numbers from 0 to 1 (SplitMix64).
struct Numbers {
  var state: UInt64

  mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    bits ^= bits >> 31
    return Double(bits >> 11) * 0x1p-53
  }
}
