import Quantities

extension ContractState {
  /// The payload of the genesis record.
  var encoded: [UInt8] { Array("\(members.count)".utf8) }
}

extension ContractCall {
  /// The payload of the record of the call.
  func encoded(with result: ContractResult) -> [UInt8] { Array("\(self) \(result)".utf8) }
}

extension ContractEvent {
  /// The payload of the record of the event.
  var encoded: [UInt8] { Array("\(self)".utf8) }
}
