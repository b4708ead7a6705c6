import EventSimulation
import Quantities
import TestSupport
import Testing

@Suite("Random operations")
struct RandomOperationTests {
  @Test("Scheduling, leaving and cancelling agree with a simple list", arguments: 0..<200)
  func agree(seed: Int) {
    var random = TestGenerator(seed: seed)
    var queue = EventQueue<Int, Priority>(minimumCapacity: seed % 3 * 20)
    var naive = NaiveQueue()
    var tickets: [EventTicket] = []
    // Each seed has its own mixture, so that some queues grow and others are often empty.
    let scheduling = UInt64.random(in: 20...60, using: &random)
    let cancelling = UInt64.random(in: 0...(90 - scheduling), using: &random)
    let times = Int64.random(in: 1...1000, using: &random)
    for event in 0..<600 {
      let draw = random.next() % 100
      if draw < scheduling {
        let time = Instant.at(Int64.random(in: 0..<times, using: &random))
        let priority = Priority.allCases[Int(random.next() % 4)]
        tickets.append(queue.schedule(tickets.count, at: time, priority: priority))
        naive.schedule(tickets.count - 1, at: time, priority: priority)
      } else if draw < scheduling + cancelling,
        let chosen = tickets.indices.randomElement(
          using: &random)
      {
        let isPending = queue.isPending(tickets[chosen])
        let isCancelled = naive.cancel(chosen)
        #expect(isPending == isCancelled)
        #expect(queue.cancel(tickets[chosen]) == isCancelled)
      } else {
        let next = queue.popNext()
        let expected = naive.popNext()
        #expect(next?.event == expected?.event, "operation \(event)")
        #expect(next?.time == expected?.time)
        #expect(next?.priority == expected?.priority)
      }
      #expect(queue.count == naive.items.count)
      #expect(queue.isEmpty == naive.items.isEmpty)
    }
    while let expected = naive.popNext() { #expect(queue.popNext()?.event == expected.event) }
    #expect(queue.popNext() == nil)
  }

  @Test("A queue in steady state keeps its memory where it is", arguments: [1, 100, 20_000])
  func steadyState(pending: Int) {
    var random = TestGenerator(seed: pending)
    var queue = EventQueue<Int, Priority>(minimumCapacity: pending)
    for event in 0..<pending {
      queue.schedule(event, at: .at(Int64(random.next() % 1000)), priority: .control)
    }
    let capacities = queue.capacities
    for _ in 0..<100_000 {
      guard let next = queue.popNext() else { break }
      let time = Instant.at(next.time.nanoseconds + Int64(random.next() % 1000))
      queue.schedule(next.event, at: time, priority: .control)
    }
    #expect(queue.count == pending)
    #expect(queue.capacities == capacities)
  }
}
