import EventSimulation
import Quantities
import TestSupport
import Testing

@Suite("Cancellation")
struct CancellationTests {
  @Test("A cancelled event never leaves, wherever it stands", arguments: 0..<10)
  func anywhere(cancelled: Int) {
    var queue = EventQueue<Int, Priority>()
    let tickets = (0..<10).map { event in
      queue.schedule(event, at: .at(Int64(event % 5)), priority: .control)
    }
    let order = [0, 5, 1, 6, 2, 7, 3, 8, 4, 9]
    #expect(queue.cancel(tickets[cancelled]) == true)
    #expect(queue.count == 9)
    #expect(queue.nextTime == .at(0))
    #expect(drain(&queue) == order.filter { $0 != cancelled })
  }

  @Test("An event is cancelled once")
  func twice() {
    var queue = EventQueue<Int, Priority>()
    let ticket = queue.schedule(1, at: .at(1), priority: .control)
    let kept = queue.schedule(2, at: .at(0), priority: .control)
    #expect(queue.cancel(ticket) == true)
    #expect(queue.cancel(ticket) == false)
    #expect(queue.count == 1)
    #expect(queue.isPending(kept) == true)
  }

  @Test("An event that has left can't be cancelled")
  func left() throws {
    var queue = EventQueue<Int, Priority>()
    let ticket = queue.schedule(1, at: .at(1), priority: .control)
    let popped = queue.popNext()
    let next = try #require(popped)
    #expect(queue.cancel(ticket) == false)
    #expect(queue.cancel(next.ticket) == false)
    #expect(queue.isEmpty == true)
  }

  @Test("A stale ticket doesn't touch the event that took its place")
  func stale() throws {
    var queue = EventQueue<Int, Priority>()
    let first = queue.schedule(1, at: .at(1), priority: .control)
    queue.cancel(first)
    let second = queue.schedule(2, at: .at(1), priority: .control)
    #expect(first != second)
    #expect(queue.cancel(first) == false)
    #expect(queue.popNext()?.event == 2)
    let third = queue.schedule(3, at: .at(1), priority: .control)
    #expect(queue.cancel(first) == false)
    #expect(queue.cancel(second) == false)
    #expect(queue.isPending(third) == true)
    #expect(drain(&queue) == [3])
  }

  @Test("A ticket of another queue breaks nothing")
  func foreign() {
    var large = EventQueue<Int, Priority>()
    for event in 0..<100 { large.schedule(event, at: .at(0), priority: .control) }
    let foreign = large.schedule(100, at: .at(0), priority: .control)
    var empty = EventQueue<Int, Priority>()
    #expect(empty.cancel(foreign) == false)
    empty.schedule(1, at: .at(0), priority: .control)
    #expect(empty.cancel(foreign) == false)
    #expect(drain(&empty) == [1])
  }

  @Test("The time of the next event is that of a pending one")
  func nextTime() {
    var queue = EventQueue<Int, Priority>()
    let tickets = (0..<200).map { queue.schedule($0, at: .at(Int64($0)), priority: .control) }
    for event in 0..<199 {
      #expect(queue.nextTime == .at(Int64(event)))
      #expect(queue.cancel(tickets[event]) == true)
    }
    #expect(queue.nextTime == .at(199))
    #expect(queue.count == 1)
    #expect(queue.cancel(tickets[199]) == true)
    #expect(queue.isEmpty == true)
    #expect(queue.nextTime == nil)
    #expect(queue.popNext() == nil)
  }

  @Test("Memory is bounded by the pending events, however many are cancelled")
  func memory() {
    var queue = EventQueue<Int, Priority>()
    for event in 0..<10 { queue.schedule(event, at: .at(0), priority: .control) }
    var largest = 0
    var failures = 0
    for event in 0..<1_000_000 {
      let ticket = queue.schedule(event, at: .at(Int64(event) + 1), priority: .control)
      if !queue.cancel(ticket) { failures += 1 }
      largest = max(largest, queue.storageCount.heap)
    }
    #expect(failures == 0)
    // Ten pending ones, one that comes and goes, as many cancelled ones and 64 more.
    #expect(largest <= 2 * 11 + 64)
    #expect(queue.storageCount.slots == 11)
    #expect(drain(&queue) == Array(0..<10))
  }

  @Test("Cancelling all of a million events leaves an empty heap, in any order")
  func million() {
    var random = TestGenerator(seed: 3)
    var queue = EventQueue<Int, Priority>()
    var tickets = (0..<1_000_000).map {
      queue.schedule($0, at: .at(Int64(truncatingIfNeeded: random.next())), priority: .control)
    }
    tickets.shuffle(using: &random)
    var failures = 0
    for ticket in tickets where !queue.cancel(ticket) { failures += 1 }
    #expect(failures == 0)
    #expect(queue.isEmpty == true)
    #expect(queue.storageCount.heap == 0)
    for event in 0..<1_000_000 { queue.schedule(event, at: .at(0), priority: .control) }
    #expect(queue.storageCount.slots == 1_000_000)
  }
}
