import Contracts
import Quantities
import Testing

struct QuotaContractTests {
  /// Ana and Bob share a plant of 100 kW; Cid is in another area.
  static func community() throws(ContractGenesisError) -> QuotaContract {
    try QuotaContract(foundingMembers: [
      FoundingMember(
        address: "A", fullName: "Ana", utility: "LIGHT",
        quota: Quota(watts: 60_000), tokens: Tokens(milliSEB: 60_000)),
      FoundingMember(
        address: "B", fullName: "Bob", utility: "LIGHT",
        quota: Quota(watts: 40_000), tokens: Tokens(milliSEB: 40_000)),
      FoundingMember(address: "C", fullName: "Cid", utility: "ENEL"),
    ])
  }

  static func trade(
    _ caller: MemberAddress = "A", to: MemberAddress = "B", quota: Int64, tokens: Int64,
    signedBy witnesses: [MemberAddress] = ["A", "B"], time: Int64 = 0
  ) -> ContractCall {
    ContractCall(
      time: time, caller: caller, witnesses: witnesses,
      operation: .trade(to: to, quota: Quota(watts: quota), tokens: Tokens(milliSEB: tokens)))
  }

  @Test("A trade moves quota one way and tokens the other, and says so")
  func tradeMovesBoth() throws {
    var contract = try Self.community()
    var events: [ContractEvent] = []
    let result = try contract.apply(Self.trade(quota: 10_000, tokens: 12_000), events: &events)
    #expect(result == .value(.boolean(true)))
    #expect(
      events == [
        .transfer(
          from: "A", to: "B", quota: Quota(watts: 10_000), tokens: Tokens(milliSEB: 12_000))
      ])
    #expect(contract.members.map(\.quota.watts) == [50_000, 50_000, 0])
    #expect(contract.members.map(\.tokens.milliSEB) == [72_000, 28_000, 0])
  }

  struct Refusal: Sendable {
    var call: ContractCall
    var code: ContractErrorCode

    init(_ call: ContractCall, _ code: ContractErrorCode) {
      self.call = call
      self.code = code
    }
  }

  /// Each call breaks the rule of its code and as many later ones as it can, so that the order of
  /// the checks is proved as well.
  static let refusals: [Refusal] = [
    Refusal(trade("X", to: "X", quota: -1, tokens: 0, signedBy: []), .notMember),
    Refusal(
      ContractCall(time: 0, caller: "X", operation: .unrecognized(name: "fly")), .notMember),
    Refusal(
      ContractCall(time: 0, caller: "A", witnesses: [], operation: .unrecognized(name: "fly")),
      .unknownOperation),
    Refusal(trade("A", to: "X", quota: -1, tokens: 0, signedBy: ["B"]), .noWitness),
    Refusal(trade("A", to: "X", quota: -1, tokens: 0), .counterpartyNotMember),
    Refusal(trade("A", to: "", quota: -1, tokens: 0), .counterpartyNotMember),
    Refusal(trade("A", to: "A", quota: -1, tokens: 0), .selfTrade),
    Refusal(trade("A", to: "C", quota: -1, tokens: 0), .utilityMismatch),
    Refusal(trade(quota: -1, tokens: 0), .negativeAmount),
    Refusal(trade(quota: -1, tokens: 99_999, signedBy: ["A"]), .negativeAmount),
    Refusal(trade(quota: 99_999, tokens: -1, signedBy: ["A"]), .negativeAmount),
    Refusal(trade(quota: .min, tokens: .min, signedBy: ["A"]), .negativeAmount),
    Refusal(trade(quota: 0, tokens: 0, signedBy: ["A"]), .emptyTrade),
    Refusal(trade(quota: 99_999, tokens: 99_999, signedBy: ["A"]), .missingConsent),
    Refusal(trade(quota: 0, tokens: 1, signedBy: ["A", "C"]), .missingConsent),
    Refusal(trade(quota: 60_001, tokens: 99_999), .insufficientQuota),
    Refusal(trade(quota: .max, tokens: .max), .insufficientQuota),
    Refusal(trade(quota: 60_000, tokens: 40_001), .insufficientTokens),
    Refusal(trade(quota: 0, tokens: .max), .insufficientTokens),
  ]

  @Test("A refused call changes nothing and leaves its trace", arguments: refusals)
  func refusalsLeaveATrace(refusal: Refusal) throws {
    var contract = try Self.community()
    let before = contract.state
    var events: [ContractEvent] = []
    let result = try contract.apply(refusal.call, events: &events)
    #expect(result == .error(refusal.code))
    #expect(contract.state == before)
    #expect(
      events == [.invalid(operation: refusal.call.operation.name, error: refusal.code)])
  }

  @Test("Every error of a trade is tested")
  func allTradeErrorsAreTested() {
    let tradeErrors: Set<ContractErrorCode> = [
      .counterpartyNotMember, .selfTrade, .utilityMismatch, .negativeAmount, .emptyTrade,
      .missingConsent, .insufficientQuota, .insufficientTokens,
    ]
    #expect(tradeErrors.isSubset(of: Self.refusals.map(\.code)))
  }

  @Test("All that a member owns can be traded")
  func everythingCanBeTraded() throws {
    var contract = try Self.community()
    let result = try contract.apply(Self.trade(quota: 60_000, tokens: 40_000))
    #expect(result == .value(.boolean(true)))
    #expect(contract.members.map(\.quota.watts) == [0, 100_000, 0])
    #expect(contract.members.map(\.tokens.milliSEB) == [100_000, 0, 0])
  }

  @Test("Quota is given away without the receiver's signature, tokens not without the giver's")
  func donations() throws {
    var contract = try Self.community()
    let quotaGift = Self.trade(quota: 1, tokens: 0, signedBy: ["A"])
    #expect(try contract.apply(quotaGift) == .value(.boolean(true)))
    let tokenGift = Self.trade(quota: 0, tokens: 1)
    #expect(try contract.apply(tokenGift) == .value(.boolean(true)))
    #expect(contract.members.map(\.quota.watts) == [59_999, 40_001, 0])
    #expect(contract.members.map(\.tokens.milliSEB) == [60_001, 39_999, 0])
  }

  @Test("Time stands or goes on; an earlier call is no call at all")
  func timeNeverDecreases() throws {
    var contract = try Self.community()
    _ = try contract.apply(Self.trade(quota: 1, tokens: 0, time: 5))
    _ = try contract.apply(Self.trade(quota: 1, tokens: 0, time: 5))
    let before = contract.state
    #expect(throws: ContractClockError(lastTime: 5, time: 4)) {
      try contract.apply(Self.trade(quota: 1, tokens: 0, time: 4))
    }
    #expect(contract.state == before)
    #expect(contract.time == 5)
    // A refused call moves the clock too.
    _ = try contract.apply(Self.trade(quota: 0, tokens: 0, time: 9))
    #expect(contract.time == 9)
  }

  @Test("A copy of the contract goes its own way")
  func contractIsAValue() throws {
    var contract = try Self.community()
    let copy = contract
    _ = try contract.apply(Self.trade(quota: 1, tokens: 0))
    #expect(copy.state != contract.state)
    #expect(copy.members[0].quota == Quota(watts: 60_000))
  }

  @Test("Addresses are the same only byte for byte")
  func addressesAreBytes() {
    // é as one scalar and as two.
    #expect(MemberAddress("\u{E9}") != MemberAddress("e\u{301}"))
    #expect(UtilityName("\u{E9}") != UtilityName("e\u{301}"))
    #expect(MemberAddress("e") < MemberAddress("e\u{301}"))
  }
}
