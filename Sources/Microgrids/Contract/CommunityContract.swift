import Agents
import Contracts
import Quantities
import Scenarios

/// The quota contract of a run with all who call it: the scenario's calls, members who act by
/// themselves, and the keeper.
struct CommunityContract {
  /// Something that has to happen at a time because of what the contract did.
  enum Due {
    case intention(Int32)
    case keeperOfReferendum(ReferendumID)
    case keeperOfPlant(PlantID)
  }

  private(set) var contract: QuotaContract
  private var journal: CallJournal
  /// The records of the journal that are not written yet.
  private var batch = JournalBatch()
  private(set) var metrics: GovernanceMetrics
  /// The changes of registers that are not written yet.
  private var registerChanges: [RegisterChange] = []
  private var planner: CommunityPlanner?
  private let quotaMarket: QuotaMarket
  private let keeper: Keeper
  private var script: ScriptedCalls
  private var pool = IntentionPool()
  /// What members know of their energy; the owner keeps it up to date.
  var situation: CommunitySituation
  /// The index in the scenario of each address.
  let memberOfAddress: [MemberAddress: Int]
  /// The index in the scenario of each member ever admitted, in the order of admission.
  private var memberOfSequence: [Int]
  /// Whether registers or areas have changed since it was last asked.
  private(set) var hasNewRegisters = true

  /// The distribution companies that were renamed since the interval began, in order.
  private(set) var renamings: [(old: UtilityName, new: UtilityName)] = []

  private var due: [(time: Int64, what: Due)] = []
  private var events: [ContractEvent] = []
  private var intentions: [Intention] = []
  private var calls: [ContractCall] = []

