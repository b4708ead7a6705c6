import Quantities

extension ContractState {
  static let domainTag = "mgsim contract state 1"

  /// The bytes of the whole state, the same on every platform; <doc:Journal> describes them.
  public func encoded() -> [UInt8] {
    var encoder = FieldEncoder()
    encode(into: &encoder)
    return Array(encoder.bytes)
  }

  /// Restores a state that was saved.
  ///
  /// - Throws: ``ContractDecodingError`` when the bytes are no state, or one that no contract can be
  ///   in: a contract can go on from every state that is restored.
  public init(decoding bytes: [UInt8]) throws(ContractDecodingError) {
    var decoder = FieldDecoder(bytes)
    try self.init(from: &decoder)
    try decoder.finish()
  }
}

extension ContractState: FieldCodable {
  func encode(into encoder: inout FieldEncoder) {
    encoder.append(text: Self.domainTag)
    encoder.append(rules)
    encoder.append(listOf: members)
    encoder.append(listOf: areas)
    encoder.append(count: referendums.count)
    for referendum in referendums { referendum.encode(into: &encoder) }
    encoder.append(count: plants.count)
    for plant in plants { plant.encode(into: &encoder) }
    encoder.append(issuedTokens)
    encoder.append(reserveTokens)
    encoder.append(isFounded)
    encoder.append(nextSequence)
    encoder.append(proposedCapacity)
  }

  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    guard try decoder.text() == Self.domainTag else { throw decoder.fault(.unknownCode) }
    self.init(rules: try decoder.value())
    members = try decoder.list()
    areas = try decoder.list()
    let referendumCount = try decoder.count()
    referendums.reserveCapacity(referendumCount)
    for index in 0..<referendumCount {
      let id = ReferendumID(Int64(index) + 1)
      referendums.append(try Referendum(id: id, from: &decoder))
    }
    let plantCount = try decoder.count()
    plants.reserveCapacity(plantCount)
    for index in 0..<plantCount {
      plants.append(try PowerPlant(id: PlantID(Int64(index) + 1), from: &decoder))
    }
    issuedTokens = try decoder.value()
    reserveTokens = try decoder.value()
    isFounded = try decoder.value()
    nextSequence = try decoder.value()
    proposedCapacity = try decoder.value()
    try indexWhatFollows(decoder)
    if let contradiction { throw decoder.fault(.inconsistent(contradiction)) }
  }

  /// Sets what follows from the lists: the places of the members, the admissions that are not
  /// resolved and the number of deleted plants.
  private mutating func indexWhatFollows(
    _ decoder: FieldDecoder
  ) throws(ContractDecodingError) {
    for (index, member) in members.enumerated() {
      guard memberIndices.updateValue(index, forKey: member.address) == nil else {
        throw decoder.fault(.inconsistent("two members have the address '\(member.address)'"))
      }
    }
    for referendum in referendums where !referendum.hasResult {
      guard case .admission(let applicant, _, _) = referendum.subject else { continue }
      guard memberIndices[applicant] == nil,
        pendingAdmissions.updateValue(referendum.id, forKey: applicant) == nil
      else {
        throw decoder.fault(.inconsistent("'\(applicant)' can't be admitted twice"))
      }
    }
    deletedPlantCount = Int64(plants.count { $0.status == .deleted })
  }
}

extension ContractMember: FieldCodable {
  func encode(into encoder: inout FieldEncoder) {
    encoder.append(sequence)
    encoder.append(address)
    encoder.append(fullName)
    encoder.append(utility)
    encoder.append(quota)
    encoder.append(tokens)
  }

  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    self.init(
      sequence: try decoder.value(), address: try decoder.value(), fullName: try decoder.value(),
      utility: try decoder.value(), quota: try decoder.value(), tokens: try decoder.value())
  }
}

extension UtilityArea: FieldCodable {
  func encode(into encoder: inout FieldEncoder) {
    encoder.append(utility)
    encoder.append(operatingCapacity)
    encoder.append(unallocatedQuota)
  }

  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    self.init(
      utility: try decoder.value(), operatingCapacity: try decoder.value(),
      unallocatedQuota: try decoder.value())
  }
}
