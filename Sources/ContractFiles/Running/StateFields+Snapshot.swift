import Contracts
import Quantities

extension StateFields {
  /// The whole state, under the names that paths have.
  static func snapshot(of state: ContractState) -> ReplayValue {
    var group = object(state, Self.group)
    if case .object(let entries) = group {
      let areas = state.areas.map { area in
        ReplayValue.Entry(area.utility.text, .integer(area.unallocatedQuota.watts))
      }
      group = .object(entries + [ReplayValue.Entry("unallocatedW", .object(areas))])
    }
    return .object([
      ReplayValue.Entry("group", group),
      ReplayValue.Entry("members", .list(state.members.map { object($0, member) })),
      ReplayValue.Entry("plants", .list(state.plants.map { object($0, plant) })),
      ReplayValue.Entry("crowdfundings", .list(state.plants.map(collection))),
      ReplayValue.Entry("referendums", .list(state.referendums.map { object($0, referendum) })),
    ])
  }

  /// A crowdfunding with its bids.
  private static func collection(of plant: PowerPlant) -> ReplayValue {
    let bids = plant.crowdfunding.bids.map { bid in
      ReplayValue.object([
        ReplayValue.Entry("address", .text(bid.address.text)),
        ReplayValue.Entry("amount", .integer(bid.amount)),
      ])
    }
    guard case .object(let entries) = object(plant, crowdfunding) else { return .null }
    return .object(entries + [ReplayValue.Entry("bids", .list(bids))])
  }

  /// The fields of something that are not null.
  private static func object<Subject>(
    _ subject: Subject, _ fields: [StateField<Subject>]
  ) -> ReplayValue {
    .object(
      fields.compactMap { field in
        guard !field.isAlias else { return nil }
        let value = field.read(subject)
        return value == .null ? nil : ReplayValue.Entry(field.name, value)
      })
  }
}
