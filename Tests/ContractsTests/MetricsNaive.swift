import Contracts
import Quantities

/// The metrics once more, from the whole list of calls, events and states: slow and simple.
struct MetricsNaive {
  let walk: MetricsWalk
  let end: Int64

  private var steps: [MetricsWalk.Step] { walk.steps }
  private var accepted: [MetricsWalk.Step] {
    steps.filter { if case .value = $0.result { true } else { false } }
  }
  private var final: ContractState { walk.contract.state }

  // MARK: Decisions

  /// When the result of a referendum was there for the first time.
  private func resolution(of id: ReferendumID) -> Int64? {
    steps.first { $0.after.referendum(id)?.hasResult == true }?.call.time
  }

  /// The days from each request of a kind to its effect.
  func daysToEffect(_ kind: String?) -> [Double] {
    final.referendums.compactMap { referendum in
      guard kind == nil || referendum.subject.kindName == kind else { return nil }
      var effect: Int64?
      if case .newPlant = referendum.subject {
        let plant = final.plants.first { $0.referendum == referendum.id }
        effect =
          steps.first { step in
            plant.flatMap { step.after.plant($0.id) }?.hasStarted == true
          }?.call.time
      } else {
        effect = steps.first { $0.after.referendum(referendum.id)?.isExecuted == true }?.call.time
      }
      return effect.map { Double($0 - referendum.start) / 86_400 }
    }
  }

  /// The delays of everything that a caller brought about, in days.
  var keeperDelays: [Double] {
    var delays: [Int64] = []
    for referendum in final.referendums {
      if let time = resolution(of: referendum.id) { delays.append(time - referendum.end - 1) }
    }
    for plant in final.plants {
      let hasResult = steps.first { $0.after.plant(plant.id)?.crowdfunding.hasResult == true }
      if let hasResult { delays.append(hasResult.call.time - plant.crowdfunding.end - 1) }
      let hasStarted = steps.first { $0.after.plant(plant.id)?.hasStarted == true }
      if let hasStarted, let before = hasStarted.before.plant(plant.id) {
        delays.append(hasStarted.call.time - before.crowdfunding.end - before.timeToMarket - 1)
      }
    }
    return delays.map { Double($0) / 86_400 }
  }

  // MARK: Funding

  /// The state of the last call before a moment or in it.
  private func state(at time: Int64) -> ContractState {
    steps.last { $0.call.time <= time }?.after ?? walk.start
  }

  /// The total of a plant's bids at a moment in its window; `nil` after it or without a plant.
  private func total(of id: PlantID, at time: Int64) -> Int64? {
    guard let plant = state(at: time).plant(id), plant.status == .funding else { return nil }
    return plant.crowdfunding.total
  }

  func fillCurve(of plant: PowerPlant) -> [Double] {
    let (start, end) = (plant.crowdfunding.start, plant.crowdfunding.end)
    return (1...10).map { tenth in
      let time = start + (end - start) * Int64(tenth) / 10
      guard time <= self.end, let total = total(of: plant.id, at: time) else { return .nan }
      return Double(total) / Double(plant.cost)
    }
  }

  /// The last time at which the total rose to the cost, unless it fell again in the window.
  func full(_ plant: PowerPlant) -> Int64? {
    var full: Int64?
    for step in steps {
      guard let now = step.after.plant(plant.id), now.status == .funding else { continue }
      let before = step.before.plant(plant.id)?.crowdfunding.total ?? 0
      if now.remaining > 0 { full = nil }
      if now.remaining == 0, before < plant.cost { full = step.call.time }
    }
    return full
  }

  /// The money added to a plant in its last week, and at all.
  func added(to plant: PowerPlant) -> (lastWeek: Int64, all: Int64) {
    var (lastWeek, all) = (Int64(0), Int64(0))
    for step in steps {
      guard let before = step.before.plant(plant.id), let after = step.after.plant(plant.id) else {
        continue
      }
      let change = after.crowdfunding.total - before.crowdfunding.total
      guard change > 0 else { continue }
      all += change
      if step.call.time > plant.crowdfunding.end - 604_800 { lastWeek += change }
    }
    return (lastWeek, all)
  }

