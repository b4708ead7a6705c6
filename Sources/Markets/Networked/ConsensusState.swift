/// What the members of a consensus proposed last.
struct ConsensusState {
  private(set) var prices: [Double]
  private var sold: [Double]
  private var bought: [Double]
  private var proposal: ConsensusProposal

  init(_ solver: ConsensusSolver) {
    prices = Array(repeating: 0, count: solver.pairCosts.count)
    sold = prices
    bought = prices
    proposal = ConsensusProposal()
  }

  /// By seller and buyer, the mean of what both propose.
  var trades: [Double] { zip(sold, bought).map { ($0 + $1) / 2 } }

  /// The power of each member, as each proposes it.
  func powers(_ solver: ConsensusSolver) -> [Double] {
    var powers = [Double](repeating: 0, count: solver.members.count)
    let width = solver.buyers.count
    for (row, seller) in solver.sellers.enumerated() {
      for (column, buyer) in solver.buyers.enumerated() {
        powers[seller] += sold[row * width + column]
        powers[buyer] -= bought[row * width + column]
      }
    }
    return powers
  }

  /// Lets every member propose once.
  ///
  /// - Returns: The sums of squares of what partners disagree about and of what changed.
  mutating func iterate(
    _ solver: ConsensusSolver
  ) -> (disagreement: Double, movement: Double) {
    let targets = trades
    let penalty = solver.penalty
    let width = solver.buyers.count
    var (disagreement, movement) = (0.0, 0.0)
    for (row, seller) in solver.sellers.enumerated() {
      let places = stride(from: row * width, to: (row + 1) * width, by: 1)
      proposal.begin()
      for place in places {
        proposal.add(
          place, reach: targets[place] + (prices[place] - solver.pairCosts[place]) / penalty)
      }
      let member = solver.members[seller]
      movement += proposal.decide(
        slope: member.slope, price: member.price, from: max(0, member.minimum),
        to: max(0, member.maximum), penalty, &sold)
    }
    for (column, buyer) in solver.buyers.enumerated() {
      let places = stride(from: column, to: solver.pairCosts.count, by: width)
      proposal.begin()
      for place in places {
        proposal.add(
          place, reach: targets[place] - (prices[place] + solver.pairCosts[place]) / penalty)
      }
      let member = solver.members[buyer]
      movement += proposal.decide(
        slope: member.slope, price: -member.price, from: max(0, -member.maximum),
        to: -member.minimum, penalty, &bought)
    }
    for place in prices.indices where solver.pairCosts[place].isFinite {
      let difference = sold[place] - bought[place]
      prices[place] -= penalty / 2 * difference
      disagreement += difference * difference
    }
    return (disagreement, movement)
  }
}

/// What one member proposes to its partners: exact, by going through the partners from the best.
private struct ConsensusProposal {
  /// A partner with what would be traded at the marginal cost 0.
  private var reaches: [(place: Int, reach: Double)] = []

  mutating func begin() { reaches.removeAll(keepingCapacity: true) }

  mutating func add(_ place: Int, reach: Double) {
    if reach > -.infinity { reaches.append((place, reach)) }
  }

  /// Finds the marginal cost *m* at which what is proposed, Σ max(0, reach − m/ρ), is what the
  /// member wants at *m*.
  ///
  /// - Returns: The sum of squares of what changed.
  mutating func decide(
    slope: Double, price: Double, from minimum: Double, to maximum: Double, _ penalty: Double,
    _ proposals: inout [Double]
  ) -> Double {
    guard !reaches.isEmpty else { return 0 }
    reaches.sort { first, second in
      first.reach == second.reach ? first.place < second.place : first.reach > second.reach
    }
    var marginal = price
    if minimum > 0 || price < penalty * reaches[0].reach {
      var sum = 0.0
      for (index, partner) in reaches.enumerated() {
        sum += partner.reach
        let count = Double(index + 1)
        // In the units of reaches: total = sum − count·m/ρ = (m − price)/slope.
        let wanted = (sum * penalty - count * price) / (penalty + slope * count)
        let total = min(max(wanted, minimum), maximum)
        marginal = (sum - total) * penalty / count
        if index + 1 == reaches.count || marginal >= penalty * reaches[index + 1].reach { break }
      }
    }
    var movement = 0.0
    for partner in reaches {
      let new = max(0, partner.reach - marginal / penalty)
      let change = new - proposals[partner.place]
      movement += change * change
      proposals[partner.place] = new
    }
    return movement
  }
}
