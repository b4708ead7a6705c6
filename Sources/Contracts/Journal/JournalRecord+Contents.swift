extension JournalRecord {
  /// The state that the contract started with, and who may sign, of a genesis record.
  ///
  /// - Throws: ``ContractDecodingError`` when the payload is not that of a genesis record.
  public func genesis() throws(ContractDecodingError) -> (
    state: ContractState, signers: [MemberAddress]
  ) {
    var decoder = FieldDecoder(payload)
    let state: ContractState = try decoder.value()
    let keys: [WitnessPublicKey] = try decoder.list()
    try decoder.finish()
    return (state, keys.map(\.address))
  }

  /// The call of a record, and its result.
  ///
  /// - Throws: ``ContractDecodingError`` when the payload is not that of a call of this name.
  public func call() throws(ContractDecodingError) -> (call: ContractCall, result: ContractResult) {
    var decoder = FieldDecoder(payload)
    let call = try ContractCall(at: time, recordName: name, from: &decoder)
    let result: ContractResult = try decoder.value()
    try decoder.finish()
    return (call, result)
  }

  /// The event of a record.
  ///
  /// - Throws: ``ContractDecodingError`` when the payload is not that of an event of this name.
  public func event() throws(ContractDecodingError) -> ContractEvent {
    var decoder = FieldDecoder(payload)
    let event = try ContractEvent(name: name, from: &decoder)
    try decoder.finish()
    return event
  }
}
