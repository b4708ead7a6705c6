import Agents
import Devices
import Foundation
import Parameters
import Quantities
import TestSupport
import Testing

struct BatteryPlanTests {
  /// Worked by hand: 1 h steps, efficiency 0.9 each way.
  @Test("Self-consumption charges with surplus and covers load, within power and content")
  func greedy() throws {
    var battery = try PlanningExample.battery(
      capacity: 5, power: 2, charge: 0.9, discharge: 0.9, content: 1)
    let outlook = PlanningExample.outlook(
      load: [1, 1, 2, 3, 1], photovoltaic: [3, 4, 0, 0, 0],
      buying: Array(repeating: 0.3, count: 5), selling: Array(repeating: 0.1, count: 5))
    var plan = DevicePlan()
    SelfConsumptionControl().plan(outlook, battery: battery, into: &plan)
    let expected = [-2, -2, 2, 2, 0.14]
    let contents = [2.8, 4.6, 2.377777778, 0.155555556, 0]
    for index in 0..<5 {
      #expect(abs(plan.powers[index] / 1000 - expected[index]) < 1e-8)
      battery.dispatch(Power(watts: plan.powers[index]))
      battery.advance(hours: 1)
      #expect(abs(battery.content.kilowattHours - contents[index]) < 1e-8)
    }
  }

  /// Worked by hand: 4 kWh of the dear hours are bought at 0.10 through both losses.
  @Test("The linear program buys in cheap hours what dear hours need")
  func arbitrage() throws {
    var battery = try PlanningExample.battery(
      capacity: 5, power: 3, charge: 0.95, discharge: 0.95)
    let outlook = PlanningExample.outlook(
      load: [1, 1, 2, 2], buying: [0.1, 0.1, 0.4, 0.3],
      selling: Array(repeating: 0.05, count: 4))
    var plan = DevicePlan()
    LinearProgramControl(lookAhead: PlanningExample.day, terminalValue: 0)
      .plan(outlook, battery: battery, into: &plan)
    let cost = PlanningExample.cost(of: plan, outlook, battery: &battery)
    #expect(abs(cost - 0.643213296) < 1e-9)
    #expect(abs(battery.content.wattHours) < 1e-6)
  }

  @Test("Arbitrage is planned only where the dear price pays for both losses")
  func arbitrageRule() throws {
    let battery = try PlanningExample.battery(
      capacity: 5, power: 3, charge: 0.9, discharge: 0.9)
    for (high, pays) in [(0.123, false), (0.124, true)] {
      let outlook = PlanningExample.outlook(
        load: [0, 2], buying: [0.1, high], selling: [0, 0])
      var plan = DevicePlan()
      LinearProgramControl(lookAhead: PlanningExample.day, terminalValue: 0)
        .plan(outlook, battery: battery, into: &plan)
      #expect((plan.powers[1] > 0) == pays)
    }
  }

  static let cases = [
    "house_flat_1h", "house_tou_1h", "house_tou_selfdis_15min", "house_branca_15min",
    "house_rt_degr_1h",
  ]

  @Test(
    "A week's least cost is that of independent solvers", .enabled(if: BatteryCase.isPresent),
    arguments: cases)
  func weekMatchesSolvers(name: String) throws {
    let reference = try BatteryCase(name)
    var battery = try reference.battery()
    let values = reference.parameters
    let wear = values["throughput_cost"] ?? 0
    var plan = DevicePlan()
    LinearProgramControl(
      lookAhead: PlanningExample.day, terminalValue: 0,
      finalStateOfCharge: (values["e_final_min"] ?? 0) / (values["e_max"] ?? 1), wear: wear
    ).plan(reference.outlook, battery: battery, into: &plan)
    let cost = PlanningExample.cost(of: plan, reference.outlook, battery: &battery, wear: wear)
    let expected = try #require(reference.leastCost)
    #expect(abs(cost - expected) < 1e-7 * abs(expected))
    #expect(battery.content.kilowattHours > (values["e_final_min"] ?? 0) - 1e-6)
  }

