import Contracts
import Quantities

extension ReferendumSubject {
  /// The names of what a referendum may ask about.
  static let fieldNames = [
    "address", "fullName", "utility", "capacityW", "cost", "timeToMarket", "member", "field",
    "value", "plant", "name", "seconds",
  ]

  /// What the referendum asks about; null if it asks about something else.
  func field(_ name: String) -> ReplayValue { fields.first { $0.name == name }?.value ?? .null }

  private var fields: [ReplayValue.Entry] {
    switch self {
    case .admission(let applicant, let fullName, let utility):
      [
        ReplayValue.Entry("address", .text(applicant.text)),
        ReplayValue.Entry("fullName", .text(fullName)),
        ReplayValue.Entry("utility", .text(utility.text)),
      ]
    case .newPlant(let proposal):
      [
        ReplayValue.Entry("capacityW", .integer(proposal.capacity.watts)),
        ReplayValue.Entry("cost", .integer(proposal.cost)),
        ReplayValue.Entry("utility", .text(proposal.utility.text)),
        ReplayValue.Entry("timeToMarket", .integer(proposal.timeToMarket)),
      ]
    case .register(let member, let field, let value):
      [
        ReplayValue.Entry("member", .text(member.address.text)),
        ReplayValue.Entry("address", .text(member.address.text)),
        ReplayValue.Entry("field", .text(field.rawValue)),
        ReplayValue.Entry("value", .integer(value)),
      ]
    case .deleteMember(let member):
      [
        ReplayValue.Entry("member", .text(member.address.text)),
        ReplayValue.Entry("address", .text(member.address.text)),
      ]
    case .utility(let plant, let name):
      [
        ReplayValue.Entry("plant", .text(plant.description)),
        ReplayValue.Entry("name", .text(name.text)),
      ]
    case .deletePlant(let plant): [ReplayValue.Entry("plant", .text(plant.description))]
    case .timeToMarket(let plant, let seconds):
      [
        ReplayValue.Entry("plant", .text(plant.description)),
        ReplayValue.Entry("seconds", .integer(seconds)),
      ]
    }
  }
}
