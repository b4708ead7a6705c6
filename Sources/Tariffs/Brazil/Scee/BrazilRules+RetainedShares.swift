import Parameters
import Quantities

/// What the law leaves open, as a tariff file gives it.
struct OpenShares {
  /// The share of the components that are not energy; `nil` when it was not given.
  var millionths: Int64?
  /// The shares of single components, in the order of the tariff's; `nil` where the general one
  /// counts.
  var ofComponents: [Int64?]
  /// The last year that will be billed; `nil` when not known.
  var lastYear: Int?
}

extension BrazilRules {
  /// The shares of components that stay due on compensated energy, year by year.
  ///
  /// - Parameters:
  ///   - classification: The class of the generating unit.
  ///   - names: The components of the tariff, in its order.
  ///   - open: What the law leaves open.
  /// - Throws: `ParameterError` that names the missing parameter and the year.
  func retainedShares(
    of classification: SceeClassification, components names: [String], open: OpenShares
  ) throws(ParameterError) -> [RetainedShare] {
    var shares: [RetainedShare] = []
    switch classification.sceeClass {
    case .gd1: break
    case .gd2:
      guard let component = names.firstIndex(of: Self.fioB) else {
        throw ParameterError(
          "components",
          "must hold '\(Self.fioB)', of which units of GD II owe a share on compensated energy")
      }
      for step in fioBSteps where step.year < classification.openYear {
        shares.append(
          RetainedShare(component: component, fromYear: step.year, millionths: step.millionths))
      }
    case .gd3:
      for group in class3Shares {
        let indices = names.indices.filter { group.components.contains(names[$0]) }
        guard !indices.isEmpty else {
          let known = group.components.map { "'\($0)'" }.joined(separator: ", ")
          throw ParameterError(
            "components",
            "must hold one of \(known), of which units of GD III owe a share on compensated energy")
        }
        shares += indices.map {
          RetainedShare(
            component: $0, fromYear: group.provenance.from.year, millionths: group.millionths)
        }
      }
    }
    return shares + (try openShares(of: classification, components: names, open))
  }

  private func openShares(
    of classification: SceeClassification, components names: [String], _ open: OpenShares
  ) throws(ParameterError) -> [RetainedShare] {
    let year = classification.openYear
    var shares: [RetainedShare] = []
    for index in names.indices where !Self.isEnergy(names[index]) {
      guard let share = open.ofComponents[index] ?? open.millionths else {
        if let last = open.lastYear, last >= year {
          throw ParameterError(
            "postTransitionShare",
            "must be given: bills of \(last) are asked for, and from \(year) on the law leaves open "
              + "which share of the components stays due on compensated energy of a unit of "
              + "\(classification.sceeClass.rawValue) (Lei 14.300/2022 art. 17)")
        }
        return []
      }
      shares.append(RetainedShare(component: index, fromYear: year, millionths: share))
    }
    return shares
  }

  /// The component of which the second class owes a share.
  static let fioB = "TUSD_FioB"

  /// Whether a component is a part of the energy price (TE) rather than of the use of networks.
  static func isEnergy(_ name: String) -> Bool { name == "TE" || name.hasPrefix("TE_") }
}
