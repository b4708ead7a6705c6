import EventSimulation
import PowerFlow
import Quantities

extension IntervalCycle {
  /// Tells the timers what the network's controls want at the present voltages, and plans the next
  /// step.
  mutating func askControls(at now: Instant) {
    guard controlTimers != nil, let feeder, feeder.isSolved else { return }
    let wishes = feeder.solver.wantedSteps()
    controlTimers?.update(wishes.span, at: now)
    if let ticket = controlTicket { queue.cancel(ticket) }
    controlTicket = nil
    guard let next = controlTimers?.nextInstant, next < time.end else { return }
    controlTicket = queue.schedule(.gridControl, at: max(next, now), priority: .gridControl)
  }

  /// Makes the steps whose time has come, and solves the feeder anew.
  mutating func stepControls(at now: Instant) throws {
    advance(to: now)
    controlTicket = nil
    guard let actions = controlTimers?.takeDue(at: now) else { return }
    for action in actions {
      guard let position = feeder?.solver.move(action.control, by: action.steps) else { continue }
      feeder?.countSteps(abs(action.steps))
      try recorder.record(
        controlStep: action.control, to: position, at: now)
    }
    queue.schedule(.delivery, at: now, priority: .delivery)
  }
}
