import Quantities

/// A value with one encoding in fields.
protocol FieldCodable {
  func encode(into encoder: inout FieldEncoder)
  init(from decoder: inout FieldDecoder) throws(ContractDecodingError)
}

extension Int64: FieldCodable {
  func encode(into encoder: inout FieldEncoder) { encoder.append(number: self) }
  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    self = try decoder.number()
  }
}

extension Bool: FieldCodable {
  func encode(into encoder: inout FieldEncoder) { encoder.append(code: self ? 1 : 0) }
  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    switch try decoder.code() {
    case 0: self = false
    case 1: self = true
    default: throw decoder.fault(.unknownCode)
    }
  }
}

extension String: FieldCodable {
  func encode(into encoder: inout FieldEncoder) { encoder.append(text: self) }
  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    self = try decoder.text()
  }
}

// MARK: Quantities and names

extension Quota: FieldCodable {
  func encode(into encoder: inout FieldEncoder) { encoder.append(number: watts) }
  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    self.init(watts: try decoder.number())
  }
}

extension Tokens: FieldCodable {
  func encode(into encoder: inout FieldEncoder) { encoder.append(number: milliSEB) }
  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    self.init(milliSEB: try decoder.number())
  }
}

extension MemberAddress: FieldCodable {
  func encode(into encoder: inout FieldEncoder) { encoder.append(text: text) }
  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    self.init(try decoder.text())
  }
}

extension UtilityName: FieldCodable {
  func encode(into encoder: inout FieldEncoder) { encoder.append(text: text) }
  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    self.init(try decoder.text())
  }
}

extension ReferendumID: FieldCodable {
  func encode(into encoder: inout FieldEncoder) { encoder.append(number: number) }
  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    self.init(try decoder.number())
  }
}

extension PlantID: FieldCodable {
  func encode(into encoder: inout FieldEncoder) { encoder.append(number: number) }
  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    self.init(try decoder.number())
  }
}

// MARK: Enumerations with raw values

extension FieldCodable where Self: RawRepresentable, RawValue == String {
  func encode(into encoder: inout FieldEncoder) { encoder.append(text: rawValue) }
  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    guard let value = Self(rawValue: try decoder.text()) else {
      throw decoder.fault(.unknownCode)
    }
    self = value
  }
}

extension FieldCodable where Self: RawRepresentable, RawValue == UInt8 {
  func encode(into encoder: inout FieldEncoder) { encoder.append(code: rawValue) }
  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    guard let value = Self(rawValue: try decoder.code()) else {
      throw decoder.fault(.unknownCode)
    }
    self = value
  }
}

extension ContractErrorCode: FieldCodable {}
extension ContractNoopCode: FieldCodable {}
extension ProfileField: FieldCodable {}
extension RegisterField: FieldCodable {}
extension ContractRules.MajorityBase: FieldCodable {}
extension PlantStatus: FieldCodable {}
extension MembershipStep: FieldCodable {}
extension NotExecutableReason: FieldCodable {}
