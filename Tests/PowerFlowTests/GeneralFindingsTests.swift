import PowerFlow
import Quantities
import Testing

/// What is found before anything is solved, each with the name of its element.
struct GeneralFindingsTests {
  /// A mistake, what it does to a network, and a piece of what must be said of it.
  struct Mistake: CustomTestStringConvertible, Sendable {
    let says: String
    let isError: Bool
    let make: @Sendable (inout Network) -> Void
    var testDescription: String { says }
  }

  static let mistakes: [Mistake] = [
    Mistake(says: "the load 'house' has the active power nan", isError: true) {
      $0.loads[0].activePowerWatts = .nan
    },
    Mistake(says: "the load 'house' refers to bus number 9", isError: true) { $0.loads[0].bus = 9 },
    Mistake(says: "the bus 'b' has the nominal voltage inf", isError: true) {
      $0 = Network(
        buses: [$0.buses[0], Bus(name: "b", nominalVoltage: Voltage(volts: .infinity))],
        sources: $0.sources)
    },
    Mistake(says: "more than one branch with the name 'line'", isError: true) {
      $0.lines.append($0.lines[0])
    },
    Mistake(says: "more than one load with the name 'house'", isError: true) {
      $0.loads.append($0.loads[0])
    },
    Mistake(says: "no source", isError: true) { $0.sources = [] },
    Mistake(says: "the sources 'grid', 'other' hold different voltages", isError: true) {
      $0.sources.append(Source(name: "other", bus: 0, voltagePerUnit: 1.01))
    },
    Mistake(says: "the sources 'grid', 'other' hold different voltages", isError: true) {
      $0.sources.append(Source(name: "other", bus: 1, angleDegrees: 3))
      $0.lines[0].resistanceOhm = 0
      $0.lines[0].reactanceOhm = 0
    },
    Mistake(says: "a bus has no connection to the source: 'b'", isError: true) {
      $0.lines[0].isInService = false
    },
    Mistake(says: "'line' has the length -2.0 km", isError: false) {
      $0.lines[0].lengthKilometres = -2
    },
    Mistake(says: "'line' has the negative resistance", isError: false) {
      $0.lines[0].resistanceOhm = -1
    },
    Mistake(says: "'line' has no impedance", isError: false) {
      $0.lines[0].resistanceOhm = 0
      $0.lines[0].reactanceOhm = 0
    },
    Mistake(says: "the network is not radial: without 'twin'", isError: false) {
      $0.lines.append($0.lines[0])
      $0.lines[1].name = "twin"
    },
    Mistake(says: "the source 'grid' has the voltage 3.0 per unit", isError: false) {
      $0.sources[0].voltagePerUnit = 3
    },
    Mistake(says: "the generator 'g' follows a curve", isError: true) {
      guard let curve = VoltageCurve([.init(voltagePerUnit: 1, value: 0)]) else { return }
      $0.generators = [
        NetworkGenerator(
          name: "g", bus: 1, activePowerWatts: 1, reactivePowerVar: 0, control: .voltVar(curve))
      ]
    },
    Mistake(says: "the generators 'g', 'h' are to hold different voltages", isError: false) {
      $0.generators = ["g", "h"].enumerated().map { index, name in
        NetworkGenerator(
          name: name, bus: 1, activePowerWatts: 1, reactivePowerVar: 0,
          control: .voltage(perUnit: 1 + 0.01 * Double(index), reactiveLimitsVar: -1...1))
      }
    },
  ]

  static var sound: Network {
    var network = SmallNetwork.twoBuses()
    network.loads = [
      NetworkLoad(name: "house", bus: 1, activePowerWatts: 1000, reactivePowerVar: 0)
    ]
    return network
  }

  @Test("A sound network has no findings")
  func sound() { #expect(Self.sound.findings().isEmpty) }

  @Test("Each mistake is found and its element named", arguments: mistakes)
  func mistake(_ mistake: Mistake) {
    var network = Self.sound
    mistake.make(&network)
    let findings = network.findings()
    #expect(
      findings.contains { $0.isError == mistake.isError && "\($0)".contains(mistake.says) },
      "\(findings)")
    #expect(findings.contains(where: \.isError) == mistake.isError)
  }

  @Test("A transformer whose rating does not fit its bus is a warning")
  func rating() {
    var network = SmallNetwork.withTransformer()
    network.transformers[0].ratedLowVoltageVolts = 10_000
    let findings = network.findings().map(\.description)
    #expect(findings.contains { $0.contains("'T' has the rated low voltage 10000.0 V") })
  }
}
