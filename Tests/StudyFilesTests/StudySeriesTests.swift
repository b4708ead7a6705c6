import Foundation
import Quantities
import ResultFiles
import StudyFiles
import TestSupport
import Testing

@Suite
struct StudySeriesTests {
  /// Runs a point that keeps its series: `power[i, m] = 100 number + 10 i + m`.
  private func run(
    _ id: String, number: Int, in store: PointStore, intervals: Int = 4,
    members: [String] = ["home", "shop"], hasPrice: Bool = true
  ) throws {
    let scratch = store.scratchPath(for: id)
    let power = Signal(name: "power", axis: "member", units: "kW", longName: "Power")
    let price = Signal(name: "price", type: .float64, units: "EUR/kWh", longName: "Price")
    let state = Signal(
      name: "active", type: .int8, longName: "Whether it is active", flags: Flags(["no", "yes"]))
    var writer = try ResultFileWriter(
      creating: scratch,
      schema: ResultSchema(
        axes: [Axis(name: "member", labels: members, longName: "Member")],
        signals: hasPrice ? [power, price, state] : [power, state]),
      timeAxis: TimeAxis(
        start: Instant(seconds: 1_893_456_000), intervalNanoseconds: 900_000_000_000,
        count: intervals))
    let powerHandle = writer.signal(named: "power")
    let stateHandle = writer.signal(named: "active")
    for interval in 0..<intervals {
      for member in members.indices {
        writer.set(Double(100 * number + 10 * interval + member), at: member, for: powerHandle)
      }
      if let price = writer.signalIfPresent(named: "price") {
        writer.set(Double(number), for: price)
      }
      writer.set(1, for: stateHandle)
      try writer.endInterval()
    }
    try writer.finish(status: .complete)
    try store.save(StudySamples.record(id), written: scratch)
  }

  @Test(
    "h5py and xarray read the series of all points from one file that copies none of them",
    .enabled(if: Python.path != nil, "'make test' sets up the tests' Python"))
  func series() async throws {
    let folder = try TemporaryFolder()
    let store = PointStore(folder: folder.file("before"))
    try store.prepare()
    let frame = StudySamples.sampled(count: 6)
    for number in 0..<3 { try run("p\(number)", number: number, in: store) }
    try run("p4", number: 4, in: store, intervals: 5)
    try run("p5", number: 5, in: store, hasPrice: false)
    let table = try await StudyCollection.collect(frame, from: store).table
    let outcome = try StudySeriesFile.write(table, from: store)
    #expect(outcome.variables == ["power", "price", "active"])
    #expect(
      outcome.notes == [
        "1 of 5 rows have other values along 'time'",
        "1 of 5 rows have 'power' in another shape or type, or along other coordinates, and are "
          + "left out of it",
        "1 of 5 rows have 'price' in another shape or type, or along other coordinates, and are "
          + "left out of it", "1 of 5 rows have no 'price'",
        "1 of 5 rows have 'active' in another shape or type, or along other coordinates, and are "
          + "left out of it",
      ])
    let first = try bytes(of: StudySeriesFile.path(in: store))
    _ = try StudySeriesFile.write(table, from: store)
    #expect(try bytes(of: StudySeriesFile.path(in: store)) == first)
    // The folder can be moved as a whole.
    try FileManager.default.moveItem(atPath: store.folder, toPath: folder.file("after"))
    let script = """
      import sys, h5py, numpy, xarray
      folder = sys.argv[1]
      with h5py.File(folder + "/study_series.h5") as file:
          assert file["power"].is_virtual and file["power"].shape == (6, 4, 2)
          assert file["power"][2, 3, 1] == 231 and numpy.isnan(file["power"][3:5]).all()
      for engine in ("h5netcdf", "netcdf4"):
          with xarray.open_dataset(folder + "/study_series.h5", engine=engine) as data:
              assert dict(data.sizes) == dict(point=6, time=4, member=2), data.sizes
              assert data.power.dims == ("point", "time", "member")
              assert str(data.time.values[0])[:16] == "2030-01-01T00:15"
              assert data.power.sel(point=1, member="shop").values.tolist() == [101, 111, 121, 131]
              assert data.power.attrs["units"] == "kW"
              assert numpy.isnan(data.price.values[3:]).all() and data.price.values[2, 0] == 2
              assert data.active.values[5, 0] == 1 and numpy.isnan(data.active.values[3, 0])
              assert "market" in data.power.coords and "capacity" in data.power.coords
      print("read")
      """
    let read = try Python.run(source: script, [folder.file("after")])
    #expect(read.code == 0 && read.output == "read\n", "\(read.output)")
    // A point that goes reads as not a number.
    try FileManager.default.removeItem(atPath: folder.file("after/points/p1.h5"))
    let gone = try Python.run(
      source: """
        import sys, h5py, numpy
        with h5py.File(sys.argv[1]) as file:
            assert numpy.isnan(file["power"][1]).all() and file["power"][0, 0, 1] == 1
        print("read")
        """, [folder.file("after/study_series.h5")])
    #expect(gone.code == 0 && gone.output == "read\n", "\(gone.output)")
  }

  @Test("Points without series make no file")
  func noSeries() async throws {
    let folder = try TemporaryFolder()
    let store = PointStore(folder: folder.path)
    let frame = StudySamples.sampled(count: 2)
    try StudySamples.run(frame.pointIDs, in: store)
    let table = try await StudyCollection.collect(frame, from: store).table
    let outcome = try StudySeriesFile.write(table, from: store)
    #expect(outcome == .init(variables: [], notes: ["the points have no time series"]))
    #expect(!folder.names.contains("study_series.h5"))
  }
}
