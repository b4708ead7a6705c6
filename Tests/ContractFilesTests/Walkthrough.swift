/// A vector that has each operation of the contract once or more, with short windows; what it
/// expects was calculated by hand.
enum Walkthrough {
  static let config = #"{"referendum_s": 10, "crowdfunding_s": 20, "minTimeToMarket_s": 5}"#

  static var text: String { vector(steps, config: config) }

  static let steps: [String] = membership + plant + registers + changes + end

  private static func votes(_ name: String, at time: Int) -> [String] {
    ["A", "B"].map {
      #"{"t": \#(time), "op": "vote", "caller": "\#($0)", "args": {"ref": "$\#(name)", "#
        + #""answer": true}, "expect": {"value": true}, "events": ["ballot"]}"#
    }
  }

  private static let membership = [
    #"{"t": 0, "op": "admission", "caller": "A", "args": {"fullName": "Ana", "utility": "LIGHT"}, "expect": {"value": true}}"#,
    #"{"t": 1, "op": "admission", "caller": "B", "args": {"fullName": "Bob", "utility": "LIGHT"}, "expect": {"bind": "a1"}, "state": {"ref.$a1.kind": "admission", "ref.$a1.address": "B", "ref.$a1.end": 11}}"#,
    #"{"t": 2, "op": "vote", "caller": "A", "args": {"ref": "$a1", "answer": true}, "expect": {"value": true}, "state": {"ref.$a1.ballot.A": true, "ref.$a1.ballot.B": null}}"#,
    #"{"t": 12, "op": "admissionResult", "caller": "A", "args": {"ref": "$a1"}, "expect": {"value": true}, "events": ["membership"], "state": {"member.B.seq": 1, "group.members": 2}}"#,
  ]

  private static let plant =
    [
      #"{"t": 20, "op": "powerUp", "caller": "A", "args": {"capacityW": 100000, "cost": 500000, "utility": "LIGHT", "timeToMarket": 5}, "expect": {"bind": "r1"}, "events": ["process"]}"#
    ] + votes("r1", at: 21) + [
      #"{"t": 31, "op": "powerUpResult", "caller": "A", "args": {"ref": "$r1"}, "expect": {"bind": "p1"}, "events": ["process", "process"], "state": {"plant.$p1.status": "funding", "crowd.$p1.end": 51, "plant.$p1.ref": "$r1"}}"#,
      #"{"t": 32, "op": "bid", "caller": "A", "args": {"plant": "$p1", "amount": 300000}, "expect": {"value": true}, "events": ["offer"]}"#,
      #"{"t": 33, "op": "bid", "caller": "B", "args": {"plant": "$p1", "amount": 100000}, "expect": {"value": true}, "state": {"crowd.$p1.bid.B": 100000, "crowd.$p1.remaining": 100000}}"#,
      #"{"t": 34, "op": "changeBid", "caller": "B", "args": {"plant": "$p1", "amount": 200000}, "expect": {"value": true}, "events": ["change"], "state": {"crowd.$p1.total": 500000}}"#,
      #"{"t": 52, "op": "powerUpResult", "caller": "B", "args": {"plant": "$p1"}, "expect": {"value": true}, "state": {"plant.$p1.status": "building", "plant.$p1.funders": 2, "crowd.$p1.success": true}}"#,
      #"{"t": 56, "op": "powerUpResult", "caller": "B", "args": {"plant": "$p1"}, "expect": {"error": "notReady"}, "events": ["invalid"]}"#,
      #"{"t": 57, "op": "powerUpResult", "caller": "B", "args": {"ref": "Rnone", "plant": "$p1"}, "expect": {"value": true}, "events": ["transfer", "transfer", "process"], "state": {"plant.$p1.hasStarted": true, "member.A.quotaW": 60000, "member.B.tokens_mSEB": 40000, "group.issued_mSEB": 100000, "group.operatingW.LIGHT": 100000}}"#,
      #"{"t": 57, "op": "powerUpResult", "caller": "B", "args": {"plant": "$p1"}, "expect": {"noop": "nothingToDo"}, "events": []}"#,
    ]

