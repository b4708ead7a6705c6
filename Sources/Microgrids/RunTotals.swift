import Quantities

/// Energies of one interval or of a whole run, in watt-hours, over all members and the feeder.
struct EnergyTotals {
  var generation = 0.0
  var load = 0.0
  var batteryDischarge = 0.0
  var batteryCharge = 0.0
  var storageChange = 0.0
  /// Energy that crossed the point of common coupling.
  var gridImport = 0.0
  var gridExport = 0.0
  var networkLoss = 0.0
  var memberImport = 0.0
  var memberExport = 0.0
  var localTrade = 0.0

  /// What the batteries lost: what went in, less what came out, less what stayed.
  var storageLoss: Double { batteryCharge - batteryDischarge - storageChange }

  /// Adds another interval.
  static func += (left: inout EnergyTotals, right: EnergyTotals) {
    left.generation += right.generation
    left.load += right.load
    left.batteryDischarge += right.batteryDischarge
    left.batteryCharge += right.batteryCharge
    left.storageChange += right.storageChange
    left.gridImport += right.gridImport
    left.gridExport += right.gridExport
    left.networkLoss += right.networkLoss
    left.memberImport += right.memberImport
    left.memberExport += right.memberExport
    left.localTrade += right.localTrade
  }

  /// What is left over of the energy balance, which should be nothing:
  ///
  /// ```text
  /// generation + import = load + export + storage change + storage losses + network losses
  /// ```
  var residual: Double {
    generation + gridImport - load - gridExport - storageChange - storageLoss - networkLoss
  }

  /// What passed through: the sum of both sides of the balance.
  var turnover: Double { generation + gridImport + load + gridExport }
}
