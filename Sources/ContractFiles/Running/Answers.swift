import Contracts

extension ReplayValue {
  /// What the contract answered.
  init(_ value: ContractValue) {
    self =
      switch value {
      case .boolean(let boolean): .boolean(boolean)
      case .integer(let integer): .integer(integer)
      case .text(let text): .text(text)
      case .referendum(let id): .text(id.description)
      case .plant(let id): .text(id.description)
      case .member(let address): .text(address.text)
      case .list(let values): .list(values.map { ReplayValue($0) })
      }
  }
}

extension ContractResult {
  /// The answer in the words of a message.
  var shown: String {
    switch self {
    case .value(let value): "value \(ReplayValue(value))"
    case .error(let code): "error '\(code.rawValue)'"
    case .noop(let code): "noop '\(code.rawValue)'"
    }
  }
}

extension ReplayExpectation {
  /// The expectation in the words of a message.
  var description: String {
    switch self {
    case .value(let value): "value \(value)"
    case .binding(let name): "an id for '$\(ContractFiles.shown(name))'"
    case .error(let code): "error '\(code.rawValue)'"
    case .noop(let code): "noop '\(code.rawValue)'"
    }
  }
}
