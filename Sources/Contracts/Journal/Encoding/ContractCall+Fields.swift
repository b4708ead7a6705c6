extension ContractCall {
  /// Appends the caller, the witnesses and the arguments, which is what the witnesses sign.
  func encode(into encoder: inout FieldEncoder) {
    encoder.append(caller)
    if cosigners.isEmpty {
      encoder.append(count: isSignedByCaller ? 1 : 0)
      if isSignedByCaller { encoder.append(caller) }
    } else {
      encoder.append(listOf: witnesses)
    }
    operation.encodeArguments(into: &encoder)
  }

  /// Reads a call; the witnesses must be in the order of their bytes, once each.
  init(
    at time: Int64, recordName: String, from decoder: inout FieldDecoder
  ) throws(ContractDecodingError) {
    let caller: MemberAddress = try decoder.value()
    let witnesses: [MemberAddress] = try decoder.list()
    guard zip(witnesses, witnesses.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw decoder.fault(.inconsistent("the witnesses are not in order"))
    }
    self.init(
      time: time, caller: caller, witnesses: witnesses,
      operation: try ContractOperation(recordName: recordName, argumentsFrom: &decoder))
  }
}
