import Agents
import Devices
import Foundation
import Parameters
import Quantities

/// Makes the outlooks and devices of the tests of plans.
enum PlanningExample {
  static func outlook(
    hours: Double = 1, load: [Double], photovoltaic: [Double]? = nil, buying: [Double],
    selling: [Double]
  ) -> PlanningOutlook {
    PlanningOutlook(
      intervalHours: hours,
      surplus: load.indices.map { ((photovoltaic?[$0] ?? 0) - load[$0]) * 1000 },
      importPrices: buying, exportPrices: selling,
      minutesOfDay: load.indices.map { Int(Double($0) * hours * 60) % 1440 })
  }

  static func battery(
    capacity: Double, power: Double, charge: Double, discharge: Double, minimum: Double = 0,
    content: Double = 0, selfDischargePerHour: Double = 0
  ) throws -> Battery {
    Battery(
      try Battery.Specification(
        ParameterValues([
          "capacity": .number(capacity * 1000), "power": .number(power * 1000),
          "chargeEfficiency": .number(charge), "dischargeEfficiency": .number(discharge),
          "selfDischarge": .number(selfDischargePerHour / 3600),
          "minimumStateOfCharge": .number(minimum / capacity), "maximumStateOfCharge": .number(1),
          "initialStateOfCharge": .number(content / capacity),
        ])))
  }

  /// What a plan costs when it is played on the exact battery.
  static func cost(
    of plan: DevicePlan, _ outlook: PlanningOutlook, battery: inout Battery, wear: Double = 0
  ) -> Double {
    var cost = 0.0
    for index in 0..<outlook.count {
      battery.dispatch(Power(watts: plan.powers[index]))
      var moved = 0.0
      var remaining = outlook.intervalHours
      while remaining > 0 {
        let hours = min(remaining, battery.hoursToLimit)
        moved += battery.power.watts * hours
        battery.advance(hours: hours)
        if hours < remaining { battery.settleOnLimit() }
        remaining -= hours
      }
      let net = (outlook.surplus[index] * outlook.intervalHours + moved) / 1000
      cost += net < 0 ? -net * outlook.importPrices[index] : -net * outlook.exportPrices[index]
      cost += wear * max(moved, 0) / 1000
    }
    return cost
  }

  static let day = LookAhead(horizonHours: 24, renewalHours: 0)
}

/// The reference cases of batteries behind a meter, which may be read but not copied.
struct BatteryCase {
  struct Summary: Decodable {
    struct Case: Decodable {
      var `case`: String
      var leastCost: Double?

      private enum CodingKeys: String, CodingKey {
        case `case`
        case leastCost = "cost_opt_simplex"
      }
    }
    var cases: [Case]
  }

  struct Description: Decodable {
    var params: [String: Double]
    var hours: Double

    private enum CodingKeys: String, CodingKey {
      case params
      case hours = "dt_h"
    }
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../../shared/vectors/energy-resources").standardized

  static var isPresent: Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: "battery_summary.json").path)
  }

  /// The least cost that a solver found, where the summary tells it.
  let leastCost: Double?
  let parameters: [String: Double]
  let hours: Double
  let columns: [String: [Double]]

  init(_ name: String) throws {
    let data = try Data(contentsOf: Self.folder.appending(path: "battery_summary.json"))
    let all = try JSONDecoder().decode(Summary.self, from: data).cases
    leastCost = all.first { $0.case == name }?.leastCost
    let description = try JSONDecoder().decode(
      Description.self,
      from: Data(contentsOf: Self.folder.appending(path: "battery_\(name).meta.json")))
    parameters = description.params
    hours = description.hours
    let text = try String(
      contentsOf: Self.folder.appending(path: "battery_\(name).csv"), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline)
    let names = lines[0].split(separator: ",").map(String.init)
    var columns: [String: [Double]] = [:]
    for line in lines.dropFirst() {
      for (name, field) in zip(names, line.split(separator: ",")) {
        columns[name, default: []].append(Double(field) ?? .nan)
      }
    }
    self.columns = columns
  }

  var outlook: PlanningOutlook {
    PlanningExample.outlook(
      hours: hours, load: columns["load_kw"] ?? [], photovoltaic: columns["pv_kw"] ?? [],
      buying: columns["price_import"] ?? [], selling: columns["price_export"] ?? [])
  }

  func battery() throws -> Battery {
    let values = parameters
    return try PlanningExample.battery(
      capacity: values["e_max"] ?? 0, power: values["p_charge_max"] ?? 0,
      charge: values["eta_c"] ?? 0, discharge: values["eta_d"] ?? 0, minimum: values["e_min"] ?? 0,
      content: values["e_init"] ?? 0, selfDischargePerHour: values["self_discharge_per_h"] ?? 0)
  }
}