  /// Founds the contract at the start of a run.
  init?(
    _ scenario: borrowing Scenario, situation: CommunitySituation
  ) throws(ContractGenesisError) {
    guard let settings = scenario.contract, settings.isEnabled else { return nil }
    let addresses = scenario.members.map { MemberAddress($0.name) }
    let seed = scenario.seed
    contract = try QuotaContract(
      rules: settings.rules,
      foundingMembers: settings.foundingMembers.map {
        FoundingMember(
          address: addresses[$0.member], fullName: settings.profiles[$0.member].fullName,
          utility: settings.profiles[$0.member].utility, quota: $0.quota, tokens: $0.tokens)
      },
      startTime: scenario.time.start.secondsRoundedDown)
    journal = CallJournal(
      signingWith: settings.hasSignatures ? WitnessKeys(seed: seed, addresses: addresses) : nil)
    journal.append(genesisOf: contract, to: &batch)
    metrics = GovernanceMetrics(contract)
    QuotaHistory(contract).registers(at: contract.time, into: &registerChanges)
    memberOfSequence = settings.foundingMembers.map(\.member)
    planner = settings.policies.map { policies in
      CommunityPlanner(
        seed: seed,
        participants: addresses.indices.map {
          CommunityPlanner.Participant(
            address: addresses[$0], fullName: settings.profiles[$0].fullName,
            utility: settings.profiles[$0].utility, policies: policies[$0])
        })
    }
    quotaMarket = settings.quotaMarket
    keeper = Keeper(settings.keeper, seed: seed)
    script = ScriptedCalls(settings.calls, addresses: addresses)
    self.situation = situation
    memberOfAddress = Dictionary(
      addresses.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The state of the contract.
  var state: ContractState { contract.state }

  /// How the energy of a plant is settled where its proposal said so.
  func settlement(of plant: PowerPlant) -> SharedPlantSettings.Settlement? {
    script.settlements[plant.referendum]
  }

  // MARK: Callers

  /// Makes one of the scenario's calls.
  mutating func callScript(
    _ index: Int, at time: Int64, effects: inout [ContractEvent]
  ) throws {
    let result = try perform(script.call(index, at: time), effects: &effects)
    script.remember(index, result: result, state: contract.state)
  }

  /// Lets a member do what it meant to do.
  mutating func carryOut(
    _ place: Int32, at time: Int64, effects: inout [ContractEvent]
  ) throws {
    var intention = pool.remove(at: place)
    intention.time = time
    calls.removeAll(keepingCapacity: true)
    planner?.calls(
      for: intention, contract: contract, situation: situation, into: &calls)
    for call in calls { _ = try perform(call, effects: &effects) }
  }

  /// Lets all members think about the community, and trade quota: once in a calendar month.
  mutating func review(
    month: Int, at time: Int64, until nextTime: Int64, effects: inout [ContractEvent]
  ) throws {
    guard planner != nil else { return }
    intentions.removeAll(keepingCapacity: true)
    planner?.review(
      month: month, at: time, until: nextTime, contract: contract, situation: situation,
      intentions: &intentions)
    scheduleIntentions()
    calls.removeAll(keepingCapacity: true)
    if let planner {
      quotaMarket.match(
        month: month, at: time, planner: planner, contract: contract, situation: situation,
        into: &calls)
    }
    for call in calls { _ = try perform(call, effects: &effects) }
  }

  /// Asks for the result of a referendum, unless somebody has.
  mutating func keep(
    _ id: ReferendumID, at time: Int64, effects: inout [ContractEvent]
  ) throws {
    guard let referendum = contract.state.referendum(id), !referendum.hasResult,
      let oldest = contract.state.members.first
    else { return }
    let operation: ContractOperation =
      switch referendum.subject {
      case .admission: .admissionResult(id)
      case .newPlant: .powerUpResult(.referendum(id))
      default: .changeResult(id)
      }
    _ = try perform(
      ContractCall(time: time, caller: oldest.address, operation: operation), effects: &effects)
  }

  /// Asks for the step of a plant's life that is due, unless somebody has; a date that was moved
  /// away is waited for.
  mutating func keep(_ id: PlantID, at time: Int64, effects: inout [ContractEvent]) throws {
    guard let plant = contract.state.plant(id), let oldest = contract.state.members.first
    else { return }
    switch plant.status {
    case .funding where time <= plant.crowdfunding.end: return
    case .building where time <= plant.deadline:
      due.append((keeper.time(of: plant), .keeperOfPlant(id)))
      return
    case .funding, .building: break
    case .operating, .failed, .deleted: return
    }
    _ = try perform(
      ContractCall(
        time: time, caller: oldest.address, operation: .powerUpResult(.plant(id))),
      effects: &effects)
  }

  // MARK: Calls

  /// Makes a call, and finds out who reacts to it.
  ///
  /// - Parameter effects: Receives what happened.
  private mutating func perform(
    _ call: ContractCall, effects: inout [ContractEvent]
  ) throws(ContractClockError) -> ContractResult {
    events.removeAll(keepingCapacity: true)
    let renaming = renaming(by: call)
    let result = try contract.apply(call, events: &events)
    journal.append(call, result: result, events: events, to: &batch)
    metrics.follow(call, result: result, events: events, contract: contract)
    registerChanges += metrics.registerChanges
    guard case .value = result else { return result }
    if let renaming, case .value(.boolean(true)) = result { renamings.append(renaming) }
    intentions.removeAll(keepingCapacity: true)
    for event in events {
      follow(event)
      planner?.react(
        to: event, contract: contract, situation: situation, intentions: &intentions)
    }
    scheduleIntentions()
    effects += events
    return result
  }

  /// What would be renamed if a call succeeds.
  private func renaming(by call: ContractCall) -> (old: UtilityName, new: UtilityName)? {
    guard case .changeResult(let id) = call.operation,
      case .utility(let plant, let name) = contract.state.referendum(id)?.subject,
      let old = contract.state.plant(plant)?.utility, old != name
    else { return nil }
    return (old, name)
  }

  /// Forgets the renamings, as everything has followed them.
  mutating func forgetRenamings() { renamings.removeAll() }

  /// Draws the keeper's attention to what will be due, and notes changes of registers.
  private mutating func follow(_ event: ContractEvent) {
    switch event {
    case .process(.referendum(let id), .started):
      guard keeper.settings.isActive, let referendum = contract.state.referendum(id) else { return }
      due.append((keeper.time(of: referendum), .keeperOfReferendum(id)))
    case .process(.plant(let id), .crowdfunding), .process(.plant(let id), .building),
      .change(.timeToMarket(let id)):
      guard keeper.settings.isActive, let plant = contract.state.plant(id) else { return }
      due.append((keeper.time(of: plant), .keeperOfPlant(id)))
    case .transfer: hasNewRegisters = true
    case .membership(let address, .admitted):
      memberOfSequence.append(memberOfAddress[address] ?? -1)
    case .membership(_, .left), .change, .process(_, .operating): hasNewRegisters = true
    default: return
    }
  }

  private mutating func scheduleIntentions() {
    for intention in intentions {
      due.append((max(intention.time, contract.time), .intention(pool.insert(intention))))
    }
    intentions.removeAll(keepingCapacity: true)
  }

  /// Hands over what has become due, in the order in which it came up.
  mutating func takeDue(_ body: (Int64, Due) -> Void) {
    for entry in due { body(entry.time, entry.what) }
    due.removeAll(keepingCapacity: true)
  }

  /// Ends a month of the metrics.
  mutating func endMonth(at time: Int64) { metrics.endMonth(at: time, contract: contract) }

  /// The number of records in the journal, and the hash of the last.
  var journalEnd: (count: Int64, hash: JournalHash) { (journal.recordCount, journal.lastHash) }

  /// The number of records of the journal that are not written yet.
  var waitingRecordCount: Int { batch.count }

  /// Hands over the records of the journal since the last time.
  mutating func takeRecords<Failure: Error>(
    _ body: (borrowing JournalBatch) throws(Failure) -> Void
  ) throws(Failure) {
    guard !batch.isEmpty else { return }
    try body(batch)
    batch.removeAll()
  }

  /// Hands over the changes of registers since the last time, with the members' indices in the
  /// scenario.
  mutating func takeRegisterChanges<Failure: Error>(
    _ body: (Int, RegisterChange) throws(Failure) -> Void
  ) throws(Failure) {
    for change in registerChanges {
      try body(memberOfSequence[Int(change.sequence)], change)
    }
    registerChanges.removeAll(keepingCapacity: true)
  }

  /// Whether registers or areas have changed since the last time.
  mutating func takeNewRegisters() -> Bool {
    defer { hasNewRegisters = false }
    return hasNewRegisters
  }
}
