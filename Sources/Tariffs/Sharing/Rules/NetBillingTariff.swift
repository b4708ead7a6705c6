extension ExportPriceTable {
  /// The number of values of a table of months, kinds of days and hours.
  public static let valueCount = 576

  /// Creates a table of export prices by month, kind of day and hour: the 576 values of the Avoided
  /// Cost Calculator, as California's Net Billing Tariff pays them.
  ///
  /// - Parameters:
  ///   - weekday: For each month, January first, the prices of the 24 hours on working days.
  ///   - weekend: The same on Saturdays, Sundays and holidays.
  /// - Throws: ``BillingError`` when there are not 12 rows of 24 prices.
  public init(weekday: [[UnitPrice]], weekend: [[UnitPrice]]) throws(BillingError) {
    for (name, rows) in [("weekday", weekday), ("weekend", weekend)] {
      guard rows.count == 12 else {
        throw BillingError("the export prices have \(rows.count) rows of \(name), not 12")
      }
      for (month, row) in rows.enumerated() where row.count != 24 {
        throw BillingError(
          "the export prices of \(name) have \(row.count) hours in month \(month + 1), not 24")
      }
    }
    let hours = Array(0..<24)
    let names = hours.map { "weekday \($0)" } + hours.map { "weekend \($0)" }
    let schedule: PeriodSchedule
    do {
      schedule = try PeriodSchedule(
        weekday: Array(repeating: hours, count: 12),
        weekend: Array(repeating: hours.map { $0 + 24 }, count: 12), names: names,
        holidays: .weekend)
    } catch {
      throw BillingError("the export prices make no schedule: \(error)")
    }
    self.init(schedule: schedule, prices: zip(weekday, weekend).flatMap { $0 + $1 })
  }

  /// Reads the table from comma-separated values.
  ///
  /// A first line of names, then 576 lines `month,day,hour,price` with the month from 1 to 12, the day
  /// `weekday` or `weekend`, the hour that begins from 0 to 23, and the price of a kilowatt-hour.
  ///
  /// - Throws: ``BillingError`` which names the line, or the first cell without a price.
  public init(csv bytes: [UInt8]) throws(BillingError) {
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    var cells: [UnitPrice?] = Array(repeating: nil, count: Self.valueCount)
    for (number, line) in lines.enumerated().dropFirst() {
      let parts = line.split(separator: ",", omittingEmptySubsequences: false).map {
        $0.filter { !$0.isWhitespace }
      }
      guard parts.count == 4, let month = Int(parts[0]), (1...12).contains(month),
        let day = ["weekday", "weekend"].firstIndex(of: parts[1]), let hour = Int(parts[2]),
        (0...23).contains(hour), let price = Double(parts[3]), abs(price) <= 1e6
      else {
        throw BillingError(
          "line \(number + 1) of the export prices is no 'month,weekday|weekend,hour,price'")
      }
      let cell = ((month - 1) * 2 + day) * 24 + hour
      guard cells[cell] == nil else {
        throw BillingError(
          "line \(number + 1) of the export prices names month \(month), \(parts[1]), hour \(hour) again"
        )
      }
      cells[cell] = UnitPrice(rounding: price)
    }
    var prices: [UnitPrice] = []
    for (index, cell) in cells.enumerated() {
      guard let cell else {
        let day = index / 24 % 2 == 0 ? "weekday" : "weekend"
        throw BillingError(
          "the export prices lack month \(index / 48 + 1), \(day), hour \(index % 24)")
      }
      prices.append(cell)
    }
    func rows(_ day: Int) -> [[UnitPrice]] {
      (0..<12).map { month in Array(prices[(month * 2 + day) * 24..<(month * 2 + day + 1) * 24]) }
    }
    try self.init(weekday: rows(0), weekend: rows(1))
  }
}

extension ExportScheme {
  /// California's Net Billing Tariff (NBT, "NEM 3"), for systems applied for after 2023-04-14.
  ///
  /// ```text
  /// bill of a month = Σ_h r(h)·import(h) − Σ_h x(month, day, hour)·export(h) + fixed charges
  /// ```
  ///
  /// Imports and exports are netted within no more than an interval. Money that exports earn beyond a
  /// month's bill is carried on, and paid at the true-up after twelve months.
  ///
  /// Source: CPUC decision 22-12-056. Left out: the nine-year lock of the table (give the table that
  /// holds), adders by customer class (add them to the values), and charges that exports can't offset.
  ///
  /// - Parameters:
  ///   - table: The export prices.
  ///   - trueUpMonth: The month from 1 to 12 whose bill closes the year.
  public static func californiaNetBilling(
    _ table: ExportPriceTable, trueUpMonth: Int = 12
  ) -> ExportScheme {
    var scheme = ExportScheme()
    scheme.kind = .netPurchaseAndSale
    scheme.window = .interval
    scheme.money = .carried
    scheme.priceTable = table
    scheme.trueUpMonth = trueUpMonth
    return scheme
  }
}
