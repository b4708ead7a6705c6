import Contracts
import JSONReading
import Spelling

extension ReplayReader {
  /// A step; `nil` if a fault was found in it.
  mutating func step(_ value: JSONValue, _ scope: inout VectorScope) -> ReplayStep? {
    let known = ["t", "op", "caller", "witness", "args", "expect", "events", "state"]
    guard let step = fields(of: value, "the step", known: known) else { return nil }
    let count = faults.count
    let time = time(of: step, &scope)
    let name = required("op", of: step).flatMap { text($0, "op") }
    let expectation = step.optional("expect").flatMap { self.expectation($0, &scope) }
    let events = step.optional("events").flatMap { self.events($0) }
    let isRefused = expectsRefusal(expectation, events)
    let action = name.flatMap { self.action($0, step, &scope, expectation, isRefused) }
    if case .binding(let name) = expectation { scope.names.insert(name) }
    let facts = step.optional("state").map { self.facts($0, scope) }
    guard faults.count == count, let time, let name, let action else { return nil }
    return ReplayStep(
      offset: value.offset, time: time, operation: name, action: action, expectation: expectation,
      expectationOffset: step.optional("expect")?.offset ?? value.offset, events: events,
      facts: facts ?? [])
  }

  private mutating func time(of step: ObjectFields, _ scope: inout VectorScope) -> Int64? {
    guard let value = required("t", of: step), let time = integer(value, "t") else { return nil }
    if let last = scope.time, time < last {
      fault(
        value,
        "the step at second \(time) comes after one at second \(last); "
          + "put the steps in the order of time.")
    }
    scope.time = max(scope.time ?? time, time)
    return time
  }

  private mutating func action(
    _ name: String, _ step: ObjectFields, _ scope: inout VectorScope,
    _ expectation: ReplayExpectation?, _ isRefused: Bool
  ) -> ReplayAction? {
    switch name {
    case "check":
      if let arguments = step.optional("args") { _ = fields(of: arguments, "'args'", known: []) }
      if let value = step.optional("expect") {
        fault(value, "'check' looks at the state only; write what is expected in 'state'.")
      }
      return .check
    case "credit": return credit(step, expectation)
    default: break
    }
    let signature = OperationSignature.named(name)
    if signature == nil, !isRefused, let value = step["op"] {
      let known = ContractOperation.names + ["check", "credit"]
      fault(value, "unknown operation '\(shown(name))'. \(advice(for: name, among: known))")
    }
    guard let callerValue = required("caller", of: step),
      let caller = text(callerValue, "caller")
    else { return nil }
    let witnesses = witnesses(of: step, caller)
    if name == "admission" { scope.add(applicant: caller) }
    if name != "admission", name != "summary", signature != nil, !isRefused, expectation != nil {
      requireApplicant(caller, at: callerValue, scope)
    }
    if case .error(.badArity) = expectation, let signature, isMisshapen(step, signature) {
      return .misshapenCall
    }
    let arguments = arguments(of: step, signature, scope)
    if signature != nil, !isRefused, expectation != nil, let object = step.optional("args") {
      for name in ["member", "to"] {
        guard let value = object.member(name), let address = value.string else { continue }
        requireApplicant(address, at: value, scope)
      }
    }
    guard let arguments, let witnesses else { return nil }
    return .call(
      caller: MemberAddress(caller), witnesses: witnesses,
      CallTemplate(name: name, signature: signature, arguments: arguments))
  }

  private mutating func witnesses(
    of step: ObjectFields, _ caller: String
  ) -> [MemberAddress]? {
    guard let value = step.optional("witness") else { return [MemberAddress(caller)] }
    guard let elements = elements(of: value, "witness") else { return nil }
    let texts = elements.compactMap { text($0, "witness") }
    return texts.count == elements.count ? texts.map { MemberAddress($0) } : nil
  }

  /// An allocation of energy, which is no call.
  private mutating func credit(
    _ step: ObjectFields, _ expectation: ReplayExpectation?
  ) -> ReplayAction? {
    if let value = step.optional("expect") {
      var isMap = false
      if case .value(.object(let entries)) = expectation {
        isMap = entries.allSatisfy { $0.value.double != nil }
      }
      if !isMap {
        fault(
          value,
          "'credit' needs an expected 'value' with a number for each address and for "
            + "'_unallocated'.")
      }
    }
    guard let value = required("args", of: step),
      let arguments = fields(of: value, "'args'", known: ["utility", "energyWh"]),
      let utility = required("utility", of: arguments).flatMap({ text($0, "utility") }),
      let energy = required("energyWh", of: arguments).flatMap({ number($0, "energyWh") })
    else { return nil }
    return .credit(utility: utility, energy: energy)
  }

  /// Whether a step expects that the contract refuses its call.
  private func expectsRefusal(
    _ expectation: ReplayExpectation?, _ events: ExpectedEvents?
  ) -> Bool {
    switch expectation {
    case .error: true
    case .value, .binding, .noop: false
    case nil: events?.names == ["invalid"]
    }
  }

  /// Who never asked for admission is no member, so that a call that needs it can't succeed.
  private mutating func requireApplicant(
    _ address: String, at value: JSONValue, _ scope: VectorScope
  ) {
    guard !scope.applicants.contains(MemberAddress(address)) else { return }
    fault(
      value,
      "unknown member '\(shown(address))': nobody of this address has asked for admission. "
        + advice(for: address, among: scope.applicantNames))
  }
}
