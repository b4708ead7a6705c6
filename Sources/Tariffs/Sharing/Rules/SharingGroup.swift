import JSONReading
import Parameters
import Spelling

/// Who consumes and who generates under a rule, with the shares that were written.
struct SharingGroup: Hashable, Sendable {
  /// The names: consumers first, then plants that don't consume.
  var names: [String]
  /// The number of consumers, which are the first of the names.
  var consumerCount: Int
  /// The positions of those whose exports are shared.
  var plants: [Int]
  /// The shares of the consumers; `nil` where none is written.
  var shares: [Double?]

  var consumers: Range<Int> { 0..<consumerCount }

  static let parameters = [
    Parameter(
      "members",
      .list(
        ParameterSet(
          name: "member", "A consumer of shared energy.",
          [
            Parameter("name", .text, "Name of the member."),
            Parameter(
              "share", .fraction, minimum: 0, maximum: 1, isOptional: true,
              "Share of the generation that is allocated to the member."),
          ])),
      "Consumers of shared energy; with the key 'priority' in the order of priority."),
    Parameter(
      "plants", .texts, isOptional: true,
      "Names of the members whose exports are shared; by default those of all members."),
  ]

  init(_ values: ParameterValues) throws(ParameterError) {
    names = []
    shares = []
    for member in values.list("members") {
      names.append(member.text("name"))
      shares.append(member.optionalNumber("share"))
    }
    guard !names.isEmpty else { throw ParameterError("members", "names nobody") }
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      throw ParameterError("members", "names '\(name)' twice")
    }
    consumerCount = names.count
    plants = []
    for plant in values.has("plants") ? values.texts("plants") : names {
      if !names.contains(plant) { names.append(plant) }
      guard let position = names.firstIndex(of: plant), !plants.contains(position) else {
        throw ParameterError("plants", "names '\(plant)' twice")
      }
      plants.append(position)
    }
  }

  /// The shares, all of which must be written.
  ///
  /// - Parameter sumsToOne: Whether nothing may be left over.
  func wholeShares(sumsToOne: Bool = false) throws(ParameterError) -> WholeShares {
    var all: [Double] = []
    for (name, share) in zip(names, shares) {
      guard let share else {
        throw ParameterError("members", "gives no share for '\(name)', which the key needs")
      }
      all.append(share)
    }
    do {
      let shares = try WholeShares(all)
      guard !sumsToOne || shares.restNanos == 0 else {
        let sum = Double(1_000_000_000 - shares.restNanos) / 1e9
        throw BillingError("the shares sum to \(sum), but must sum to 1")
      }
      return shares
    } catch {
      throw ParameterError("members", "is no division of the generation: \(error)")
    }
  }

  /// The columns of a table for the consumers.
  func columns(of table: CoefficientTable) throws(ParameterError) -> [Int] {
    var columns: [Int] = []
    for name in names[consumers] {
      guard let column = table.names.firstIndex(of: name) else {
        throw ParameterError(
          "coefficients",
          "names a file without a column '\(name)'. " + advice(for: name, among: table.names))
      }
      columns.append(column)
    }
    return columns
  }
}