  private static let registers =
    [
      #"{"t": 58, "op": "trade", "caller": "A", "witness": ["B", "A"], "args": {"to": "B", "quotaW": 10000, "tokens_mSEB": 4000}, "expect": {"value": true}, "events": ["transfer"], "state": {"member.A.quotaW": 50000, "member.A.tokens_mSEB": 64000, "member.B.quotaW": 50000, "member.B.tokens_mSEB": 36000}}"#,
      #"{"t": 59, "op": "changeProfile", "caller": "B", "args": {"member": "B", "field": "fullName", "value": "Bob 2"}, "expect": {"value": true}, "state": {"member.B.fullName": "Bob 2"}}"#,
      #"{"t": 60, "op": "changeRegister", "caller": "A", "args": {"member": "B", "field": "tokens", "value": 30000}, "expect": {"bind": "r2"}, "state": {"ref.$r2.value": 30000, "ref.$r2.field": "tokens"}}"#,
    ] + votes("r2", at: 61) + [
      #"{"t": 71, "op": "changeResult", "caller": "A", "args": {"ref": "$r2"}, "expect": {"value": true}, "events": ["process", "change"], "state": {"group.reserveTokens_mSEB": 6000, "member.B.tokens_mSEB": 30000, "ref.$r2.executed": true}}"#
    ]

  private static let changes =
    [
      #"{"t": 72, "op": "changeUtility", "caller": "B", "args": {"plant": "$p1", "name": "ENEL"}, "expect": {"bind": "r3"}}"#
    ] + votes("r3", at: 73) + [
      #"{"t": 83, "op": "changeResult", "caller": "A", "args": {"ref": "$r3"}, "expect": {"value": true}, "state": {"member.A.utility": "ENEL", "plant.$p1.utility": "ENEL", "group.operatingW.LIGHT": 0}}"#,
      #"{"t": 84, "op": "powerUp", "caller": "A", "args": {"capacityW": 1000, "cost": 100, "utility": "ENEL", "timeToMarket": 5}, "expect": {"bind": "r4"}}"#,
    ] + votes("r4", at: 85) + [
      #"{"t": 95, "op": "powerUpResult", "caller": "A", "args": {"ref": "$r4"}, "expect": {"bind": "p2"}}"#,
      #"{"t": 96, "op": "changeTimeToMarket", "caller": "A", "args": {"plant": "$p2", "seconds": 50}, "expect": {"bind": "r5"}}"#,
    ] + votes("r5", at: 97) + [
      #"{"t": 107, "op": "changeResult", "caller": "A", "args": {"ref": "$r5"}, "expect": {"value": true}, "state": {"plant.$p2.timeToMarket": 50}}"#,
      #"{"t": 108, "op": "deletePlant", "caller": "A", "args": {"plant": "$p2"}, "expect": {"bind": "r6"}}"#,
    ] + votes("r6", at: 109) + [
      #"{"t": 119, "op": "changeResult", "caller": "A", "args": {"ref": "$r6"}, "expect": {"value": true}, "state": {"plant.$p2.status": "deleted", "group.plants": 1}}"#,
      #"{"t": 120, "op": "deleteMember", "caller": "A", "args": {"member": "B"}, "expect": {"bind": "r7"}}"#,
    ] + votes("r7", at: 121)

  private static let end = [
    #"{"t": 131, "op": "changeResult", "caller": "A", "args": {"ref": "$r7"}, "expect": {"value": true}, "state": {"member.B.exists": false, "member.A.quotaW": 100000, "group.reserveTokens_mSEB": 36000}}"#,
    #"{"t": 132, "op": "listMembers", "caller": "A", "expect": {"value": ["A"]}}"#,
    #"{"t": 132, "op": "listPlants", "caller": "A", "args": {}, "expect": {"value": ["$p1"]}}"#,
    #"{"t": 132, "op": "summary", "caller": "X", "args": {"id": "$p1"}, "expect": {"value": ["operating", 100000, 500000, "ENEL", 31, 51, 500000, 2, true]}}"#,
    #"{"t": 132, "op": "summary", "caller": "A", "args": {"id": "A", "option": "detailed"}, "expect": {"value": ["Ana", "ENEL", 100000, 64000, [["$p1", 300000]]]}}"#,
    #"{"t": 132, "op": "summary", "caller": "A", "args": {"id": "$r7", "option": "outcome"}, "expect": {"value": true}}"#,
    #"{"t": 132, "op": "summary", "caller": "X", "args": {}, "expect": {"value": [0, 5000000, 1, 1, "Sharing Electricity in Brazil", "SEB", 100000]}}"#,
    #"{"t": 132, "op": "credit", "args": {"utility": "ENEL", "energyWh": 1000.5}, "expect": {"value": {"A": 1000.5, "_unallocated": 0}}}"#,
    #"{"t": 132, "op": "fly", "caller": "A", "args": {"to": ["the", {"moon": 1.5}]}, "expect": {"error": "unknownOperation"}}"#,
    #"{"t": 132, "op": "check", "state": {"group.referendums": 8, "group.issued_mSEB": 100000, "group.unallocatedW.ENEL": 0}}"#,
  ]
}
