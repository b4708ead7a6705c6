import Contracts
import EventSimulation
import Quantities
import Scenarios
import Settlement

/// What calls the contract, and what the contract does to the microgrid.
extension IntervalCycle {
  /// Schedules the first calls.
  mutating func scheduleContract(_ scenario: borrowing Scenario) {
    let contract = scenario.contract
    guard let settings = contract, settings.isEnabled else { return }
    for (index, call) in settings.calls.enumerated() {
      queue.schedule(.contractCall(index: Int32(index)), at: call.time, priority: .contractCall)
    }
    if settings.policies != nil {
      queue.schedule(.communityReview(month: 0), at: time.start, priority: .communityReview)
    }
    startFirstPlants()
  }

  /// Puts into operation what stands for the registers that the contract begins with.
  private mutating func startFirstPlants() {
    guard let community, let settings = sharedPlants?.settings else { return }
    for area in community.state.areas where area.operatingCapacity > .zero {
      sharedPlants?.start(
        nil, utility: area.utility, capacity: area.operatingCapacity, place: 0,
        settlement: settings.settlement, at: time.start)
    }
  }

  mutating func callContract(index: Int, at now: Instant) throws {
    try community?.callScript(index, at: now.secondsRoundedDown, effects: &contractEffects)
    try takeContractEffects(at: now)
  }

  mutating func carryOut(intention place: Int32, at now: Instant) throws {
    try community?.carryOut(place, at: now.secondsRoundedDown, effects: &contractEffects)
    try takeContractEffects(at: now)
  }

  mutating func keep(referendum number: Int32, at now: Instant) throws {
    try community?.keep(
      ReferendumID(Int64(number)), at: now.secondsRoundedDown, effects: &contractEffects)
    try takeContractEffects(at: now)
  }

  mutating func keep(plant number: Int32, at now: Instant) throws {
    try community?.keep(
      PlantID(Int64(number)), at: now.secondsRoundedDown, effects: &contractEffects)
    try takeContractEffects(at: now)
  }

  /// The first moment of a calendar month: members learn what the last one brought and think about
  /// the community.
  mutating func review(month: Int, at now: Instant) throws {
    let next = time.zone.startOfNextMonth(after: now)
    updateSituation()
    try community?.review(
      month: month, at: now.secondsRoundedDown, until: next.secondsRoundedDown,
      effects: &contractEffects)
    try takeContractEffects(at: now)
    if next < time.end {
      queue.schedule(
        .communityReview(month: Int32(month + 1)), at: next, priority: .communityReview)
    }
  }

  // MARK: Effects

  /// Schedules what has become due, and lets plants begin and end to operate.
  private mutating func takeContractEffects(at now: Instant) throws {
    var due: [(time: Int64, what: CommunityContract.Due)] = []
    swap(&due, &contractDue)
    community?.takeDue { time, what in due.append((time, what)) }
    for entry in due { schedule(entry.what, at: entry.time) }
    due.removeAll(keepingCapacity: true)
    swap(&due, &contractDue)
    for event in contractEffects { try take(event, at: now) }
    contractEffects.removeAll(keepingCapacity: true)
    if community?.waitingRecordCount ?? 0 >= Self.recordBatch { try recordContract() }
  }

  /// The number of records of the journal that are written at once.
  private static var recordBatch: Int { 1024 }

  private mutating func schedule(_ what: CommunityContract.Due, at second: Int64) {
    guard second < time.end.secondsRoundedDown + 1 else { return }
    let instant = Instant(seconds: second)
    guard instant < time.end else { return }
    switch what {
    case .intention(let place):
      queue.schedule(.intention(place: place), at: instant, priority: .contractCall)
    case .keeperOfReferendum(let id):
      queue.schedule(
        .referendumDue(number: Int32(clamping: id.number)), at: instant, priority: .keeperCall)
    case .keeperOfPlant(let id):
      queue.schedule(
        .plantDue(number: Int32(clamping: id.number)), at: instant, priority: .keeperCall)
    }
  }

  private mutating func take(_ event: ContractEvent, at now: Instant) throws {
    switch event {
    case .process(.plant(let id), .building): try invest(in: id, at: now)
    case .process(.plant(let id), .operating): start(id, at: now)
    case .retract(let id, let address, let amount):
      // What was bid is promised; only what was invested is paid back.
      if community?.state.plant(id)?.crowdfunding.isSuccess == true {
        try invest(amount, by: address, at: now)
      }
    case .process(.referendum(let id), .started): screen(id)
    case .change(.plant(let id)):
      advance(to: now)
      sharedPlants?.stop(id, at: now)
      deliverUnlessAtBoundary(now)
    case .change(.utility):
      for member in community?.state.members ?? [] { moveInMarket(member) }
    case .change(.profile(let address)):
      if let member = community?.state.member(address) { moveInMarket(member) }
    default: break
    }
  }

  /// Lets a member trade with those of its present distribution company.
  private mutating func moveInMarket(_ member: ContractMember) {
    guard let index = community?.memberOfAddress[member.address] else { return }
    market.move(member: index, toAreaOf: member.utility.text)
  }

  /// Connects a plant that has been commissioned: it injects from this instant.
  private mutating func start(_ id: PlantID, at now: Instant) {
    guard let plant = community?.state.plant(id), let plants = sharedPlants else { return }
    advance(to: now)
    sharedPlants?.start(
      id, utility: plant.utility, capacity: plant.capacity,
      place: plants.place(ofPlant: id.number),
      settlement: community?.settlement(of: plant) ?? plants.settings.settlement, at: now)
    deliverUnlessAtBoundary(now)
  }

  /// Solves the feeder anew for what has changed inside an interval; at its beginning that comes
  /// anyhow.
  private mutating func deliverUnlessAtBoundary(_ now: Instant) {
    guard !isBoundary(now), now < time.end else { return }
    queue.schedule(.delivery, at: now, priority: .delivery)
  }

  /// Books what the funders of a plant pay.
  private mutating func invest(in id: PlantID, at now: Instant) throws {
    for bid in community?.state.plant(id)?.crowdfunding.bids ?? [] {
      try invest(bid.amount, by: bid.address, at: now)
    }
  }

  /// Books what a member pays for a plant, or, when it is negative, what it gets back.
  private mutating func invest(
    _ units: Int64, by address: MemberAddress, at now: Instant
  ) throws {
    guard let member = community?.memberOfAddress[address] else { return }
    recordInvestment(Double(units), member: member, at: now)
    for posting in try books.invest(units, member: member, at: now) {
      try recorder?.record(posting)
    }
  }
}

// MARK: Results

extension IntervalCycle {
  /// Records what the contract's journal has grown by, and which registers have changed.
  mutating func recordContract() throws {
    try community?.takeRecords { batch in try recorder?.record(batch) }
    try community?.takeRegisterChanges { member, change in
      try recorder?.record(change, member: member, at: Instant(seconds: change.time))
    }
  }

  /// Records what became of a member's credits in the billing period that ends.
  mutating func recordCredits(ofMember member: Int, at now: Instant) throws {
    guard let row = quotaCredits?.row(ofMember: member) else { return }
    try recorder?.recordCredits(ofMember: member, row, at: now)
  }

  /// Records the community's month that ends.
  mutating func recordMonth(at now: Instant) throws {
    try recordContract()
    community?.endMonth(at: now.secondsRoundedDown)
    if let month = community?.metrics.months.last { try recorder?.record(month, at: now) }
  }
}
