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

  init(count: Int) {
    let none = [Double](repeating: .nan, count: count)
    activePowerFromWatts = none
    reactivePowerFromVar = none
    activePowerToWatts = none
    reactivePowerToVar = none
    currentFromAmperes = none
    currentToAmperes = none
    lossWatts = none
    loading = none
  }

  mutating func set(_ branch: Int, from: BranchEnd, to: BranchEnd, loss: Double, loading: Double) {
    activePowerFromWatts[branch] = from.power.x
    reactivePowerFromVar[branch] = from.power.y
    activePowerToWatts[branch] = to.power.x
    reactivePowerToVar[branch] = to.power.y
    currentFromAmperes[branch] = from.amperes
    currentToAmperes[branch] = to.amperes
    lossWatts[branch] = loss
    self.loading[branch] = loading
  }
}

/// The power into a branch at one end, in W and var, and the current there.
struct BranchEnd {
  var power: SIMD2<Double>
  var amperes: Double

  static let zero = BranchEnd(power: .zero, amperes: 0)
  static let unknown = BranchEnd(power: SIMD2(.nan, .nan), amperes: .nan)
}

/// The currents that a branch may carry at its ends, in amperes; not numbers without a limit.
struct BranchRating {
  let isInService: Bool
  let from: Double
  let to: Double

  func loading(_ fromAmperes: Double, _ toAmperes: Double) -> Double {
    max(fromAmperes / from, toAmperes / to)
  }
}

extension Network {
  /// The ratings of all branches, lines first.
  var branchRatings: [BranchRating] {
    let root3 = 3.0.squareRoot()
    let lineRatings = lines.map { line in
      let amperes = line.ratedCurrentAmperes ?? .nan
      return BranchRating(isInService: line.isInService, from: amperes, to: amperes)
    }
    let transformerRatings = transformers.map { transformer in
      BranchRating(
        isInService: transformer.isInService,
        from: transformer.ratedPowerVoltAmperes / (root3 * transformer.ratedHighVoltageVolts),
        to: transformer.ratedPowerVoltAmperes / (root3 * transformer.ratedLowVoltageVolts))
    }
    return lineRatings + transformerRatings
  }
}
