import Accounting
import Contracts
import Markets
import Quantities
import ResultFiles
import Scenarios
import Settlement

/// Maps what happens in a run to the rows of its result file.
struct Recorder: ~Copyable {
  private var writer: ResultFileWriter
  private let timeAxis: TimeAxis
  private let signals: SignalHandles
  private let clearings: TableHandles
  private let trades: TableHandles
  private let orders: TableHandles?
  private let ledger: TableHandles
  private let bills: TableHandles
  private let journal: TableHandles?
  private let recordsFullLedger: Bool
  private var clearingCount: Int64 = 0
  private var tradeCount: Int64 = 0
  private var row: [Double]

  init(
    creating path: String, layout: ResultLayout, recording: RecordingSettings,
    options: WriterOptions
  ) throws(ResultFileError) {
    writer = try ResultFileWriter(
      creating: path, schema: layout.schema, timeAxis: layout.timeAxis, options: options)
    timeAxis = layout.timeAxis
    signals = SignalHandles(writer)
    func table(_ path: String) -> TableHandles? {
      layout.schema.tables.first { $0.path == path }.flatMap { TableHandles($0, in: writer) }
    }
    recordsFullLedger = recording.ledger == .full
    row = layout.schema.axes.first.map { Array(repeating: 0, count: $0.labels.count) } ?? []
  }
}
