import Quantities

extension ContractRules: FieldCodable {
  func encode(into encoder: inout FieldEncoder) {
    encoder.append(majorityBase)
    encoder.append(referendumWindow)
    encoder.append(crowdfundingWindow)
    encoder.append(minimumTimeToMarket)
    encoder.append(minimumOffer)
    encoder.append(maximumPlantCapacity)
  }

  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    let majorityBase: MajorityBase = try decoder.value()
    let referendumWindow: Int64 = try decoder.value()
    let crowdfundingWindow: Int64 = try decoder.value()
    let minimumTimeToMarket: Int64 = try decoder.value()
    let minimumOffer: Int64 = try decoder.value()
    let maximumPlantCapacity: Quota = try decoder.value()
    do throws(ContractRulesError) {
      try self.init(
        majorityBase: majorityBase, referendumWindow: referendumWindow,
        crowdfundingWindow: crowdfundingWindow, minimumTimeToMarket: minimumTimeToMarket,
        minimumOffer: minimumOffer, maximumPlantCapacity: maximumPlantCapacity)
    } catch {
      throw decoder.fault(.inconsistent("a rule of the contract is not positive"))
    }
  }
}