  /// The bids with which a crowdfunding succeeded.
  func bids(of plant: PowerPlant) -> [Int64]? {
    let step = steps.first { $0.after.plant(plant.id)?.crowdfunding.isSuccess == true }
    return step?.after.plant(plant.id)?.crowdfunding.bids.map(\.amount)
  }

  // MARK: Ownership

  /// The registers that differ before and after each call, in the order of admission.
  var registerChanges: [[Int64]] {
    steps.flatMap { step in
      (Int64(0)..<1000).prefix { sequence in
        sequence <= step.after.members.last?.sequence ?? -1
          || sequence <= step.before.members.last?.sequence ?? -1
      }.compactMap { sequence in
        let before = step.before.member(sequence: sequence)
        let after = step.after.member(sequence: sequence)
        guard
          before?.quota ?? .zero != after?.quota ?? .zero
            || before?.tokens ?? .zero != after?.tokens ?? .zero
        else { return nil }
        return [
          step.call.time, sequence, after?.quota.watts ?? 0, after?.tokens.milliSEB ?? 0,
        ]
      }
    }
  }

  /// The months from admission to the first quota of those who were admitted.
  var monthsToFirstQuota: [Double?] {
    let founders = Set(walk.start.members.map(\.sequence))
    var admitted: [Int64: Int64] = [:]
    var first: [Int64: Int64] = [:]
    for step in steps {
      for member in step.after.members where !founders.contains(member.sequence) {
        if admitted[member.sequence] == nil { admitted[member.sequence] = step.call.time }
        if member.quota > .zero, first[member.sequence] == nil {
          first[member.sequence] = step.call.time
        }
      }
    }
    return admitted.sorted { $0.key < $1.key }.map { sequence, time in
      first[sequence].map { Double($0 - time) / 2_630_016 }
    }
  }

  /// The quota and tokens of trades with both, by calls.
  func trades(from start: Int64, through end: Int64) -> (quota: Int64, tokens: Int64, count: Int) {
    var (quota, tokens, count) = (Int64(0), Int64(0), 0)
    for step in accepted where step.call.time > start && step.call.time <= end {
      guard case .trade(_, let traded, let paid) = step.call.operation,
        traded > .zero, paid > .zero
      else { continue }
      quota += traded.watts
      tokens += paid.milliSEB
      count += 1
    }
    return (quota, tokens, count)
  }

  /// The integral of the members' tokens over time.
  var tokenSeconds: Double {
    var (sum, time) = (0.0, walk.startTime)
    var state = walk.start
    for step in steps {
      sum += Double(tokens(state)) * Double(step.call.time - time)
      (time, state) = (step.call.time, step.after)
    }
    return sum + Double(tokens(state)) * Double(end - time)
  }

  private func tokens(_ state: ContractState) -> Int64 {
    state.members.reduce(0) { $0 + $1.tokens.milliSEB }
  }

  // MARK: Integrity

  /// The greatest residuals after any call.
  var residuals: (quota: Int64, tokens: Int64) {
    var (quota, token) = (Int64(0), Int64(0))
    for state in [walk.start] + steps.map(\.after) {
      for area in state.areas {
        let owned = state.members.filter { $0.utility == area.utility }
          .reduce(area.unallocatedQuota) { $0 + $1.quota }
        quota = max(quota, abs((owned - area.operatingCapacity).watts))
      }
      let residual = tokens(state) + state.reserveTokens.milliSEB - state.issuedTokens.milliSEB
      token = max(token, abs(residual))
    }
    return (quota, token)
  }
}

/// Gini by definition: the mean difference of all pairs over twice the mean.
func naiveGini(_ values: [Double]) -> Double {
  let differences = values.reduce(0) { sum, left in
    values.reduce(sum) { $0 + abs(left - $1) }
  }
  return differences / (2 * Double(values.count) * values.reduce(0, +))
}
