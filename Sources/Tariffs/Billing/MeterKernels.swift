/// Sums and peaks of a run of intervals.
struct RunTotals {
  var imported: Int64 = 0
  var exported: Int64 = 0
  /// The greatest import less export of an interval, not below zero.
  var peak: Int64 = 0
}

/// The loops over intervals. They read values below 2⁴⁰ mWh at full speed; what is greater goes
/// through sums of 128 bits, and what is negative is refused with its position.
enum MeterKernels {
  /// Values below this, at most ``longestRun`` of them, add up without overflow.
  static let plainLimit: Int64 = 1 << 40
  /// The most intervals that one call may sum.
  static let longestRun = 1 << 20

  /// Sums both directions and finds the peak of a run.
  static func totals(
    _ imported: Span<Int64>, _ exported: Span<Int64>, _ run: Range<Int>
  ) throws(BillingError) -> RunTotals {
    precondition(
      run.lowerBound >= 0 && run.upperBound <= imported.count && run.upperBound <= exported.count
        && run.count <= longestRun, "the run must lie within both series")
    var totals = RunTotals()
    var bits: Int64 = 0
    var index = run.lowerBound
    while index < run.upperBound {
      // SAFETY: the run lies within both series, which was checked above.
      let drawn = unsafe imported[unchecked: index]
      // SAFETY: as above.
      let fed = unsafe exported[unchecked: index]
      bits |= drawn | fed
      totals.imported &+= drawn
      totals.exported &+= fed
      totals.peak = max(totals.peak, drawn &- fed)
      index &+= 1
    }
    return bits & ~(plainLimit &- 1) == 0 ? totals : try wideTotals(imported, exported, run)
  }

  /// The same for any values.
  private static func wideTotals(
    _ imported: Span<Int64>, _ exported: Span<Int64>, _ run: Range<Int>
  ) throws(BillingError) -> RunTotals {
    var sums = (imported: Int128(0), exported: Int128(0))
    var peak: Int64 = 0
    for index in run {
      guard imported[index] >= 0 else { throw negative("imported", index) }
      guard exported[index] >= 0 else { throw negative("exported", index) }
      sums.imported += Int128(imported[index])
      sums.exported += Int128(exported[index])
      peak = max(peak, imported[index] - exported[index])
    }
    return RunTotals(
      imported: try LineArithmetic.narrow(sums.imported),
      exported: try LineArithmetic.narrow(sums.exported), peak: peak)
  }

  /// The greatest value of a run, not below zero.
  static func greatest(_ series: Span<Int64>, _ run: Range<Int>) -> Int64 {
    var greatest: Int64 = 0
    for index in run { greatest = max(greatest, series[index]) }
    return greatest
  }

  /// Sums one series over a run; for windows, which are short.
  static func sum(
    _ series: Span<Int64>, _ run: Range<Int>, _ name: String
  ) throws(BillingError) -> Int64 {
    var sum: Int64 = 0
    for index in run {
      let value = series[index]
      guard value >= 0 else { throw negative(name, index) }
      let (next, overflow) = sum.addingReportingOverflow(value)
      guard !overflow else { throw LineArithmetic.overflow }
      sum = next
    }
    return sum
  }

  static func negative(_ name: String, _ index: Int) -> BillingError {
    BillingError("interval \(index) has a negative \(name) energy.")
  }
}