  @Test(
    "With negative prices the plan with whole numbers is that of an independent solver",
    .enabled(if: BatteryCase.isPresent))
  func negativePrices() throws {
    let reference = try BatteryCase("negprice_milp")
    var battery = try reference.battery()
    var plan = DevicePlan()
    MixedIntegerControl(
      lookAhead: PlanningExample.day, terminalValue: 0, finalStateOfCharge: 0.5
    ).plan(reference.outlook, battery: battery, into: &plan)
    let cost = PlanningExample.cost(of: plan, reference.outlook, battery: &battery)
    let charging = try #require(reference.columns["milp_charge_kw"])
    let discharging = try #require(reference.columns["milp_discharge_kw"])
    var expected = DevicePlan()
    expected.powers = zip(discharging, charging).map { ($0 - $1) * 1000 }
    var other = try reference.battery()
    let least = PlanningExample.cost(of: expected, reference.outlook, battery: &other)
    #expect(abs(cost - least) < 1e-6 * abs(least))
    #expect(abs(cost + 10.8073) < 1e-4)
    // The relaxation burns energy in its books: what it plans does less when it is played.
    var relaxed = DevicePlan()
    LinearProgramControl(
      lookAhead: PlanningExample.day, terminalValue: 0, finalStateOfCharge: 0.5
    ).plan(reference.outlook, battery: try reference.battery(), into: &relaxed)
    var third = try reference.battery()
    #expect(PlanningExample.cost(of: relaxed, reference.outlook, battery: &third) > cost)
  }

  @Test("The time-of-use rule charges in the cheap hours and covers the dear ones")
  func timeOfUse() throws {
    let battery = try PlanningExample.battery(
      capacity: 4, power: 2, charge: 1, discharge: 1)
    let outlook = PlanningExample.outlook(
      load: [1, 1, 1, 1, 1], buying: [0.1, 0.2, 0.3, 0.3, 0.2],
      selling: Array(repeating: 0, count: 5))
    var plan = DevicePlan()
    TimeOfUseControl(lookAhead: PlanningExample.day).plan(outlook, battery: battery, into: &plan)
    #expect(plan.powers == [-2000, 0, 1000, 1000, 0])
  }

  @Test("An outlook of no intervals, of enormous and of negative prices gives a plan")
  func extremes() throws {
    let battery = try PlanningExample.battery(
      capacity: 4, power: 2, charge: 0.9, discharge: 0.9, content: 2)
    let lists: [([Double], [Double])] = [
      ([], []), ([1e12, -1e12, 0], [0, 0, 0]), ([-1, -1, -1], [-1, -1, -1]),
      ([0, 0, 0], [1, 1, 1]),
    ]
    for (buying, selling) in lists {
      let outlook = PlanningExample.outlook(
        load: buying.map { _ in 1 }, buying: buying, selling: selling)
      for control: any BatteryControl in [
        SelfConsumptionControl(), TimeOfUseControl(lookAhead: PlanningExample.day),
        LinearProgramControl(lookAhead: PlanningExample.day),
        MixedIntegerControl(lookAhead: PlanningExample.day),
      ] {
        var plan = DevicePlan()
        control.plan(outlook, battery: battery, into: &plan)
        #expect(plan.powers.count == buying.count)
        #expect(plan.powers.allSatisfy { abs($0) <= 2000 + 1e-6 })
      }
    }
  }

  @Test("A battery's answers to prices are what a plan at these prices would do", arguments: 0..<50)
  func responsesMatchPlans(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let count = 24
    let battery = try PlanningExample.battery(
      capacity: 5, power: 2, charge: 0.9, discharge: 0.95, minimum: 0.5,
      content: Double.random(in: 0.5...5, using: &generator))
    let buying = (0..<count).map { _ in Double.random(in: 0.1...0.5, using: &generator) }
    let outlook = PlanningExample.outlook(
      load: (0..<count).map { _ in Double.random(in: 0...3, using: &generator) },
      photovoltaic: (0..<count).map { _ in Double.random(in: 0...3, using: &generator) },
      buying: buying, selling: buying.map { $0 * 0.4 })
    let control = LinearProgramControl(
      lookAhead: PlanningExample.day, terminalValue: 0.15, wear: 0.01)
    var plan = DevicePlan()
    control.plan(outlook, battery: battery, into: &plan)
    for _ in 0..<10 {
      let price = Double.random(in: 0...0.7, using: &generator)
      let expected = plan.responses.reduce(plan.powers[0]) { power, response in
        let answers = response.change < 0 ? price < response.price : price > response.price
        return answers ? power + response.change : power
      }
      var other = outlook
      other.importPrices[0] = price
      other.exportPrices[0] = price
      var answer = DevicePlan()
      control.plan(other, battery: battery, into: &answer)
      #expect(abs(answer.powers[0] - expected) < 1e-3)
    }
  }
}
