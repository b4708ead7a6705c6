extension PowerPlant {
  /// Appends everything but the identifier, which is the place in the list.
  func encode(into encoder: inout FieldEncoder) {
    encoder.append(referendum)
    encoder.append(
      PlantProposal(
        capacity: capacity, cost: cost, utility: utility, timeToMarket: timeToMarket))
    encoder.append(status)
    encoder.append(funderCount)
    encoder.append(hasStarted)
    encoder.append(crowdfunding.start)
    encoder.append(crowdfunding.end)
    encoder.append(crowdfunding.isSuccess)
    encoder.append(crowdfunding.hasResult)
    encoder.append(listOf: crowdfunding.bids)
  }

  init(id: PlantID, from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    let referendum: ReferendumID = try decoder.value()
    let proposal: PlantProposal = try decoder.value()
    let status: PlantStatus = try decoder.value()
    let funderCount: Int64 = try decoder.value()
    let hasStarted: Bool = try decoder.value()
    let start: Int64 = try decoder.value()
    let end: Int64 = try decoder.value()
    self.init(id: id, referendum: referendum, proposal, start: start, end: end)
    self.status = status
    self.funderCount = funderCount
    self.hasStarted = hasStarted
    crowdfunding.isSuccess = try decoder.value()
    crowdfunding.hasResult = try decoder.value()
    try add(try decoder.list(), decoder)
  }

  /// Adds bids, which must be positive, in the order of admission, and within the cost together.
  private mutating func add(
    _ bids: [CrowdfundingBid], _ decoder: FieldDecoder
  ) throws(ContractDecodingError) {
    var last: Int64 = -1
    for bid in bids {
      guard bid.sequence > last else {
        throw decoder.fault(.inconsistent("the bids for plant \(id) are not in order"))
      }
      guard bid.amount > 0, bid.amount <= remaining else {
        throw decoder.fault(.inconsistent("the bids for plant \(id) are not within its cost"))
      }
      crowdfunding.setBid(bid.amount, of: bid.sequence, bid.address)
      last = bid.sequence
    }
  }
}

extension CrowdfundingBid: FieldCodable {
  func encode(into encoder: inout FieldEncoder) {
    encoder.append(sequence)
    encoder.append(address)
    encoder.append(amount)
  }

  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    self.init(
      sequence: try decoder.value(), address: try decoder.value(), amount: try decoder.value())
  }
}
