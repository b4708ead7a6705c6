import EventSimulation
import Quantities
import Testing

@Suite("Clock and loop")
struct EventLoopTests {
  @Test("A clock moves forward or stays")
  func clock() {
    var clock = SimulationClock(startingAt: .at(5))
    clock.advance(to: .at(5))
    clock.advance(to: .at(9))
    #expect(clock.now == .at(9))
  }

  @Test("A clock that is set back stops the program")
  func setBack() async {
    await #expect(processExitsWith: .failure) {
      var clock = SimulationClock(startingAt: Instant(nanoseconds: 5))
      clock.advance(to: Instant(nanoseconds: 4))
    }
  }

  @Test("A loop lets events happen in order, before the end, and they may schedule others")
  func run() {
    var loop = EventLoop<Int, Priority>(startingAt: .at(0))
    loop.queue.schedule(1, at: .at(10), priority: .control)
    loop.queue.schedule(100, at: .at(20), priority: .delivery)
    var seen: [Int] = []
    loop.run(until: .at(30)) { next, queue in
      seen.append(next.event)
      if next.event < 4 {
        let later = Instant.at(next.time.nanoseconds + 10)
        queue.schedule(next.event + 1, at: later, priority: .control)
      }
    }
    #expect(seen == [1, 2, 100])
    #expect(loop.now == .at(30))
    #expect(loop.queue.nextTime == .at(30))
    loop.run(until: .at(100)) { next, _ in seen.append(next.event) }
    #expect(seen == [1, 2, 100, 3])
    #expect(loop.now == .at(100))
  }

  @Test("A loop stops at the event that throws and goes on with the next")
  func stop() {
    struct Stop: Error, Equatable {}
    var loop = EventLoop<Int, Priority>(startingAt: .at(0), minimumCapacity: 3)
    for event in 1...3 { loop.queue.schedule(event, at: .at(Int64(event)), priority: .control) }
    var seen: [Int] = []
    #expect(throws: Stop.self) {
      try loop.run(until: .at(9)) { next, _ throws(Stop) in
        seen.append(next.event)
        if next.event == 2 { throw Stop() }
      }
    }
    #expect(loop.now == .at(2))
    loop.run(until: .at(9)) { next, _ in seen.append(next.event) }
    #expect(seen == [1, 2, 3])
  }

  @Test("An event before the present stops the program when it would happen")
  func past() async {
    await #expect(processExitsWith: .failure) {
      var loop = EventLoop<Int, Priority>(startingAt: Instant(nanoseconds: 5))
      loop.queue.schedule(1, at: Instant(nanoseconds: 4), priority: .control)
      loop.run(until: Instant(nanoseconds: 9)) { _, _ in }
    }
  }
}
