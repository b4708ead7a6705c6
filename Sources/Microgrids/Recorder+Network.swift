import Quantities
import ResultFiles

extension Recorder {
  /// Records the feeder's interval; what was not solved stays not a number.
  mutating func record(_ feeder: Feeder, isSolved: Bool) {
    guard let handles = signals?.network else { return }
    writer.set(isSolved ? 1 : 0, for: handles.isSolved)
    guard isSolved else { return }
    let interval = feeder.interval
    let share = 1 / hours
    for (place, sum) in interval.voltageHours.enumerated() {
      writer.set(sum * share, at: place, for: handles.voltage)
    }
    if let unbalance = handles.unbalance {
      for (bus, sum) in interval.unbalanceHours.enumerated() {
        writer.set(sum * share, at: bus, for: unbalance)
      }
    }
    for branch in interval.branchPowerHours.indices {
      writer.set(
        interval.branchPowerHours[branch] * share / 1000, at: branch, for: handles.power)
      writer.set(
        interval.branchLoadingHours[branch] * share, at: branch, for: handles.loading)
      writer.set(interval.branchLossHours[branch] * share / 1000, at: branch, for: handles.loss)
    }
    writer.set(interval.reactiveVarHours * share / 1000, for: handles.reactivePower)
  }

  /// Records a step of a control of the network.
  mutating func record(_ move: FeederControlRound.Move, at now: Instant) throws(ResultFileError) {
    guard let columns = controlSteps else { return }
    writer.append(now, to: columns.occurred)
    writer.append(move.control, to: columns.control)
    writer.append(move.position, to: columns.position)
    try writer.endRow(of: columns.table)
  }
}

/// The columns of the table of the controls' steps.
struct ControlStepColumns {
  let table: TableHandle
  let occurred: ColumnHandle
  let control: ColumnHandle
  let position: ColumnHandle

  init(_ table: TableHandle, _ writer: borrowing ResultFileWriter) {
    self.table = table
    occurred = writer.column(named: "occurred", of: table)
    control = writer.column(named: "control", of: table)
    position = writer.column(named: "tap_position", of: table)
  }
}
