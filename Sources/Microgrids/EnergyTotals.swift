/// Energies of one interval or of a whole run over all members and the feeder, in watt-hours.
struct EnergyTotals {
  var generation = 0.0
  /// The part of the generation that comes from shared plants.
  var sharedGeneration = 0.0
  /// Consumption, positive.
  var load = 0.0
  /// What the batteries injected less what they took.
  var batteryInjection = 0.0
  /// The growth of the energy in all batteries.
  var storageChange = 0.0
  /// Energy that crossed the point of common coupling.
  var gridImport = 0.0
  var gridExport = 0.0
  var networkLoss = 0.0
  var localTrade = 0.0
  /// The greatest load of any interval.
  var greatestLoad = 0.0
  /// The greatest import and export of any interval at the point of common coupling.
  var greatestImport = 0.0
  var greatestExport = 0.0

  /// What the batteries lost: what they took, less what they injected, less what stayed.
  var storageLoss: Double { -batteryInjection - storageChange }

  /// Adds another interval.
  static func += (left: inout EnergyTotals, right: EnergyTotals) {
    left.generation += right.generation
    left.sharedGeneration += right.sharedGeneration
    left.load += right.load
    left.batteryInjection += right.batteryInjection
    left.storageChange += right.storageChange
    left.gridImport += right.gridImport
    left.gridExport += right.gridExport
    left.networkLoss += right.networkLoss
    left.localTrade += right.localTrade
    left.greatestLoad = max(left.greatestLoad, right.load)
    left.greatestImport = max(left.greatestImport, right.gridImport)
    left.greatestExport = max(left.greatestExport, right.gridExport)
  }

  /// What is left over of the energy balance, which should be nothing:
  ///
  /// ```text
  /// generation + import = load + export + storage change + storage losses + network losses
  /// ```
  var residual: Double {
    generation + gridImport - load - gridExport - storageChange - storageLoss - networkLoss
  }

  /// What passed through: both sides of the balance.
  var turnover: Double { generation + gridImport + load + gridExport }
}
