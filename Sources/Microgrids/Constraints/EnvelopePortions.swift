import Markets
import Quantities
import Scenarios

/// What the feeder check knows of a member in the delivery interval that it looks at.
struct ExpectedMember {
  /// What the member is expected to inject, in W; negative for what it draws.
  var watts = 0.0
  /// How much less it could draw without leaving load unserved, in W.
  var flexibleImport = 0.0
  /// What it ordered in the market, positive for an offer.
  var ordered = MeteredEnergy.zero
  /// How much of that is traded locally, in W.
  var servedWatts = 0.0
  /// What its energy is worth to the market: the limit price of a bid, or that of an offer with the
  /// opposite sign; the least without an order.
  var worth = Int64.min
  /// Its tariff area of the feeder.
  var zone = 0
}

/// The portions that a policy cuts for the sake of one limit, in its order.
struct EnvelopePortions {
  /// Whether what can really be cut is looked at, or what is drawn for good.
  enum Reach {
    case physical
    case financial
  }

  /// Members whose effect is below this share of the greatest one are left alone.
  static let least = 0.05
  /// What all of a member's power must change at least, per unit; below it is what rounding leaves.
  private static let leastEffect = 1e-7

  /// A portion before it has found its group.
  private struct Candidate {
    let portion: EnvelopeSearch.Portion
    let isServed: Bool
    let worth: Int64
  }

  /// The portions, group after group; those of one group give way together.
  private(set) var groups: [[EnvelopeSearch.Portion]] = []

  init(
    _ policy: ConstraintSettings.Policy, _ members: [ExpectedMember],
    injections: [SIMD2<Double>], sensitivities: [Double], reach: Reach
  ) {
    var candidates: [Candidate] = []
    var greatest = 0.0
    let noise = 1e-3 * (sensitivities.map(abs).max() ?? 0)
    for (member, expected) in members.enumerated() {
      let watts = injections[member].x
      // Injection can always give way, so that only what is drawn is left to be refused on paper.
      let limit =
        switch reach {
        case .physical: watts > 0 ? watts : min(expected.flexibleImport, -watts)
        case .financial: max(-watts, 0)
        }
      let relief = watts > 0 ? sensitivities[member] : -sensitivities[member]
      guard limit > 1e-6, relief > noise,
        relief * abs(watts) > Self.leastEffect
      else { continue }
      greatest = max(greatest, relief)
      // What is not traded locally goes first.
      let served = policy == .proRata ? 0 : min(expected.servedWatts, abs(watts))
      let unserved = min(max(abs(watts) - served, 0), limit)
      func add(_ watts: Double, isServed: Bool) {
        guard watts > 1e-6 else { return }
        candidates.append(
          Candidate(
            portion: EnvelopeSearch.Portion(member: member, watts: watts, relief: relief),
            isServed: isServed, worth: policy == .proRata ? 0 : expected.worth))
      }
      add(unserved, isServed: false)
      // With fees the market itself decides what stays.
      if policy != .networkFees || reach == .financial {
        add(limit - unserved, isServed: true)
      }
    }
    candidates.removeAll { $0.portion.relief < Self.least * greatest }
    // A stable order: equals stay in the order of the members.
    let order = candidates.indices.sorted {
      let (left, right) = (candidates[$0], candidates[$1])
      if left.isServed != right.isServed { return !left.isServed }
      if left.worth != right.worth { return left.worth < right.worth }
      return $0 < $1
    }
    var last: Candidate?
    for index in order {
      let candidate = candidates[index]
      if let last, last.isServed == candidate.isServed, last.worth == candidate.worth {
        groups[groups.count - 1].append(candidate.portion)
      } else {
        groups.append([candidate.portion])
      }
      last = candidate
    }
  }
}
