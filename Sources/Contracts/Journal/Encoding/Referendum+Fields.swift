extension Referendum {
  /// Appends everything but the identifier, which is the place in the list, and the numbers of
  /// ballots, which follow from the ballots.
  func encode(into encoder: inout FieldEncoder) {
    encoder.append(subject)
    encoder.append(start)
    encoder.append(end)
    encoder.append(electorCount)
    encoder.append(firstSequenceWithoutVote)
    encoder.append(hasResult)
    encoder.append(outcome)
    encoder.append(isExecuted)
    encoder.append(ballots)
  }

  init(
    id: ReferendumID, from decoder: inout FieldDecoder
  ) throws(ContractDecodingError) {
    let subject: ReferendumSubject = try decoder.value()
    let start: Int64 = try decoder.value()
    let end: Int64 = try decoder.value()
    let electorCount: Int64 = try decoder.value()
    let firstSequenceWithoutVote: Int64 = try decoder.value()
    self.init(
      id: id, subject: subject, start: start, end: end, electorCount: electorCount,
      firstSequenceWithoutVote: firstSequenceWithoutVote)
    hasResult = try decoder.value()
    outcome = try decoder.value()
    isExecuted = try decoder.value()
    ballots = try decoder.value()
    voteCount = ballots.cast.reduce(0) { $0 + Int64($1.nonzeroBitCount) }
    yesCount = ballots.yes.reduce(0) { $0 + Int64($1.nonzeroBitCount) }
  }
}

extension BallotBox: FieldCodable {
  func encode(into encoder: inout FieldEncoder) {
    encoder.append(count: 2 * cast.count)
    for (cast, yes) in zip(cast, yes) {
      encoder.append(number: Int64(bitPattern: cast))
      encoder.append(number: Int64(bitPattern: yes))
    }
  }

  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    let words: [Int64] = try decoder.list()
    guard words.count.isMultiple(of: 2) else { throw decoder.fault(.impossibleCount) }
    self.init(
      cast: stride(from: 0, to: words.count, by: 2).map { UInt64(bitPattern: words[$0]) },
      yes: stride(from: 1, to: words.count, by: 2).map { UInt64(bitPattern: words[$0]) })
    guard zip(cast, yes).allSatisfy({ $1 & ~$0 == 0 }) else {
      throw decoder.fault(.inconsistent("somebody who did not vote voted yes"))
    }
  }
}

extension MemberIdentity: FieldCodable {
  func encode(into encoder: inout FieldEncoder) {
    encoder.append(address)
    encoder.append(sequence)
  }

  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    self.init(address: try decoder.value(), sequence: try decoder.value())
  }
}

extension ReferendumSubject: FieldCodable {
  func encode(into encoder: inout FieldEncoder) {
    switch self {
    case .admission(let address, let fullName, let utility):
      encoder.append(code: 0)
      encoder.append(address)
      encoder.append(fullName)
      encoder.append(utility)
    case .newPlant(let proposal):
      encoder.append(code: 1)
      encoder.append(proposal)
    case .register(let identity, let field, let value):
      encoder.append(code: 2)
      encoder.append(identity)
      encoder.append(field)
      encoder.append(value)
    case .deleteMember(let identity):
      encoder.append(code: 3)
      encoder.append(identity)
    case .utility(let id, let name):
      encoder.append(code: 4)
      encoder.append(id)
      encoder.append(name)
    case .deletePlant(let id):
      encoder.append(code: 5)
      encoder.append(id)
    case .timeToMarket(let id, let seconds):
      encoder.append(code: 6)
      encoder.append(id)
      encoder.append(seconds)
    }
  }

  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    switch try decoder.code() {
    case 0:
      self = .admission(
        try decoder.value(), fullName: try decoder.value(), utility: try decoder.value())
    case 1: self = .newPlant(try decoder.value())
    case 2:
      self = .register(try decoder.value(), try decoder.value(), value: try decoder.value())
    case 3: self = .deleteMember(try decoder.value())
    case 4: self = .utility(try decoder.value(), try decoder.value())
    case 5: self = .deletePlant(try decoder.value())
    case 6: self = .timeToMarket(try decoder.value(), seconds: try decoder.value())
    default: throw decoder.fault(.unknownCode)
    }
  }
}
