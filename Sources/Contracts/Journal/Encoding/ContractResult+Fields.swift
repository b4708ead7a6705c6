extension ContractResult: FieldCodable {
  func encode(into encoder: inout FieldEncoder) {
    switch self {
    case .value(let value):
      encoder.append(code: 0)
      encoder.append(value)
    case .error(let error):
      encoder.append(code: 1)
      encoder.append(error)
    case .noop(let noop):
      encoder.append(code: 2)
      encoder.append(noop)
    }
  }

  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    switch try decoder.code() {
    case 0: self = .value(try decoder.value())
    case 1: self = .error(try decoder.value())
    case 2: self = .noop(try decoder.value())
    default: throw decoder.fault(.unknownCode)
    }
  }
}

extension ContractValue: FieldCodable {
  /// How deeply lists may lie in lists; the contract's own answers have three levels.
  private static let depthLimit = 64

  func encode(into encoder: inout FieldEncoder) {
    switch self {
    case .boolean(let value):
      encoder.append(code: 0)
      encoder.append(value)
    case .integer(let value):
      encoder.append(code: 1)
      encoder.append(value)
    case .text(let value):
      encoder.append(code: 2)
      encoder.append(value)
    case .referendum(let id):
      encoder.append(code: 3)
      encoder.append(id)
    case .plant(let id):
      encoder.append(code: 4)
      encoder.append(id)
    case .member(let address):
      encoder.append(code: 5)
      encoder.append(address)
    case .list(let values):
      encoder.append(code: 6)
      encoder.append(listOf: values)
    }
  }

  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    switch try decoder.code() {
    case 0: self = .boolean(try decoder.value())
    case 1: self = .integer(try decoder.value())
    case 2: self = .text(try decoder.value())
    case 3: self = .referendum(try decoder.value())
    case 4: self = .plant(try decoder.value())
    case 5: self = .member(try decoder.value())
    case 6:
      guard decoder.depth < Self.depthLimit else { throw decoder.fault(.nestedTooDeeply) }
      decoder.depth += 1
      self = .list(try decoder.list())
      decoder.depth -= 1
    default: throw decoder.fault(.unknownCode)
    }
  }
}
