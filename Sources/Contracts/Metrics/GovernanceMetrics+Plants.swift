extension GovernanceMetrics {
  /// Takes up a plant.
  mutating func register(_ index: Int, _ contract: QuotaContract) {
    let plant = contract.state.plants[index]
    let proposed = contract.state.referendum(plant.referendum)?.start ?? plant.crowdfunding.start
    plants.append(PlantRecord(plant, proposed: proposed, seenAt: contract.time))
  }

  /// Follows the total of a plant's bids.
  mutating func followBids(for id: PlantID, _ contract: QuotaContract) {
    let index = Int(clamping: id.number) &- 1
    guard plants.indices.contains(index), index < contract.state.plants.count else { return }
    // Field by field: a copy of the plant would count references.
    plants[index].follow(
      total: contract.state.plants[index].crowdfunding.total,
      isFunding: contract.state.plants[index].status == .funding, at: contract.time)
  }

  /// Follows a step of a plant's life.
  mutating func follow(_ step: ProcessStep, of id: PlantID, _ contract: QuotaContract) {
    let index = Int(clamping: id.number) &- 1
    guard contract.state.plants.indices.contains(index) else { return }
    while plants.count <= index { register(plants.count, contract) }
    let plant = contract.state.plants[index]
    followBids(for: id, contract)
    switch step {
    case .building:
      plants[index].building = contract.time
      plants[index].succeed(plant)
      keeper.fundings.add(due: plant.crowdfunding.end, called: contract.time)
    case .fundingFailed:
      plants[index].failed = contract.time
      keeper.fundings.add(due: plant.crowdfunding.end, called: contract.time)
    case .operating:
      plants[index].operating = contract.time
      keeper.operations.add(due: plant.deadline, called: contract.time)
    default: break
    }
  }

  /// Follows the removal of a plant.
  mutating func followRemoval(of id: PlantID, _ contract: QuotaContract) {
    followBids(for: id, contract)
    let index = Int(clamping: id.number) &- 1
    if plants.indices.contains(index) { plants[index].removed = contract.time }
  }
}

/// How late steps were asked for that nobody but a caller can take.
struct KeeperDelays: Sendable {
  /// The sum of the delays of one kind.
  struct Sum: Sendable {
    private(set) var count = 0
    private(set) var seconds: Int128 = 0

    /// Adds a step that was possible from the second after one on.
    mutating func add(due: Int64, called: Int64) {
      count += 1
      seconds += Int128(called) - Int128(due) - 1
    }

    /// The mean delay, in days; not a number without steps.
    var meanDays: Double { Double(seconds) / Double(count) / 86_400 }

    static func + (left: Sum, right: Sum) -> Sum {
      var sum = left
      sum.count += right.count
      sum.seconds += right.seconds
      return sum
    }
  }

  var referendums = Sum()
  var fundings = Sum()
  var operations = Sum()
}
