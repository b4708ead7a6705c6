/// What a member of the community remembers.
struct ParticipantState: Sendable {
  /// What a member that goes means to do.
  enum Departure: Sendable {
    case leaving, moving
  }

  /// The money for plants, live bids included.
  var budget: Double
  /// Whether an application is in ballot.
  var hasApplied = false
  /// Whether the member never applies any more, or not at the monthly review while it waits for the
  /// time to apply again.
  var waits = false
  /// The refusals and departures so far.
  var rejections: UInt64 = 0
  /// The proposals so far.
  var proposals: UInt64 = 0
  /// When the member last proposed a plant.
  var lastProposal = Int64.min
  /// When the member last did something; nothing so far at the least value.
  var lastAct = Int64.min
  /// How the member means to go.
  var departure: Departure?
  /// When the member means to go.
  var departureTime = Int64.min
  /// Whether the member has asked for its own removal.
  var hasAskedToLeave = false
  /// The bids that are still to be changed because of a shock.
  var shockedBids = 0
}

/// How likely things are to happen to a member within a month.
struct MonthlyProbabilities: Sendable {
  let proposal: Double
  let shock: Double
  let leaving: Double
  let moving: Double

  init(_ policies: GovernancePolicies) {
    proposal = monthlyProbability(ofYearlyRate: policies.proposal.rate)
    shock = monthlyProbability(ofYearlyRate: policies.bidChange.shockRate)
    leaving = monthlyProbability(ofYearlyRate: policies.departure.leavingRate)
    moving =
      policies.departure.utilities.isEmpty
      ? 0 : monthlyProbability(ofYearlyRate: policies.departure.movingRate)
  }
}

/// What the members of an area need, as found at the monthly review.
struct AreaNeed: Sendable {
  var load: Double
  var memberCount: Int
}
