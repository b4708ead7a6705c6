import Contracts
import Quantities
import RandomStreams
import Scenarios

/// Who asks for the results that are due, in the name of the oldest member.
struct Keeper {
  let settings: KeeperSettings
  private let ballots: RandomStream
  private let crowdfundings: RandomStream
  private let commissionings: RandomStream

  init(_ settings: KeeperSettings, seed: UInt64) {
    self.settings = settings
    func stream(_ name: String) -> RandomStream {
      RandomStream(seed: seed, stream: name, entity: "contract")
    }
    ballots = stream("keeper.ballots")
    crowdfundings = stream("keeper.crowdfundings")
    commissionings = stream("keeper.commissionings")
  }

  /// The second in which the keeper asks for the result of a referendum.
  func time(of referendum: Referendum) -> Int64 {
    due(after: referendum.end, ballots.draws(at: UInt64(clamping: referendum.id.number)))
  }

  /// The second in which the keeper asks for the end of a crowdfunding, or for operation once the
  /// plant is being built.
  func time(of plant: PowerPlant) -> Int64 {
    let ordinal = UInt64(clamping: plant.id.number)
    return plant.status == .funding
      ? due(after: plant.crowdfunding.end, crowdfundings.draws(at: ordinal))
      : due(after: plant.deadline, commissionings.draws(at: ordinal))
  }

  /// The first second behind the last one of a window, and the delay.
  private func due(after end: Int64, _ draws: consuming RandomDraws) -> Int64 {
    let delay: Int64 =
      switch settings.delay {
      case .fixed(let seconds): seconds
      case .exponential(let mean): Int64(min(draws.exponential(mean: mean), 1e12))
      }
    let (first, overflows) = end.addingReportingOverflow(1)
    let (time, overflowsToo) = first.addingReportingOverflow(max(delay, 0))
    return overflows || overflowsToo ? .max : time
  }
}
