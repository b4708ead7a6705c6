import Devices
import Foundation
import Parameters
import Quantities
import TestSupport
import Testing

struct BatteryTests {
  /// A history calculated with 40 digits (mpmath) by an independent program; charging is positive.
  struct Reference: Decodable {
    struct Segment: Decodable {
      let durationH: Double
      let pAcKw: Double
      let eStart: Double
      let hitTimeH: Double?
      let eEnd: Double
    }
    let selfDischargePerH: Double
    let eMax: Double
    let eMin: Double
    let etaC: Double
    let etaD: Double
    let segments: [Segment]
  }

  static let references: [Reference] = {
    struct File: Decodable { let cases: [Reference] }
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Data/battery_events_exact.json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let file = try? decoder.decode(File.self, from: Data(contentsOf: url))
    return file?.cases ?? []
  }()

  static func specification(_ reference: Reference) throws -> Battery.Specification {
    try Battery.Specification(
      ParameterValues([
        "capacity": .number(reference.eMax * 1000),
        "power": .number(1e6),
        "chargeEfficiency": .number(reference.etaC),
        "dischargeEfficiency": .number(reference.etaD),
        "selfDischarge": .number(reference.selfDischargePerH / 3600),
        "minimumStateOfCharge": .number(reference.eMin / reference.eMax),
        "maximumStateOfCharge": .number(1),
        "initialStateOfCharge": .number(
          (reference.segments.first?.eStart ?? 0) / reference.eMax),
      ]))
  }

  /// Plays a span of time and returns the hours until the first limit, if one was met.
  static func play(_ battery: inout Battery, power: Power, hours: Double) -> Double? {
    battery.dispatch(power)
    let wanted = power == .zero ? false : battery.power != power
    let limit = battery.hoursToLimit
    guard limit < hours else {
      battery.advance(hours: hours)
      return wanted ? 0 : nil
    }
    battery.advance(hours: limit)
    battery.settleOnLimit()
    battery.advance(hours: hours - limit)
    return limit
  }

  @Test("There are reference histories")
  func referencesExist() { #expect(Self.references.count == 3) }

  @Test(
    "Contents and meetings with limits are those of an exact solution",
    arguments: references.indices)
  func matchesExactSolution(index: Int) throws {
    let reference = Self.references[index]
    var battery = Battery(try Self.specification(reference))
    // The reference puts a battery that has discharged itself below the lower limit back on the
    // limit when it is asked to discharge, which would create energy. Ours goes on discharging
    // itself, and the two meet again when the battery is full.
    var isApart = false
    for (number, segment) in reference.segments.enumerated() {
      let before = battery.content.kilowattHours
      isApart = isApart || (segment.pAcKw < 0 && before < reference.eMin - 1e-9)
      let power = Power(kilowatts: -segment.pAcKw)
      let hit = Self.play(&battery, power: power, hours: segment.durationH)
      if isApart {
        if segment.pAcKw < 0 {
          let decayed = before * exp(-reference.selfDischargePerH * segment.durationH)
          #expect(abs(battery.content.kilowattHours - decayed) < 1e-9, "segment \(number)")
        }
        isApart = battery.content.kilowattHours < reference.eMax
        continue
      }
      #expect(
        abs(battery.content.kilowattHours - segment.eEnd) < 1e-9, "segment \(number)")
      if let expected = segment.hitTimeH {
        #expect(abs((hit ?? .infinity) - expected) < 1e-8, "segment \(number)")
      } else {
        #expect(hit == nil, "segment \(number)")
      }
    }
  }

  @Test("The length of the steps does not change the content", arguments: 0..<100)
  func stepsDoNotMatter(seed: UInt64) throws {
    var generator = TestGenerator(seed: seed)
    let reference = Reference(
      selfDischargePerH: Double.random(in: 0...0.01, using: &generator), eMax: 10, eMin: 1,
      etaC: 0.9,
      etaD: 0.93,
      segments: [.init(durationH: 0, pAcKw: 0, eStart: 5, hitTimeH: nil, eEnd: 0)])
    var coarse = Battery(try Self.specification(reference))
    var fine = coarse
    for _ in 0..<20 {
      let power = Power(kilowatts: Double.random(in: -4...4, using: &generator))
      _ = Self.play(&coarse, power: power, hours: 2)
      for _ in 0..<24 { _ = Self.play(&fine, power: power, hours: 2.0 / 24) }
      #expect(abs((coarse.content - fine.content).wattHours) < 1e-7)
    }
  }

  @Test("The content stays between its limits, and what went in is stored, lost or delivered")
  func energyIsConserved() throws {
    var generator = TestGenerator(seed: 7)
    let reference = Reference(
      selfDischargePerH: 0, eMax: 10, eMin: 1, etaC: 0.9, etaD: 0.9,
      segments: [.init(durationH: 0, pAcKw: 0, eStart: 5, hitTimeH: nil, eEnd: 0)])
    var battery = Battery(try Self.specification(reference))
    for _ in 0..<1000 {
      let before = battery.content
      let power = battery.dispatch(Power(kilowatts: Double.random(in: -20...20, using: &generator)))
      let hours = min(0.25, battery.hoursToLimit)
      battery.advance(hours: hours)
      let stored =
        power < .zero ? -power.watts * hours * 0.9 : -power.watts * hours / 0.9
      #expect(abs((battery.content - before).wattHours - stored) < 1e-8)
      #expect(battery.content.kilowattHours > 1 - 1e-9)
      #expect(battery.content.kilowattHours < 10 + 1e-9)
      if hours < 0.25 { battery.settleOnLimit() }
    }
  }

  @Test("A minimum state of charge above the maximum is refused by name")
  func contradictionIsRefused() {
    #expect(throws: ParameterError.self) {
      try Battery.Specification(
        ParameterValues([
          "capacity": .number(1000), "chargeEfficiency": .number(1),
          "dischargeEfficiency": .number(1), "selfDischarge": .number(0),
          "minimumStateOfCharge": .number(0.9), "maximumStateOfCharge": .number(0.5),
        ]))
    }
  }

  @Test("A load consumes and a photovoltaic plant injects")
  func signs() {
    #expect(ProfileLoad(nominalPower: Power(kilowatts: 2)).injection(at: 0.5).watts == -1000)
    #expect(
      ProfilePhotovoltaicPlant(nominalPower: Power(kilowatts: 2)).injection(at: 0.5).watts == 1000)
  }
}
