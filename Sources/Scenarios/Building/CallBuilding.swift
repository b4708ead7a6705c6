import Contracts
import Parameters
import Quantities

/// Makes the calls of a scenario from their sections, in the order of time, so that a call can mean
/// what earlier ones brought about.
struct CallBuilding {
  /// A call with what its place among the others is told by.
  struct Draft {
    let section: Section
    let operation: CallKeys.Operation
    /// The moment; `nil` for a call that has a fault there.
    let time: Instant?
  }

  let reader: ScenarioReader
  let members: MemberNames
  let profiles: [ContractProfile]
  let time: TimeSettings?

  var diagnostics: Diagnostics { reader.diagnostics }

  /// Makes the calls; reports what is wrong with them.
  func calls(_ sections: [Section]) -> [ScriptedCall] {
    let drafts = sections.compactMap(draft)
    // Calls of one moment stay in the order of the file; those without one cannot be too late.
    let times = drafts.map { $0.time ?? Instant(nanoseconds: .min) }
    let order = drafts.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    var names = CallNames(order.map { drafts[$0] }, diagnostics: diagnostics)
    return order.compactMap { index in
      let call = call(drafts[index], names: names)
      names.pass(drafts[index])
      return call
    }
  }

  private func draft(_ section: Section) -> Draft? {
    guard let kind = section.kind, CallKeys.Operation.allCases.indices.contains(kind) else {
      return nil
    }
    return Draft(
      section: section, operation: CallKeys.Operation.allCases[kind],
      time: moment(of: section))
  }

  /// The moment of a call; reports one that is no whole second of the horizon.
  private func moment(of section: Section) -> Instant? {
    let key = CallKeys.at
    guard let time, let moment = reader.civilTime(key, in: section),
      let instant = reader.instant(of: moment, key, in: section, time.zone)
    else { return nil }
    if moment.nanosecond != 0 {
      diagnostics.report(
        section.place(key), "'\(key.name)' in 'call' must be a whole second.")
    }
    if instant < time.start || instant >= time.end {
      diagnostics.report(
        section.place(key), "'\(key.name)' in 'call' lies outside the horizon.")
    }
    return instant
  }

  private func call(_ draft: Draft, names: CallNames) -> ScriptedCall? {
    let section = draft.section
    let caller = member(CallKeys.caller, in: section)
    let witnesses = witnesses(of: draft)
    let operation = operation(draft, caller: caller, names: names)
    guard section.isComplete, let time = draft.time, let caller, let operation else { return nil }
    return ScriptedCall(
      time: time, caller: caller, witnesses: witnesses ?? [caller], operation: operation,
      name: section.text(CallKeys.name))
  }

  private func member(_ parameter: Parameter, in section: Section) -> Int? {
    section.text(parameter).flatMap {
      reader.memberIndex(of: $0, at: section.place(parameter), in: members)
    }
  }

  /// The address of a member in the contract, which is its name.
  func address(_ parameter: Parameter, in section: Section) -> MemberAddress? {
    member(parameter, in: section).map { MemberAddress(members.ordered[$0]) }
  }

  private func witnesses(of draft: Draft) -> [Int]? {
    let (section, key) = (draft.section, CallKeys.witnesses)
    guard section.entries[key.name] != nil else {
      if draft.operation == .trade, let tokens = section.number(CallKeys.tokens), tokens > 0 {
        diagnostics.report(
          section.place,
          "a trade with tokens needs the key '\(key.name)': both members, if both agree.")
      }
      return nil
    }
    let place = section.place(key)
    let indices = section.texts(key).compactMap {
      reader.memberIndex(of: $0, at: place, in: members)
    }
    var seen: Set<Int> = []
    for index in indices where !seen.insert(index).inserted {
      diagnostics.report(place, "'\(members.ordered[index])' signs the call more than once.")
    }
    return indices
  }

  /// What the contract registers of the caller, for what a call leaves out.
  func profile(of caller: Int?) -> ContractProfile? {
    caller.flatMap { profiles.indices.contains($0) ? profiles[$0] : nil }
  }
}
