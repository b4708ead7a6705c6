import Quantities

extension ContractState {
  /// The payload of the genesis record.
  var encoded: [UInt8] {
    var encoder = FieldEncoder()
    encoder.append(Int64(members.count))
    for member in members {
      encoder.append(member.sequence)
      encoder.append(member.address.text)
      encoder.append(member.fullName)
      encoder.append(member.utility.text)
      encoder.append(member.quota.watts)
      encoder.append(member.tokens.milliSEB)
    }
    encoder.append(Int64(areas.count))
    for area in areas {
      encoder.append(area.utility.text)
      encoder.append(area.operatingCapacity.watts)
      encoder.append(area.unallocatedQuota.watts)
    }
    encoder.append(issuedTokens.milliSEB)
    encoder.append(reserveTokens.milliSEB)
    return encoder.bytes
  }
}

extension ContractCall {
  /// The payload of the record of the call.
  func encoded(with result: ContractResult) -> [UInt8] {
    var encoder = FieldEncoder()
    encoder.append(caller.text)
    encoder.append(Int64(witnesses.count))
    for witness in witnesses.sorted() { encoder.append(witness.text) }
    switch operation {
    case .trade(let to, let quota, let tokens):
      encoder.append(to.text)
      encoder.append(quota.watts)
      encoder.append(tokens.milliSEB)
    case .unrecognized:
      break
    }
    switch result {
    case .value(.boolean(let value)):
      encoder.append("value")
      encoder.append(value ? 1 as UInt8 : 0)
    case .error(let code):
      encoder.append("error")
      encoder.append(code.rawValue)
    case .noop(let code):
      encoder.append("noop")
      encoder.append(code.rawValue)
    }
    return encoder.bytes
  }
}

extension ContractEvent {
  /// The payload of the record of the event.
  var encoded: [UInt8] {
    var encoder = FieldEncoder()
    switch self {
    case .transfer(let from, let to, let quota, let tokens):
      encoder.append(from?.text ?? "")
      encoder.append(to.text)
      encoder.append(quota.watts)
      encoder.append(tokens.milliSEB)
    case .invalid(let operation, let error):
      encoder.append(operation)
      encoder.append(error.rawValue)
    }
    return encoder.bytes
  }
}
