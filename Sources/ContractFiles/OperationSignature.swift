import Contracts
import Quantities

/// How a replay file writes an operation: the arguments, and what they make.
struct OperationSignature: Sendable {
  /// What kind of value an argument has.
  enum Kind: String, Sendable {
    case text = "a text"
    case integer = "a whole number"
    case boolean = "true or false"
  }

  /// An argument.
  struct Parameter: Sendable {
    let name: String
    let kind: Kind
    var isOptional = false
    /// The words of the argument `field` for which the kind is demanded; with other words, which
    /// the contract refuses, the value may be a text or a whole number.
    var fields: [String]?
  }

  /// Arguments that may stand for one another.
  struct Choice: Sendable {
    let names: [String]
    /// Whether more than one of them may be given.
    var allowsSeveral = false
  }

  let name: String
  let parameters: [Parameter]
  /// Arguments of which one must be given.
  let choice: Choice?
  let operation: @Sendable (CallArguments) -> ContractOperation

  init(
    _ name: String, _ parameters: [Parameter] = [], choice: Choice? = nil,
    _ operation: @escaping @Sendable (CallArguments) -> ContractOperation
  ) {
    self.name = name
    self.parameters = parameters
    self.choice = choice
    self.operation = operation
  }

  /// The signature of an operation; `nil` if the contract does not have it.
  static func named(_ name: String) -> OperationSignature? { all.first { isSame($0.name, name) } }
}

extension OperationSignature.Parameter {
  static func text(_ name: String) -> Self { Self(name: name, kind: .text) }
  static func optionalText(_ name: String) -> Self {
    Self(name: name, kind: .text, isOptional: true)
  }
  static func integer(_ name: String) -> Self { Self(name: name, kind: .integer) }
}

extension OperationSignature {
  /// All operations that the contract has.
  static let all: [OperationSignature] = membership + plants + changes + registers

  private static let membership: [OperationSignature] = [
    OperationSignature("admission", [.text("fullName"), .text("utility")]) {
      .admission(fullName: $0.text("fullName"), utility: $0.utility("utility"))
    },
    OperationSignature("admissionResult", [.text("ref")]) {
      .admissionResult($0.referendum("ref"))
    },
    OperationSignature(
      "vote", [.text("ref"), Parameter(name: "answer", kind: .boolean)]
    ) { .vote($0.referendum("ref"), answer: $0.boolean("answer")) },
    OperationSignature("changeResult", [.text("ref")]) { .changeResult($0.referendum("ref")) },
  ]

  private static let plants: [OperationSignature] = [
    OperationSignature(
      "powerUp",
      [.integer("capacityW"), .integer("cost"), .text("utility"), .integer("timeToMarket")]
    ) {
      .powerUp(
        PlantProposal(
          capacity: Quota(watts: $0.integer("capacityW")), cost: $0.integer("cost"),
          utility: $0.utility("utility"), timeToMarket: $0.integer("timeToMarket")))
    },
    OperationSignature(
      "powerUpResult", [.optionalText("ref"), .optionalText("plant")],
      choice: Choice(names: ["ref", "plant"], allowsSeveral: true)
    ) {
      .powerUpResult(
        $0.text("plant").isEmpty ? .referendum($0.referendum("ref")) : .plant($0.plant("plant")))
    },
    OperationSignature("bid", [.text("plant"), .integer("amount")]) {
      .bid($0.plant("plant"), amount: $0.integer("amount"))
    },
    OperationSignature("changeBid", [.text("plant"), .integer("amount")]) {
      .changeBid($0.plant("plant"), amount: $0.integer("amount"))
    },
  ]

  private static let changes: [OperationSignature] = [
    OperationSignature(
      "changeProfile",
      [
        .text("member"), .text("field"),
        Parameter(name: "value", kind: .text, fields: ["fullName", "utility"]),
      ]
    ) {
      .changeProfile(
        $0.member("member"), ProfileField(rawValue: $0.text("field")) ?? .unrecognized,
        value: $0.text("value"))
    },
    OperationSignature(
      "changeRegister",
      [
        .text("member"), .text("field"),
        Parameter(name: "value", kind: .integer, fields: ["quota", "tokens"]),
      ]
    ) {
      .changeRegister(
        $0.member("member"), RegisterField(rawValue: $0.text("field")) ?? .unrecognized,
        value: $0.integer("value"))
    },
    OperationSignature("deleteMember", [.text("member")]) { .deleteMember($0.member("member")) },
    OperationSignature(
      "changeUtility", [.text("plant"), .optionalText("name"), .optionalText("utility")],
      choice: Choice(names: ["name", "utility"])
    ) {
      .changeUtility($0.plant("plant"), $0.utility($0.has("name") ? "name" : "utility"))
    },
    OperationSignature("changeTimeToMarket", [.text("plant"), .integer("seconds")]) {
      .changeTimeToMarket($0.plant("plant"), seconds: $0.integer("seconds"))
    },
    OperationSignature("deletePlant", [.text("plant")]) { .deletePlant($0.plant("plant")) },
  ]

  private static let registers: [OperationSignature] = [
    OperationSignature("trade", [.text("to"), .integer("quotaW"), .integer("tokens_mSEB")]) {
      .trade(
        to: $0.member("to"), quota: Quota(watts: $0.integer("quotaW")),
        tokens: Tokens(milliSEB: $0.integer("tokens_mSEB")))
    },
    OperationSignature("summary", [.optionalText("id"), .optionalText("option")]) {
      .summary($0.summarySubject("id"), $0.summaryOption("option"))
    },
    OperationSignature("listMembers") { _ in .listMembers },
    OperationSignature("listPlants") { _ in .listPlants },
  ]
}
