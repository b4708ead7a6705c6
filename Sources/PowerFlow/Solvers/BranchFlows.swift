/// The power and current at both ends of each branch, lines first.
///
/// Power is positive into the branch at that end. The values of a branch out of service are zero;
/// without a solution they are not numbers.
public struct BranchFlows: Sendable {
  /// The active power into each branch at its “from” end, in W.
  public internal(set) var activePowerFromWatts: [Double]
  /// The reactive power into each branch at its “from” end, in var.
  public internal(set) var reactivePowerFromVar: [Double]
  /// The active power into each branch at its “to” end, in W.
  public internal(set) var activePowerToWatts: [Double]
  /// The reactive power into each branch at its “to” end, in var.
  public internal(set) var reactivePowerToVar: [Double]
  /// The current at the “from” end, in A.
  public internal(set) var currentFromAmperes: [Double]
  /// The current at the “to” end, in A.
  public internal(set) var currentToAmperes: [Double]
  /// The active power that each branch loses, in W.
  public internal(set) var lossWatts: [Double]
  /// The larger of the two currents over the rated current; for a transformer at rated voltage.
  /// Not a number without a rating.
  public internal(set) var loading: [Double]

  init(_ ratings: [BranchRating]) {
    let values = ratings.map { $0.isInService ? Double.nan : 0 }
    activePowerFromWatts = values
    reactivePowerFromVar = values
    activePowerToWatts = values
    reactivePowerToVar = values
    currentFromAmperes = values
    currentToAmperes = values
    lossWatts = values
    loading = ratings.map { $0.isInService ? .nan : $0.loading(0, 0) }
  }

  /// Makes all values of the branches in service no numbers.
  mutating func forget(_ ratings: [BranchRating]) {
    for branch in ratings.indices where ratings[branch].isInService {
      activePowerFromWatts[branch] = .nan
      reactivePowerFromVar[branch] = .nan
      activePowerToWatts[branch] = .nan
      reactivePowerToVar[branch] = .nan
      currentFromAmperes[branch] = .nan
      currentToAmperes[branch] = .nan
      lossWatts[branch] = .nan
      loading[branch] = .nan
    }
  }
}

/// The currents that a branch may carry at its ends.
struct BranchRating {
  let isInService: Bool
  /// One over the rated currents, in amperes; not numbers without a limit.
  private let from: Double
  private let to: Double

  init(isInService: Bool, fromAmperes: Double, toAmperes: Double) {
    self.isInService = isInService
    from = 1 / fromAmperes
    to = 1 / toAmperes
  }

  func loading(_ fromAmperes: Double, _ toAmperes: Double) -> Double {
    let first = fromAmperes * from
    let second = toAmperes * to
    return first >= second ? first : second
  }
}

extension Network {
  /// The ratings of all branches, lines first.
  var branchRatings: [BranchRating] {
    let root3 = 3.0.squareRoot()
    let lineRatings = lines.map { line in
      let amperes = line.ratedCurrentAmperes ?? .nan
      return BranchRating(isInService: line.isInService, fromAmperes: amperes, toAmperes: amperes)
    }
    let transformerRatings = transformers.map { transformer in
      BranchRating(
        isInService: transformer.isInService,
        fromAmperes: transformer.ratedPowerVoltAmperes
          / (root3 * transformer.ratedHighVoltageVolts),
        toAmperes: transformer.ratedPowerVoltAmperes / (root3 * transformer.ratedLowVoltageVolts))
    }
    return lineRatings + transformerRatings
  }
}
