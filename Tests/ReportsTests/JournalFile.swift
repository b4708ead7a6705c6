import Contracts
import Quantities
import ResultFiles

/// A result file with the call journal of a short history.
struct JournalFile {
  static let group = "contract/journal"

  var contract: QuotaContract
  var journal: CallJournal
  var batch = JournalBatch()

  /// A history of trades, refused trades and questions.
  init(calls: Int, isSigned: Bool) throws {
    let addresses: [MemberAddress] = ["Ana", "Bob", "Cid"]
    contract = try QuotaContract(
      foundingMembers: addresses.map {
        FoundingMember(
          address: $0, fullName: $0.text, utility: "LIGHT", quota: Quota(watts: 1000),
          tokens: Tokens(milliSEB: 1000))
      }, startTime: 1_956_524_400)
    journal = CallJournal(
      signingWith: isSigned ? WitnessKeys(seed: 1, addresses: addresses) : nil)
    journal.append(genesisOf: contract, to: &batch)
    for index in 0..<calls {
      let (caller, other) = (addresses[index % 3], addresses[(index + 1) % 3])
      let operation: ContractOperation =
        index % 5 == 4
        ? .summary(.member(other), .brief)
        : .trade(to: other, quota: Quota(watts: Int64(index % 4)), tokens: Tokens(milliSEB: 1))
      var events: [ContractEvent] = []
      _ = try contract.apply(
        ContractCall(
          time: contract.time + Int64(index % 2), caller: caller,
          cosigners: index % 3 == 0 ? [] : [other], operation: operation),
        events: &events, journal: &journal, batch: &batch)
    }
  }

  static func table(isSigned: Bool) -> Table {
    Table(
      path: group, rowDimension: "record", longName: "Sequence number of the record",
      columns: [
        TableColumn(
          "contract_time", type: .int64,
          VariableDescription(
            units: "seconds since 1970-01-01T00:00:00Z",
            longName: "The contract's clock, in whole seconds",
            attributes: [NamedAttribute("calendar", "proleptic_gregorian")])),
        TableColumn(
          name: "kind", type: .int8, longName: "Kind of the record",
          flags: Flags(["genesis", "call", "event"])),
        TableColumn(name: "record_name", type: .text, longName: "Operation or event"),
        .bytes(name: "payload", longName: "Fields of the record in the journal's encoding"),
        .bytes(
          name: "sha256", width: 32, longName: "Hash of the record and of the hash before it"),
      ]
        + (isSigned
          ? [.bytes(name: "signatures", longName: "Ed25519 signatures of the witnesses")] : []))
  }

  /// Writes the file; without the end when it is left out.
  func write(to path: String, hasEnd: Bool = true) throws {
    let isSigned = !batch.signatures.isEmpty
    let timeAxis = TimeAxis(
      start: Instant(seconds: 1_956_524_400), intervalNanoseconds: 900_000_000_000, count: 1)
    var writer = try ResultFileWriter(
      creating: path, schema: ResultSchema(tables: [Self.table(isSigned: isSigned)]),
      timeAxis: timeAxis, options: WriterOptions(memoryBudget: 1 << 20, overwrites: true))
    let table = writer.table(at: Self.group)
    let time = writer.column(named: "contract_time", of: table)
    let kind = writer.column(named: "kind", of: table)
    let name = writer.column(named: "record_name", of: table)
    let payload = writer.column(named: "payload", of: table)
    let hash = writer.column(named: "sha256", of: table)
    let signatures = isSigned ? writer.column(named: "signatures", of: table) : nil
    for index in 0..<batch.count {
      writer.append(batch.times[index], to: time)
      writer.append(Int64(batch.kinds[index].rawValue), to: kind)
      writer.append(batch.names[index], to: name)
      writer.append(bytes: batch.payloads[batch.payloadRange(of: index)], to: payload)
      writer.append(bytes: batch.hashes[batch.hashRange(of: index)], to: hash)
      if let signatures {
        writer.append(bytes: batch.signatures[batch.signatureRange(of: index)], to: signatures)
      }
      try writer.endRow(of: table)
    }
    try writer.endInterval()
    try writer.finish(trailing: hasEnd ? [end] : [])
  }

  private var end: ResultGroup {
    ResultGroup(
      path: "contract",
      scalars: [
        Scalar("record_count", .integer(journal.recordCount), longName: "Records of the journal"),
        Scalar(
          "last_sha256", .text(journal.lastHash.description),
          longName: "Hash of the last record, hexadecimal"),
      ],
      blobs: [
        Blob(
          "end_state", contract.state.encoded(),
          longName: "State of the contract at the end, in the journal's encoding")
      ])
  }
}
