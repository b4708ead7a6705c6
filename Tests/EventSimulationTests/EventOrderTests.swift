import EventSimulation
import Quantities
import TestSupport
import Testing

@Suite("The order of events")
struct EventOrderTests {
  @Test("Events leave in the order of time")
  func time() {
    var queue = EventQueue<Int, Priority>()
    for time in [5, .max, -3, 0, .min, 4] as [Int64] {
      queue.schedule(Int(time), at: .at(time), priority: .control)
    }
    #expect(queue.nextTime == .at(.min))
    #expect(drain(&queue) == [.min, -3, 0, 4, 5, .max])
    #expect(queue.nextTime == nil)
  }

  @Test("Events of one moment leave in the order of priority, then of scheduling")
  func priority() {
    var queue = EventQueue<Int, Priority>()
    queue.schedule(1, at: .at(9), priority: .delivery)
    queue.schedule(2, at: .at(9), priority: .metering)
    queue.schedule(3, at: .at(9), priority: .clearing)
    queue.schedule(4, at: .at(9), priority: .metering)
    queue.schedule(5, at: .at(8), priority: .delivery)
    queue.schedule(6, at: .at(9), priority: .control)
    queue.schedule(7, at: .at(9), priority: .clearing)
    #expect(drain(&queue) == [5, 2, 4, 6, 3, 7, 1])
  }

  @Test(
    "Simultaneous events of one priority leave first in, first out", arguments: [1, 5, 64, 5000])
  func firstInFirstOut(count: Int) {
    var queue = EventQueue<Int, Priority>()
    for event in 0..<count { queue.schedule(event, at: .at(0), priority: .clearing) }
    #expect(drain(&queue) == Array(0..<count))
  }

  @Test("An event leaves with the time, the priority and the ticket of its scheduling")
  func attributes() throws {
    for priority in Priority.allCases {
      var queue = EventQueue<Int, Priority>()
      let ticket = queue.schedule(42, at: .at(-7), priority: priority)
      #expect(queue.isPending(ticket) == true)
      let popped = queue.popNext()
      let next = try #require(popped)
      #expect(next.time == .at(-7))
      #expect(next.priority == priority)
      #expect(next.event == 42)
      #expect(next.ticket == ticket)
      #expect(queue.isPending(ticket) == false)
    }
  }

  @Test("A million random events leave as a stable sort orders them", arguments: [1, 2])
  func million(seed: Int) {
    struct Reference {
      var time: Int64
      var priority: Priority
      var event: Int32
    }
    var random = TestGenerator(seed: seed)
    // Few different times in the first run, so that priorities and numbers decide; many in the next.
    let times: ClosedRange<Int64> = seed == 1 ? -500...500 : .min ... .max
    var queue = EventQueue<Int32, Priority>(minimumCapacity: 1_000_000)
    var reference: [Reference] = []
    for event in 0..<1_000_000 as Range<Int32> {
      let time = Int64.random(in: times, using: &random)
      let priority = Priority.allCases[Int(random.next() % 4)]
      queue.schedule(event, at: .at(time), priority: priority)
      reference.append(Reference(time: time, priority: priority, event: event))
    }
    reference.sort { ($0.time, $0.priority.rawValue) < ($1.time, $1.priority.rawValue) }
    #expect(queue.count == 1_000_000)
    var differences = 0
    for expected in reference {
      let next = queue.popNext()
      if next?.event != expected.event || next?.time.nanoseconds != expected.time
        || next?.priority != expected.priority
      {
        differences += 1
      }
    }
    #expect(differences == 0)
    #expect(queue.isEmpty == true)
  }
}

/// Takes all events out of a queue.
func drain(_ queue: inout EventQueue<Int, Priority>) -> [Int] {
  var events: [Int] = []
  while let next = queue.popNext() { events.append(next.event) }
  return events
}
