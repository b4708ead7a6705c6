/// The energies of a result file, checked interval by interval, block by block.
struct EnergyBalance {
  /// Series with one value for each interval, in kWh.
  static let communitySignals = [
    "generation_energy", "load_energy", "grid_import", "grid_export", "storage_change",
    "storage_loss", "network_loss",
  ]
  /// Series with one value for each interval and member, in kWh.
  static let memberSignals = ["member_import", "member_export", "member_bought", "member_sold"]

  /// What shared plants injected, in kWh; only in files with a quota contract.
  static let sharedSignal = "shared_generation_energy"

  /// The block's values by series.
  var community: [String: [Double]] = [:]
  var members: [String: [Double]] = [:]

  private let memberCount: Int
  private var balance = WorstResidual()
  private var meters = WorstResidual()
  private var trades = WorstResidual()

  init(memberCount: Int) { self.memberCount = memberCount }

  /// Checks the intervals of the block that was read.
  mutating func add(_ intervals: Range<Int>) {
    for (row, interval) in intervals.enumerated() {
      let sources = value("generation_energy", row) + value("grid_import", row)
      let uses = value("load_energy", row) + value("grid_export", row)
      // 10⁻⁶ of the turnover and one milliwatt-hour for each meter.
      let tolerance = (sources + uses) * 1e-6 + Double(memberCount + 1) * 1e-6
      balance.add(
        sources - uses - value("storage_change", row) - value("storage_loss", row)
          - value("network_loss", row),
        tolerance: tolerance, interval: interval)
      meters.add(
        value("grid_import", row) - value("grid_export", row) - value("network_loss", row)
          - sum("member_import", row) + sum("member_export", row)
          + (community[Self.sharedSignal]?[row] ?? 0),
        tolerance: tolerance, interval: interval)
      trades.add(
        sum("member_bought", row) - sum("member_sold", row), tolerance: 0.5e-6, interval: interval)
    }
  }

  /// What was found in all blocks.
  var checks: [Check] {
    [
      balance.check(
        "generation + import = load + export + storage change + storage loss + network loss"),
      meters.check(
        "point of common coupling = meters of the members and shared plants + network loss"),
      trades.check("energy bought locally = energy sold locally"),
    ]
  }

  private func value(_ name: String, _ row: Int) -> Double { community[name]?[row] ?? .nan }

  private func sum(_ name: String, _ row: Int) -> Double {
    members[name]?[row * memberCount..<(row + 1) * memberCount].reduce(0, +) ?? .nan
  }
}

/// The residual that comes nearest to its tolerance, or passes it most.
private struct WorstResidual {
  private var residual = 0.0
  private var tolerance = 0.0
  private var interval = -1
  private var unsolved = 0
  private var violations = 0

  mutating func add(_ newResidual: Double, tolerance newTolerance: Double, interval index: Int) {
    guard !newResidual.isNaN else {
      unsolved += 1
      return
    }
    if abs(newResidual) > newTolerance { violations += 1 }
    if interval < 0 || abs(newResidual) / newTolerance > residual / tolerance {
      (residual, tolerance, interval) = (abs(newResidual), newTolerance, index)
    }
  }

  func check(_ property: String) -> Check {
    let unsolvedText = unsolved > 0 ? "; \(unsolved) intervals without a solution" : ""
    let finding =
      interval < 0
      ? "no interval\(unsolvedText)"
      : "largest residual \(residual) kWh of \(tolerance) kWh allowed, in interval \(interval)"
        + unsolvedText
    return Check(property: property, passed: violations == 0, finding: finding)
  }
}
