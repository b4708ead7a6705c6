import Contracts
import Quantities

extension ContractHistory {
  /// The history as a vector of calls with the answers that it gets, one call per line.
  public var json: String {
    var lines: [String] = []
    _ = try? firstViolation(of: NoCheck.self) { lines.append("    \(line(of: $0))") }
    var head = "{\"id\": \"H\", \"title\": \"a random history\", \"config\": \(config)"
    if startTime != 0 { head += ", \"startTime\": \(startTime)" }
    if !founders.isEmpty {
      head += ",\n  \"founders\": [\(founders.map(json).joined(separator: ", "))]"
    }
    if !unallocated.isEmpty {
      let list = unallocated.map {
        "{\"utility\": \(quoted($0.utility.text)), \"quotaW\": \($0.quota.watts)}"
      }
      head += ",\n  \"unallocated\": [\(list.joined(separator: ", "))]"
    }
    return head + ",\n  \"steps\": [\n" + lines.joined(separator: ",\n") + "]}"
  }

  private struct NoCheck: ContractCheck {
    init(start: QuotaContract) {}
    func violation(at moment: ContractMoment) -> String? { nil }
  }

  private var config: String {
    "{\"majorityBase\": \"\(rules.majorityBase)\", "
      + "\"referendum_s\": \(rules.referendumWindow), "
      + "\"crowdfunding_s\": \(rules.crowdfundingWindow), "
      + "\"minTimeToMarket_s\": \(rules.minimumTimeToMarket), "
      + "\"minOffer_BRL\": \(rules.minimumOffer), "
      + "\"maxPlantW\": \(rules.maximumPlantCapacity.watts)}"
  }

  private func json(_ founder: FoundingMember) -> String {
    "{\"address\": \(quoted(founder.address.text)), \"fullName\": \(quoted(founder.fullName)), "
      + "\"utility\": \(quoted(founder.utility.text)), \"quotaW\": \(founder.quota.watts), "
      + "\"tokens_mSEB\": \(founder.tokens.milliSEB)}"
  }

  private func line(of moment: ContractMoment) -> String {
    let call = moment.call
    var line =
      "{\"t\": \(call.time), \"op\": \(quoted(call.operation.name)), "
      + "\"caller\": \(quoted(call.caller.text)), "
    if call.witnesses != [call.caller] {
      line += "\"witness\": [\(call.witnesses.map { quoted($0.text) }.joined(separator: ", "))], "
    }
    let arguments = call.operation.arguments.map { "\"\($0)\": \($1)" }.joined(separator: ", ")
    line += "\"args\": {\(arguments)}, \"expect\": \(expectation(of: moment.result))"
    let events = moment.events.map { "\"\($0.name)\"" }.joined(separator: ", ")
    return line + ", \"events\": [\(events)]}"
  }

  private func expectation(of result: ContractResult) -> String {
    switch result {
    case .error(let code): "{\"error\": \"\(code.rawValue)\"}"
    case .noop(let code): "{\"noop\": \"\(code.rawValue)\"}"
    case .value(.referendum(let id)): "{\"bind\": \"\(id)\"}"
    case .value(.plant(let id)): "{\"bind\": \"\(id)\"}"
    case .value(let value): "{\"value\": \(json(of: value))}"
    }
  }

  private func json(of value: ContractValue) -> String {
    switch value {
    case .boolean(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .text(let text): quoted(text)
    case .referendum(let id): "\"$\(id)\""
    case .plant(let id): "\"$\(id)\""
    case .member(let address): quoted(address.text)
    case .list(let list): "[\(list.map(json(of:)).joined(separator: ", "))]"
    }
  }
}

extension ContractOperation {
  /// The names and the values of the arguments, as JSON.
  fileprivate var arguments: [(String, String)] {
    switch self {
    case .admission(let fullName, let utility):
      [("fullName", quoted(fullName)), ("utility", quoted(utility.text))]
    case .admissionResult(let id), .changeResult(let id): [("ref", "\"$\(id)\"")]
    case .vote(let id, let answer): [("ref", "\"$\(id)\""), ("answer", "\(answer)")]
    case .powerUp(let proposal):
      [
        ("capacityW", "\(proposal.capacity.watts)"), ("cost", "\(proposal.cost)"),
        ("utility", quoted(proposal.utility.text)), ("timeToMarket", "\(proposal.timeToMarket)"),
      ]
    case .powerUpResult(.referendum(let id)): [("ref", "\"$\(id)\"")]
    case .powerUpResult(.plant(let id)), .deletePlant(let id): [("plant", "\"$\(id)\"")]
    case .bid(let id, let amount), .changeBid(let id, let amount):
      [("plant", "\"$\(id)\""), ("amount", "\(amount)")]
    case .changeProfile(let address, let field, let value):
      [
        ("member", quoted(address.text)), ("field", quoted(field.rawValue)),
        ("value", quoted(value)),
      ]
    case .changeRegister(let address, let field, let value):
      [
        ("member", quoted(address.text)), ("field", quoted(field.rawValue)), ("value", "\(value)"),
      ]
    case .deleteMember(let address): [("member", quoted(address.text))]
    case .changeUtility(let id, let name): [("plant", "\"$\(id)\""), ("name", quoted(name.text))]
    case .changeTimeToMarket(let id, let seconds):
      [("plant", "\"$\(id)\""), ("seconds", "\(seconds)")]
    case .trade(let to, let quota, let tokens):
      [
        ("to", quoted(to.text)), ("quotaW", "\(quota.watts)"),
        ("tokens_mSEB", "\(tokens.milliSEB)"),
      ]
    case .summary(let subject, let option): [("id", subject.json)] + option.arguments
    case .listMembers, .listPlants, .unrecognized: []
    }
  }
}

extension SummarySubject {
  fileprivate var json: String {
    switch self {
    case .member(let address): quoted(address.text)
    case .plant(let id): "\"$\(id)\""
    case .referendum(let id): "\"$\(id)\""
    case .group: "\"\""
    }
  }
}

extension SummaryOption {
  fileprivate var arguments: [(String, String)] {
    switch self {
    case .brief: []
    case .detailed: [("option", "\"detailed\"")]
    case .field(let name): [("option", quoted(name))]
    }
  }
}

/// A text as JSON.
private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": result += "\\\(scalar)"
    case _ where scalar.value < 0x20:
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
