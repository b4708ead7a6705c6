extension ContractOperation {
  /// The name of the records of the operation: one of a closed list.
  ///
  /// What an unrecognized operation was called is an argument of it: that text comes from outside,
  /// and may be the name of an operation whose arguments were wrong.
  var recordName: String {
    if case .unrecognized = self { return "unrecognized" }
    return name
  }

  /// Appends the arguments.
  func encodeArguments(into encoder: inout FieldEncoder) {
    switch self {
    case .admission(let fullName, let utility):
      encoder.append(fullName)
      encoder.append(utility)
    case .admissionResult(let id), .changeResult(let id): encoder.append(id)
    case .vote(let id, let answer):
      encoder.append(id)
      encoder.append(answer)
    case .powerUp(let proposal): encoder.append(proposal)
    case .powerUpResult(let subject): encoder.append(subject)
    case .bid(let id, let amount), .changeBid(let id, let amount):
      encoder.append(id)
      encoder.append(amount)
    case .changeProfile(let address, let field, let value):
      encoder.append(address)
      encoder.append(field)
      encoder.append(value)
    case .changeRegister(let address, let field, let value):
      encoder.append(address)
      encoder.append(field)
      encoder.append(value)
    case .deleteMember(let address): encoder.append(address)
    case .changeUtility(let id, let name):
      encoder.append(id)
      encoder.append(name)
    case .changeTimeToMarket(let id, let seconds):
      encoder.append(id)
      encoder.append(seconds)
    case .deletePlant(let id): encoder.append(id)
    case .trade(let to, let quota, let tokens):
      encoder.append(to)
      encoder.append(quota)
      encoder.append(tokens)
    case .summary(let subject, let option):
      encoder.append(subject)
      encoder.append(option)
    case .listMembers, .listPlants: break
    case .unrecognized(let name): encoder.append(name)
    }
  }

  /// Reads the arguments of the operation that records with a name tell of.
  init(
    recordName: String, argumentsFrom decoder: inout FieldDecoder
  ) throws(ContractDecodingError) {
    switch recordName {
    case "admission":
      self = .admission(fullName: try decoder.value(), utility: try decoder.value())
    case "admissionResult": self = .admissionResult(try decoder.value())
    case "vote": self = .vote(try decoder.value(), answer: try decoder.value())
    case "changeResult": self = .changeResult(try decoder.value())
    case "powerUp": self = .powerUp(try decoder.value())
    case "powerUpResult": self = .powerUpResult(try decoder.value())
    case "bid": self = .bid(try decoder.value(), amount: try decoder.value())
    case "changeBid": self = .changeBid(try decoder.value(), amount: try decoder.value())
    case "changeProfile":
      self = .changeProfile(
        try decoder.value(), try decoder.value(), value: try decoder.value())
    case "changeRegister":
      self = .changeRegister(
        try decoder.value(), try decoder.value(), value: try decoder.value())
    case "deleteMember": self = .deleteMember(try decoder.value())
    case "changeUtility": self = .changeUtility(try decoder.value(), try decoder.value())
    case "changeTimeToMarket":
      self = .changeTimeToMarket(try decoder.value(), seconds: try decoder.value())
    case "deletePlant": self = .deletePlant(try decoder.value())
    case "trade":
      self = .trade(
        to: try decoder.value(), quota: try decoder.value(), tokens: try decoder.value())
    case "summary": self = .summary(try decoder.value(), try decoder.value())
    case "listMembers": self = .listMembers
    case "listPlants": self = .listPlants
    case "unrecognized": self = .unrecognized(name: try decoder.value())
    default: throw decoder.fault(.unknownCode)
    }
  }
}

extension PlantProposal: FieldCodable {
  func encode(into encoder: inout FieldEncoder) {
    encoder.append(capacity)
    encoder.append(cost)
    encoder.append(utility)
    encoder.append(timeToMarket)
  }

  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    self.init(
      capacity: try decoder.value(), cost: try decoder.value(), utility: try decoder.value(),
      timeToMarket: try decoder.value())
  }
}

extension PowerUpSubject: FieldCodable {
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

extension SummarySubject: FieldCodable {
  func encode(into encoder: inout FieldEncoder) {
    switch self {
    case .member(let address):
      encoder.append(code: 0)
      encoder.append(address)
    case .plant(let id):
      encoder.append(code: 1)
      encoder.append(id)
    case .referendum(let id):
      encoder.append(code: 2)
      encoder.append(id)
    case .group: encoder.append(code: 3)
    }
  }

  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    switch try decoder.code() {
    case 0: self = .member(try decoder.value())
    case 1: self = .plant(try decoder.value())
    case 2: self = .referendum(try decoder.value())
    case 3: self = .group
    default: throw decoder.fault(.unknownCode)
    }
  }
}

extension SummaryOption: FieldCodable {
  func encode(into encoder: inout FieldEncoder) {
    switch self {
    case .brief: encoder.append(code: 0)
    case .detailed: encoder.append(code: 1)
    case .field(let name):
      encoder.append(code: 2)
      encoder.append(name)
    }
  }

  init(from decoder: inout FieldDecoder) throws(ContractDecodingError) {
    switch try decoder.code() {
    case 0: self = .brief
    case 1: self = .detailed
    case 2: self = .field(try decoder.value())
    default: throw decoder.fault(.unknownCode)
    }
  }
}
