/// What someone asks of the contract at a moment.
public struct ContractCall: Hashable, Sendable {
  /// The time, in whole seconds since 1970-01-01T00:00Z.
  public var time: Int64
  /// Who calls.
  public var caller: MemberAddress
  /// Whether the caller signed the call.
  public var isSignedByCaller: Bool
  /// Who else signed, in any order.
  public var cosigners: [MemberAddress]
  /// What is asked.
  public var operation: ContractOperation

  /// Creates a call that its caller signed, and perhaps others.
  public init(
    time: Int64, caller: MemberAddress, cosigners: [MemberAddress] = [],
    operation: ContractOperation
  ) {
    self.time = time
    self.caller = caller
    isSignedByCaller = true
    self.cosigners = cosigners
    self.operation = operation
  }

  /// Creates a call that exactly the witnesses signed.
  public init(
    time: Int64, caller: MemberAddress, witnesses: [MemberAddress], operation: ContractOperation
  ) {
    self.time = time
    self.caller = caller
    isSignedByCaller = witnesses.contains(caller)
    cosigners = isSignedByCaller ? witnesses.filter { $0 != caller } : witnesses
    self.operation = operation
  }

  /// Everybody who signed, once each, in the order of the bytes of their addresses.
  public var witnesses: [MemberAddress] {
    guard !cosigners.isEmpty else { return isSignedByCaller ? [caller] : [] }
    let sorted = (isSignedByCaller ? cosigners + [caller] : cosigners).sorted()
    return sorted.indices.filter { $0 == 0 || sorted[$0] != sorted[$0 - 1] }.map { sorted[$0] }
  }

  /// Whether someone signed.
  public func isSigned(by address: MemberAddress) -> Bool {
    (isSignedByCaller && address == caller) || cosigners.contains(address)
  }
}
