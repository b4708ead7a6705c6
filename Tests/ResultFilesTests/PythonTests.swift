import Quantities
import ResultFiles
import TestSupport
import Testing

@Suite(.enabled(if: Python.path != nil, "there is no Python with the packages; run make test"))
struct PythonTests {
  struct Case: Sendable {
    var intervals: Int
    var ended: Int?
    var rowsPerInterval: Int
  }

  @Test(
    "Other readers open a file without a warning and find the values that were written",
    arguments: [
      Case(intervals: 100, ended: nil, rowsPerInterval: 1),
      Case(intervals: 1, ended: nil, rowsPerInterval: 0),
      Case(intervals: 5, ended: 0, rowsPerInterval: 0),
      Case(intervals: 5000, ended: nil, rowsPerInterval: 2),
      Case(intervals: 9000, ended: 1500, rowsPerInterval: 3),
    ])
  func otherReaders(example: Case) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("sample.h5")
    try Sample.write(
      to: path, intervals: example.intervals, ended: example.ended,
      rowsPerInterval: example.rowsPerInterval)
    let layout = try Python.run("ResultFilesTests/Python/check_layout.py", [path])
    #expect(layout.code == 0, "\(layout.output)")
    let intervals = example.ended ?? example.intervals
    let values = try Python.run(
      "ResultFilesTests/Python/check_sample.py",
      [path, "\(intervals)", "\(intervals * example.rowsPerInterval)"])
    #expect(values.code == 0, "\(values.output)")
  }
}

/// Reads a file of indicators with every reader, adds to it with the library, and reads it again.
private let addingScript = """
  import sys
  import h5py, netCDF4, numpy as np, xarray as xr
  path = sys.argv[1]
  for engine in ("h5netcdf", "netcdf4"):
      with xr.open_dataset(path, engine=engine, group="indicators/by_member") as group:
          assert list(group.member.values) == ["ana", "Bruno Größe", "c"], group
          assert group.bill.values.tolist() == [1.5, -2.0, 0.25]
          assert group.bill.attrs["units"] == "EUR"
      with xr.open_datatree(path, engine=engine) as tree:
          assert float(tree["indicators"]["total"]) == 42.5
          assert tree.attrs["mgsim_detail"] == "indicators"
  with netCDF4.Dataset(path, "a") as file:
      for number in range(40):
          file.setncattr(f"note_{number}", "added")
      group = file["indicators/by_member"]
      added = group.createVariable("double_bill", "f8", ("member",))
      added[:] = 2 * group["bill"][:]
      for number in range(40):
          file.createGroup(f"group_{number}")
  with h5py.File(path, "r+") as file:
      file["indicators/more"] = np.arange(1000.0)
      file["indicators/by_member/bill"][1] = 7
      del file["indicators/total"]
  with xr.open_dataset(path, group="indicators/by_member") as group:
      assert group.double_bill.values.tolist() == [3.0, -4.0, 0.5]
      assert group.bill.values.tolist() == [1.5, 7.0, 0.25]
      assert list(group.member.values) == ["ana", "Bruno Größe", "c"]
  with h5py.File(path) as file:
      assert len(file) == 5 + 40 and file.attrs["note_39"] in ("added", b"added"), list(file)
      assert file["indicators/more"][999] == 999
  print("fine")
  """

extension PythonTests {
  @Test("A file of indicators opens everywhere without a warning, and the library can add to it")
  func indicators() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("indicators.h5")
    let names = ["ana", "Bruno Größe", "c"]
    try IndicatorFile.write(
      to: .file(path), attributes: [NamedAttribute("title", "Indicators")],
      axes: [
        Axis(
          name: "member", labels: names, longName: "Member",
          columns: [
            Column(
              "member_kind", .int8([0, 1, 0]), longName: "Kind",
              flags: Flags(["consumer", "prosumer"])),
            Column("member_tariff", .text(["flat", "", "flat"]), longName: "Tariff"),
          ])
      ],
      covering: Instant(seconds: 0)..<Instant(seconds: 86_400),
      groups: [
        ResultGroup(
          path: "indicators",
          scalars: (0..<60).map {
            Scalar($0 == 0 ? "total" : "value_\($0)", .number(42.5), units: "1", longName: "Value")
          }),
        ResultGroup(
          path: "indicators/by_member", rows: .axis("member"),
          columns: [
            Column("bill", .float64([1.5, -2, 0.25]), units: "EUR", longName: "Bill"),
            Column("first", .int32([0, -1, 2]), longName: "First", indexOf: "member"),
          ]),
        ResultGroup(
          path: "scenario/overrides",
          rows: .numbered(dimension: "override", longName: "Number of the override"),
          columns: [Column("override_path", .text(["seed"]), longName: "Key")]),
      ])
    let layout = try Python.run("ResultFilesTests/Python/check_layout.py", [path])
    #expect(layout.code == 0, "\(layout.output)")
    let added = try Python.run(source: addingScript, [path])
    #expect(added.code == 0, "\(added.output)")
  }
}
