import Agents
import Testing

struct SupplyDemandScheduleTests {
  @Test("Built-in schedules meet where it was calculated by hand")
  func builtIn() throws {
    let chart = try #require(SupplyDemandSchedule.smithChart1.equilibrium)
    #expect(chart.quantity == 6)
    #expect((chart.lowestPrice, chart.highestPrice) == (200, 200))
    #expect(chart.surplus == 750)
    let tokens = try #require(SupplyDemandSchedule.tokens5.equilibrium)
    #expect(tokens.quantity == 4)
    #expect(tokens.price == 70)
    #expect(tokens.surplus == 120)
  }

  @Test("The price interval is bounded by the traders that just trade and those that just do not")
  func interval() throws {
    let schedule = try SupplyDemandSchedule(values: [[10, 8], [3]], costs: [[2], [5, 9]])
    let equilibrium = try #require(schedule.equilibrium)
    #expect(equilibrium.quantity == 2)
    #expect((equilibrium.lowestPrice, equilibrium.highestPrice) == (5, 8))
    #expect(equilibrium.price == 6.5)
    #expect(equilibrium.surplus == 11)
    let hopeless = try SupplyDemandSchedule(values: [[1]], costs: [[2]])
    #expect(hopeless.equilibrium == nil)
  }

  @Test("A schedule that makes no market is refused with a sentence")
  func refusals() {
    #expect(throws: SessionError("the schedule has no buyers")) {
      try SupplyDemandSchedule(values: [], costs: [[1]])
    }
    #expect(throws: SessionError.self) {
      try SupplyDemandSchedule(values: [[1], []], costs: [[1]])
    }
    #expect(throws: SessionError.self) { try SupplyDemandSchedule(values: [[.max]], costs: [[1]]) }
    #expect(throws: SessionError.self) {
      try SupplyDemandSchedule(values: [[5]], costs: [[1]], lowestPrice: 2)
    }
    #expect(throws: SessionError.self) { try StrategyMix([]) }
  }
}
