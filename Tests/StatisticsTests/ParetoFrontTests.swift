import RandomStreams
import Statistics
import Testing

struct ParetoFrontTests {
  @Test("The front of a worked example, in all four senses")
  func workedExample() {
    let cost = [1.0, 2, 3, 4, 2, 5]
    let comfort = [1.0, 4, 3, 6, 4, 5]
    #expect(paretoFront(cost, .minimise, comfort, .maximise) == [0, 1, 4, 3])
    #expect(paretoFront(cost, .minimise, comfort, .minimise) == [0])
    #expect(paretoFront(cost, .maximise, comfort, .maximise) == [5, 3])
    #expect(paretoFront(cost, .maximise, comfort, .minimise) == [5, 2, 0])
  }

  @Test("Values that are no numbers, and indicators of unequal length, are left out")
  func leavesOut() {
    #expect(paretoFront([.nan, 1, 0], .minimise, [0, .nan, 5], .minimise) == [2])
    #expect(paretoFront([2, 1], .minimise, [3], .minimise) == [0])
    #expect(paretoFront([], .minimise, [], .maximise).isEmpty)
    #expect(paretoFront([-0.0, 0.0], .minimise, [1, 1], .minimise) == [0, 1])
    #expect(paretoFront([.infinity, 1], .minimise, [0, -.infinity], .minimise) == [1])
  }

  @Test("The front is exactly what no other point betters", arguments: 0..<200)
  func property(seed: Int) {
    var draws = RandomStream(seed: UInt64(seed), stream: "test", entity: "pareto").draws(at: 0)
    let count = Int(draws.uniformInteger(below: 40))
    func values() -> [Double] {
      (0..<count).map { _ in Double(draws.uniformInteger(below: 8)) }
    }
    let (first, second) = (values(), values())
    let expected = (0..<count).filter { i in
      !(0..<count).contains { j in
        first[j] <= first[i] && second[j] >= second[i]
          && (first[j] < first[i] || second[j] > second[i])
      }
    }
    #expect(paretoFront(first, .minimise, second, .maximise).sorted() == expected)
  }
}
