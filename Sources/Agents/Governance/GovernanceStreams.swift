import Contracts
import RandomStreams

/// The random streams of one member in the community, made once.
///
/// Each draw belongs to the number of a referendum, a plant or a month, or to a number that the
/// member alone counts. So no draw depends on how many others were made.
struct GovernanceStreams: Sendable {
  /// Whether and when to vote, by referendum.
  let turnout: RandomStream
  /// How to vote, by referendum.
  let ballot: RandomStream
  /// How a plant's value is perceived, by the referendum on it.
  let valuation: RandomStream
  /// Whether to apply, by month.
  let admission: RandomStream
  /// Whether to apply again, by the number of refusals and departures of the member.
  let readmission: RandomStream
  /// Whether to think about a plant, by month.
  let proposal: RandomStream
  /// The time that a plant takes, by the number of proposals of the member.
  let construction: RandomStream
  /// When and on what condition to bid, by plant.
  let funding: RandomStream
  /// Whether to move a bid, by the plant that opens.
  let bidChange: RandomStream
  /// Shocks to the budget, by month.
  let shock: RandomStream
  /// Whether to leave or move, by month.
  let departure: RandomStream
  /// Whether and at what price to trade quota, by month.
  let quotaTrade: RandomStream

  init(seed: UInt64, address: MemberAddress) {
    func stream(_ name: String) -> RandomStream {
      RandomStream(seed: seed, stream: "governance.\(name)", entity: address.text)
    }
    turnout = stream("turnout")
    ballot = stream("ballot")
    valuation = stream("valuation")
    admission = stream("admission")
    readmission = stream("readmission")
    proposal = stream("proposal")
    construction = stream("construction")
    funding = stream("funding")
    bidChange = stream("bidChange")
    shock = stream("shock")
    departure = stream("departure")
    quotaTrade = stream("quotaTrade")
  }
}
