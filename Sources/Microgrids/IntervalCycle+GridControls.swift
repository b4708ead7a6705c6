import EventSimulation
import PowerFlow
import Quantities
import Scenarios

extension IntervalCycle {
  /// The most rounds of control at one instant; more would be controls without any delay that hunt.
  private static var maximumControlRounds: Int { 200 }

  /// Solves the feeder for the present injections and lets its controls act.
  mutating func deliver(at now: Instant) throws {
    holdMembersToEnvelopes(at: now)
    do {
      try feeder?.solve(devices, shared: sharedPlants?.injections ?? [])
      guard feeder?.hasControls == true else { return }
      for _ in 0..<Self.maximumControlRounds {
        guard let round = feeder?.actOnControls(at: now) else { return }
        plan(round, after: now)
        guard !round.moves.isEmpty else { return }
        constraints?.search.follow(round.moves)
        for move in round.moves { try recorder?.record(move, at: now) }
        try feeder?.solveAgain()
      }
    } catch let failure as Feeder.Failure {
      throw RunError.notConverged(
        interval: interval, at: time.zone.civilTime(at: now).description,
        iterations: failure.outcome.iterations,
        mismatchVoltAmperes: failure.outcome.mismatchVoltAmperes,
        bus: feeder?.busName(failure.outcome.worstBus) ?? "")
    }
  }

  /// Plans the next step of a control.
  private mutating func plan(_ round: FeederControlRound, after now: Instant) {
    if let ticket = controlTicket { queue.cancel(ticket) }
    controlTicket = nil
    guard let next = round.next, next > now, next < time.end else { return }
    controlTicket = queue.schedule(.gridControl, at: next, priority: .gridControl)
  }

  /// Lets the time of a control come: what follows solves the feeder and asks the controls.
  mutating func meetGridControl(at now: Instant) throws {
    advance(to: now)
    controlTicket = nil
    queue.schedule(.delivery, at: now, priority: .delivery)
  }
}
