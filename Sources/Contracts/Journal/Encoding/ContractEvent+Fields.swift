extension ContractEvent {
  /// Appends what the event tells beyond its name.
  func encode(into encoder: inout FieldEncoder) {
    switch self {
    case .transfer(let from, let to, let quota, let tokens):
      encoder.append(from != nil)
      if let from { encoder.append(from) }
      encoder.append(to)
      encoder.append(quota)
      encoder.append(tokens)
    case .retract(let id, let address, let amount), .offer(let id, let address, let amount):
      encoder.append(id)
      encoder.append(address)
      encoder.append(amount)
    case .membership(let address, let step):
      encoder.append(address)
      encoder.append(step)
    case .process(let subject, let step):
      encoder.append(subject)
      encoder.append(step)
    case .ballot(let id, let address, let answer):
      encoder.append(id)
      encoder.append(address)
      encoder.append(answer)
    case .change(let subject): encoder.append(subject)
    case .invalid(let operation, let error):
      encoder.append(operation)
      encoder.append(error)
    }
  }

  /// Reads the event that a record with a name tells of.
  init(name: String, from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    switch name {
    case "transfer":
      let from: MemberAddress? = try decoder.value(Bool.self) ? try decoder.value() : nil
      self = .transfer(
        from: from, to: try decoder.value(), quota: try decoder.value(),
        tokens: try decoder.value())
    case "retract":
      self = .retract(try decoder.value(), try decoder.value(), amount: try decoder.value())
    case "membership": self = .membership(try decoder.value(), try decoder.value())
    case "process": self = .process(try decoder.value(), try decoder.value())
    case "ballot":
      self = .ballot(try decoder.value(), try decoder.value(), answer: try decoder.value())
    case "offer":
      self = .offer(try decoder.value(), try decoder.value(), amount: try decoder.value())
    case "change": self = .change(try decoder.value())
    case "invalid": self = .invalid(operation: try decoder.value(), error: try decoder.value())
    default: throw decoder.fault(.unknownCode)
    }
  }
}

extension ProcessSubject: FieldCodable {
  func encode(into encoder: inout FieldEncoder) {
    switch self {
    case .referendum(let id):
      encoder.append(code: 0)
      encoder.append(id)
    case .plant(let id):
      encoder.append(code: 1)
      encoder.append(id)
    }
  }

  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    switch try decoder.code() {
    case 0: self = .referendum(try decoder.value())
    case 1: self = .plant(try decoder.value())
    default: throw decoder.fault(.unknownCode)
    }
  }
}

extension ProcessStep: FieldCodable {
  func encode(into encoder: inout FieldEncoder) {
    switch self {
    case .started: encoder.append(code: 0)
    case .registered: encoder.append(code: 1)
    case .crowdfunding: encoder.append(code: 2)
    case .building: encoder.append(code: 3)
    case .operating: encoder.append(code: 4)
    case .fundingFailed: encoder.append(code: 5)
    case .approved: encoder.append(code: 6)
    case .denied: encoder.append(code: 7)
    case .notExecutable(let reason):
      encoder.append(code: 8)
      encoder.append(reason)
    }
  }

  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    switch try decoder.code() {
    case 0: self = .started
    case 1: self = .registered
    case 2: self = .crowdfunding
    case 3: self = .building
    case 4: self = .operating
    case 5: self = .fundingFailed
    case 6: self = .approved
    case 7: self = .denied
    case 8: self = .notExecutable(try decoder.value())
    default: throw decoder.fault(.unknownCode)
    }
  }
}

extension ChangeSubject: FieldCodable {
  func encode(into encoder: inout FieldEncoder) {
    switch self {
    case .profile(let address):
      encoder.append(code: 0)
      encoder.append(address)
    case .bid(let id, let address):
      encoder.append(code: 1)
      encoder.append(id)
      encoder.append(address)
    case .register(let address):
      encoder.append(code: 2)
      encoder.append(address)
    case .utility(let id):
      encoder.append(code: 3)
      encoder.append(id)
    case .timeToMarket(let id):
      encoder.append(code: 4)
      encoder.append(id)
    case .plant(let id):
      encoder.append(code: 5)
      encoder.append(id)
    }
  }

  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    switch try decoder.code() {
    case 0: self = .profile(try decoder.value())
    case 1: self = .bid(try decoder.value(), try decoder.value())
    case 2: self = .register(try decoder.value())
    case 3: self = .utility(try decoder.value())
    case 4: self = .timeToMarket(try decoder.value())
    case 5: self = .plant(try decoder.value())
    default: throw decoder.fault(.unknownCode)
    }
  }
}
