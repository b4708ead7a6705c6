/// The first record of a journal that is not what was written.
public struct JournalFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong with a record.
  public enum Reason: Hashable, Sendable {
    /// The sequence number does not follow.
    case sequence
    /// The hash is not that of the record and its predecessor.
    case hash
    /// The first record does not tell of the start, or a later one does.
    case genesis
    /// The time is earlier than that of the record before, or an event has another than its call.
    case time
    /// The payload is not in the encoding.
    case encoding(ContractDecodingError)
    /// There are not as many signatures as witnesses.
    case signatureCount
    /// A witness did not sign the call, or may not sign at all.
    case signature(MemberAddress)
    /// The call has another result when it is carried out again.
    case result
    /// The event is not the one that the call causes when it is carried out again.
    case event
    /// The records end too early or too late.
    case end
    /// The state at the end is not the one that the calls lead to.
    case endState
    /// The record could not be read.
    case damaged
  }

  /// The place of the record, from 0.
  public let position: Int64
  /// What is wrong with it.
  public let reason: Reason

  /// Creates a finding.
  public init(position: Int64, reason: Reason) {
    self.position = position
    self.reason = reason
  }

  public var description: String {
    let finding =
      switch reason {
      case .sequence: "has a sequence number that does not follow"
      case .hash: "was changed: its hash does not fit"
      case .genesis: "is out of place: a journal starts with its genesis and has only one"
      case .time: "does not have the time that must follow"
      case .encoding(let error): "can't be decoded: \(error)"
      case .signatureCount: "does not have a signature for each witness"
      case .signature(let witness): "was not signed by '\(witness)'"
      case .result: "tells of another result than the call has"
      case .event: "is not the event that follows from the call"
      case .end: "is not where the journal ended: records are missing or were added"
      case .endState: "is the last, but the calls lead to another state than the one at the end"
      case .damaged: "is damaged and can't be read"
      }
    return "record \(position) of the call journal \(finding)."
  }
}
