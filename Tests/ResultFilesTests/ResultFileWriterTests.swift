import Quantities
import ResultFiles
import TestSupport
import Testing

@Suite
struct ResultFileWriterTests {
  @Test("What is written is read back", arguments: [1, 2, 95, 3000])
  func roundTrip(intervals: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("sample.h5")
    try Sample.write(to: path, intervals: intervals, rowsPerInterval: 2)
    #expect(folder.names == ["sample.h5"])

    let reader = try ResultFileReader(opening: path)
    #expect(try reader.status() == .complete)
    let voltages = try reader.numbers(of: "bus_v")
    #expect(voltages.count == intervals * Sample.buses)
    for step in stride(from: 0, to: intervals, by: 7) {
      for bus in 0..<Sample.buses {
        let value = 1 + Double(step) / 1024 + Double(bus) / 64
        let expected = Double(Float(value))
        let found = voltages[step * Sample.buses + bus]
        #expect(step % 3 == 2 ? found.isNaN : found == expected)
      }
    }
    let times = try reader.numbers(of: "time")
    let ends = (0..<intervals).map { Double($0 + 1) * 900 + 82_800 }
    #expect(times == ends)
    let bounds = try reader.numbers(of: "time_bnds", rows: intervals - 1..<intervals)
    #expect(bounds == [times[intervals - 1] - 900, times[intervals - 1]])
    let trades = "market/local/trades/"
    let numbers = (0..<2 * intervals).map { Int64($0) }
    #expect(try reader.integers(of: trades + "trade") == numbers)
    let volumes = numbers.map { $0 * 1_000_000_007 }
    #expect(try reader.integers(of: trades + "volume") == volumes)
    let buyers = numbers.map { $0 % 6 - 1 }
    #expect(try reader.integers(of: trades + "buyer") == buyers)
    let memos = numbers.map { $0 % 2 == 1 ? "Größe \($0)" : "" }
    #expect(try reader.texts(of: trades + "memo") == memos)
  }

  @Test(
    "The bytes depend neither on the number of threads nor on the folder", arguments: [0, 1, 2])
  func determinism(run: Int) throws {
    let folder = try TemporaryFolder()
    // Enough for several chunks of signals and rows, so that threads have work.
    let intervals = 20_000
    let reference = folder.file("a.h5")
    try Sample.write(
      to: reference, intervals: intervals,
      options: WriterOptions(threads: 1, memoryBudget: 1 << 20))
    let other = try TemporaryFolder()
    let path = other.file("another name.h5")
    try Sample.write(
      to: path, intervals: intervals,
      options: WriterOptions(threads: [1, 2, 5][run], memoryBudget: 1 << 20))
    #expect(try bytes(of: reference) == bytes(of: path))
  }

  @Test("A run that stops early has a shorter time axis", arguments: [1, 500, 1024, 1999, 2000])
  func earlyStop(ended: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("sample.h5")
    try Sample.write(to: path, intervals: 9000, ended: ended)
    let reader = try ResultFileReader(opening: path)
    #expect(try reader.status() == .stopped)
    #expect(try reader.numbers(of: "time").count == ended)
    let prices = (0..<ended).map { Double($0) / 7 }
    #expect(try reader.numbers(of: "price") == prices)
    #expect(
      try reader.variables().filter { $0.dimensions.first == "time" }.allSatisfy {
        $0.shape.first == ended
      })
    let attributes = try reader.attributes()
    let end = try #require(attributes.first { $0.name == "time_coverage_end" })
    let instant = Sample.timeAxis(1).start + .seconds(900 * ended)
    let hour = instant.nanoseconds / 3_600_000_000_000 % 24
    guard case .text(let text) = end.value else { return #expect(Bool(false)) }
    #expect(text.contains("T\(hour < 10 ? "0" : "")\(hour):"))
  }

  @Test("Numbers out of the range of a type become the nearest ones, and NaN zero")
  func saturation() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("sample.h5")
    let schema = ResultSchema(
      signals: [
        Signal(name: "small", type: .int8, longName: "Small"),
        Signal(name: "medium", type: .int32, longName: "Medium"),
        Signal(name: "large", type: .int64, longName: "Large"),
        Signal(name: "fraction", type: .float32, units: "1", longName: "Real"),
      ])
    let values = [Double.nan, .infinity, -.infinity, 1e300, -1e300, 127.4, -0.5, 1.5, 0x1p63]
    var writer = try ResultFileWriter(
      creating: path, schema: schema, timeAxis: Sample.timeAxis(values.count))
    for value in values {
      for signal in schema.signals { writer.set(value, for: writer.signal(named: signal.name)) }
      try writer.endInterval()
    }
    try writer.finish()
    let reader = try ResultFileReader(opening: path)
    #expect(try reader.integers(of: "small") == [0, 127, -128, 127, -128, 127, 0, 2, 127])
    let (least, most) = (Int64(Int32.min), Int64(Int32.max))
    #expect(
      try reader.integers(of: "medium") == [0, most, least, most, least, 127, 0, 2, most])
    #expect(
      try reader.integers(of: "large")
        == [0, .max, .min, .max, .min, 127, 0, 2, .max])
    #expect(
      try reader.numbers(of: "fraction").dropFirst() == [
        .infinity, -.infinity, .infinity, -.infinity, Double(Float(127.4)), -0.5, 1.5, 0x1p63,
      ])
  }

  @Test("More intervals than declared are an error")
  func tooManyIntervals() throws {
    let folder = try TemporaryFolder()
    var writer = try ResultFileWriter(
      creating: folder.file("sample.h5"), schema: ResultSchema(), timeAxis: Sample.timeAxis(1))
    try writer.endInterval()
    #expect(throws: ResultFileError.self) { try writer.endInterval() }
    writer.discard()
    #expect(folder.names == [])
  }

  @Test("A writer that goes out of scope leaves no file")
  func discard() throws {
    let folder = try TemporaryFolder()
    do {
      var writer = try ResultFileWriter(
        creating: folder.file("sample.h5"), schema: Sample.schema, timeAxis: Sample.timeAxis(10))
      try writer.endInterval()
      #expect(folder.names.count == 1 && folder.names[0].hasSuffix(".partial"))
    }
    #expect(folder.names == [])
  }

  @Test("A group that does not fit leaves no file")
  func brokenTrailingGroup() throws {
    let folder = try TemporaryFolder()
    let writer = try ResultFileWriter(
      creating: folder.file("sample.h5"), schema: Sample.schema, timeAxis: Sample.timeAxis(10))
    let losses = Column("losses", .float64([1]), units: "kWh", longName: "Losses")
    let group = ResultGroup(path: "indicators/by_bus", rows: .axis("bus"), columns: [losses])
    do {
      try writer.finish(status: .stopped, trailing: [group])
      Issue.record("the group was written")
    } catch {
      #expect(error.description.contains("'losses' of 'indicators/by_bus' has 1 values, not 7"))
    }
    #expect(folder.names == [])
  }
}
